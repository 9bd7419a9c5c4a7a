import { createSimulator, type Simulator, type VendorCall } from '../create-simulator.ts';
import type { JsonObject } from '../json.ts';
import { CUSTOMER_FORM, CUSTOMERS_FORM } from './customer-form.ts';
import { createCustomers } from './customers.ts';
import { readCustomers, searchCustomers } from './find-customers.ts';
import { logIn } from './log-in.ts';
import { acceptedFormat, type Format, MEDIA_TYPES } from './media-types.ts';
import { methodsAt, OPERATIONS, operationAt, type Place, readPlace } from './place.ts';
import { EgainProblem, problemResponse } from './problem.ts';
import { readBody } from './read-body.ts';
import { createSessions } from './sessions.ts';
import { showTenant } from './show-tenant.ts';
import { readTenantChanges, type TenantChanges } from './tenant-changes.ts';
import { changeSettings, DEFAULT_SETTINGS, type TenantSettings } from './tenant-settings.ts';
import { writeXml } from './write-xml.ts';

/** Settings of the simulated tenant; every one has a default. */
export type EgainSimulatorOptions = TenantChanges & {
  /** Default `/sandbox/egain`. */
  prefix?: string;
  /** The clock; default `Date.now`. */
  now?: () => number;
  /** How long a call that is never answered is held before its connection is cut; default 10 minutes. */
  holdMs?: number;
  /** How many calls the log keeps; default 10,000. */
  maxLoggedRequests?: number;
};

/** The simulator, with what only this system has. */
export interface EgainSimulator extends Simulator {
  /** Sets the tenant up differently until the next reset: all of the changes. */
  changeTenant: (changes: TenantChanges) => void;
}

const SESSION_HEADER = 'X-egain-session';

/** An eGain tenant with its Interaction API, as far as delivering an application needs it. */
export function createEgainSimulator(options: EgainSimulatorOptions = {}): EgainSimulator {
  const { prefix = '/sandbox/egain', now = Date.now, holdMs, maxLoggedRequests, ...setup } = options;
  let settings = settingsAfter(DEFAULT_SETTINGS, setup);
  const initialSettings = settings;
  const sessions = createSessions(() => settings.sessions, now);
  const customers = createCustomers(() => settings, now);

  /** The checks come in a fixed order, so that a call with several faults always meets the same answer. */
  function answer(call: VendorCall): Response {
    const accepted = acceptedFormat(call.headers.get('accept'));
    let session: string | null = null;
    let response: Response;
    try {
      const place = placeOf(call);
      if (place.resource !== 'login') {
        session = sessions.use(call.headers.get(SESSION_HEADER));
        if (session === null) throw noSession();
      }
      if (accepted === null) throw new EgainProblem(406, 'mediaType', 'JSON and XML are what there is');
      if (place.resource === 'login') {
        session = logIn(call, sessions, settings);
        return new Response(null, { status: 204, headers: { [SESSION_HEADER]: session } });
      }
      response = answerInSession(call, place, session ?? '', accepted);
    } catch (error) {
      if (!(error instanceof EgainProblem)) throw error;
      response = problemResponse(error, accepted ?? 'xml', settings.assumptions);
    }
    if (session !== null) response.headers.set(SESSION_HEADER, session);
    return response;
  }

  function placeOf(call: VendorCall): Place {
    const place = readPlace(call.path, settings.context);
    if (place === null || !settings.versions.includes(place.version)) {
      throw new EgainProblem(404, 'notFound', 'There is nothing at this path');
    }
    if (operationAt(call.method, place) === 'other') {
      throw new EgainProblem(405, 'method', 'This path does not take this method', {
        allow: methodsAt(place).join(', '),
      });
    }
    return place;
  }

  function answerInSession(call: VendorCall, place: Place, session: string, format: Format): Response {
    const { permissions, assumptions } = settings;
    const contentType = { 'content-type': MEDIA_TYPES[format] };
    const finding = { call, place, customers, settings };
    switch (operationAt(call.method, place)) {
      case 'logout':
        sessions.close(session);
        return new Response(null, { status: 204 });
      case 'search': {
        permit(permissions.viewCustomers);
        const hits = searchCustomers(finding);
        return hits === null ? noHit() : written(hits, format);
      }
      case 'read-customer':
        permit(permissions.viewCustomers);
        return written(readCustomers(finding), format);
      case 'create-customer': {
        permit(permissions.createCustomers);
        const id = customers.create(readBody(call, 'customer', CUSTOMER_FORM, assumptions));
        const location = `${place.base}/interaction/customer/${id}`;
        return new Response(null, { status: 201, headers: { ...contentType, location } });
      }
      default:
        permit(permissions.editCustomers);
        customers.edit(readBody(call, 'customer', CUSTOMER_FORM, assumptions));
        return new Response(null, { status: 204, headers: contentType });
    }
  }

  function noHit(): Response {
    if (settings.assumptions.noHit === 204) return new Response(null, { status: 204 });
    throw new EgainProblem(404, 'notFound', 'No customer meets the criteria');
  }

  function written(value: JsonObject, format: Format): Response {
    const { namespaces, elementNamespaces } = settings.assumptions;
    const body =
      format === 'json'
        ? JSON.stringify(value)
        : writeXml('customers', value, CUSTOMERS_FORM, { namespaces, elementNamespaces });
    return new Response(body, { status: 200, headers: { 'content-type': MEDIA_TYPES[format] } });
  }

  function change(changes: TenantChanges): void {
    settings = settingsAfter(settings, changes);
    if (changes.endSessions) sessions.endAll();
  }

  const simulator = createSimulator(
    {
      operations: OPERATIONS,
      operationOf: ({ method, path }) => operationAt(method, readPlace(path, settings.context)),
      hidesBodies: (operation) => operation === 'login',
      latencyMs: () => settings.latencyMs,
      answer,
      refuse: (call, status) =>
        problemResponse(
          new EgainProblem(status, 'fault', 'A fault ordered for this call'),
          acceptedFormat(call.headers.get('accept')) ?? 'xml',
          settings.assumptions,
        ),
      records: () =>
        structuredClone({
          customers: customers.all().map((each) => ({ ...each, emails: [...each.emails] })),
          sessions: sessions.list(),
        }),
      tenant: {
        show: () => showTenant(settings),
        change: (input) => change(readTenantChanges(input)),
      },
      reset() {
        settings = initialSettings;
        sessions.reset();
        customers.reset();
      },
    },
    { prefix, now, holdMs, maxLoggedRequests, credentialHeaders: [SESSION_HEADER.toLowerCase()] },
  );
  return { ...simulator, changeTenant: change };
}

function settingsAfter(settings: TenantSettings, changes: TenantChanges): TenantSettings {
  const { endSessions: _action, ...toSettings } = changes;
  return changeSettings(settings, toSettings);
}

function noSession(): EgainProblem {
  const message =
    'The header X-egain-session is missing or names no session, or one that is over. Log in again.';
  return new EgainProblem(401, 'session', message);
}

function permit(isPermitted: boolean): void {
  if (!isPermitted)
    throw new EgainProblem(403, 'permission', 'The user lacks a licence or permission for this');
}
