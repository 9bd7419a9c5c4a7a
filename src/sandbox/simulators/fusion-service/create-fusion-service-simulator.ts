import { createSimulator, type Simulator, type VendorCall } from '../create-simulator.ts';
import type { Json } from '../json.ts';
import { readCredential } from '../read-credential.ts';
import { createTokenEndpoint } from '../token-endpoint.ts';
import { answerVisit } from './answer-visit.ts';
import { checkFrameworkVersion, frameworkVersionOf, VERSION_HEADER } from './framework-version.ts';
import { checkAccept } from './media-types.ts';
import { methodsAt, OPERATIONS, operationAt, type Place, readPlace, TOKEN_PATH } from './place.ts';
import { FusionProblem, refusal } from './problem.ts';
import { faultResponse, problemResponse } from './problem-response.ts';
import { ROOT_TYPES } from './resource-types.ts';
import { createRows } from './rows.ts';
import { readTenantChanges, showTenant, type TenantChanges } from './tenant-changes.ts';
import { changeSettings, DEFAULT_SETTINGS } from './tenant-settings.ts';

/** Settings of the simulated tenant; every one has a default. */
export type FusionServiceSimulatorOptions = TenantChanges & {
  /** Default `/sandbox/fusion-service`. */
  prefix?: string;
  /** The clock; default `Date.now`. */
  now?: () => number;
  /** How long a call that is never answered is held before its connection is cut; default 10 minutes. */
  holdMs?: number;
  /** How many calls the log keeps; default 10,000. */
  maxLoggedRequests?: number;
};

/** The simulator, with what only this system has. */
export interface FusionServiceSimulator extends Simulator {
  /** Sets the tenant up differently until the next reset: all of the changes, or a RangeError. */
  changeTenant: (changes: TenantChanges) => void;
}

/** The members that tell what a row is, in bodies of every kind of row. */
const ID_MEMBERS = [
  ...['PartyId', 'PartyNumber', 'SrId', 'SrNumber', 'InteractionId', 'InteractionNumber', 'MessageId'],
  ...['ContactPointId', 'MemberId', 'AttachedDocumentId', 'ReferenceId', 'ReferenceNumber'],
  ...['ParentInteractionId', 'links', '@context'],
];

/** An Oracle Fusion Service pod with its REST resources, as far as delivering an application needs them. */
export function createFusionServiceSimulator(
  options: FusionServiceSimulatorOptions = {},
): FusionServiceSimulator {
  const { prefix = '/sandbox/fusion-service', now = Date.now, holdMs, maxLoggedRequests, ...setup } = options;
  const { revokeTokens: _action, ...initially } = checked(setup);
  const initialSettings = changeSettings(DEFAULT_SETTINGS, initially);
  let settings = initialSettings;
  const rows = createRows();
  const tokens = createTokenEndpoint(
    () => ({ clients: settings.clients, lifetimeSeconds: settings.tokenLifetimeSeconds }),
    now,
  );

  function answer(call: VendorCall): Response {
    if (call.path === TOKEN_PATH) return tokens.answer(call);
    const version = frameworkVersionOf(call.headers, settings.assumptions);
    const response = answerOrRefuse(call, version);
    const { defaultFrameworkVersion } = settings.assumptions;
    response.headers.set(VERSION_HEADER, String(version ?? defaultFrameworkVersion));
    return response;
  }

  /** The checks come in a fixed order, so that a call with several faults always meets the same answer. */
  function answerOrRefuse(call: VendorCall, version: number | null): Response {
    try {
      const user = userOf(call.headers);
      const place = placeOf(call);
      checkAccept(call.headers.get('accept'), place.end.kind === 'enclosure');
      const base = `${call.site}/crmRestApi/resources/${place.version}`;
      return answerVisit({
        call,
        place,
        settings,
        rows,
        now,
        version: checkFrameworkVersion(version),
        base,
        user,
      });
    } catch (error) {
      if (!(error instanceof FusionProblem)) throw error;
      return problemResponse(error, call.headers.get('accept'), settings.assumptions);
    }
  }

  function userOf(headers: Headers): string {
    const credential = readCredential(headers.get('authorization'));
    const { userName, password } = settings.account;
    const isUser =
      credential?.scheme === 'basic' && credential.user === userName && credential.password === password;
    const isClient = credential?.scheme === 'bearer' && tokens.isValid(credential.token);
    if (!isUser && !isClient) {
      // No `WWW-Authenticate`: a demo page in a browser would pop up a password dialog.
      throw refusal('credentials', 'The credentials are missing or not good');
    }
    return isUser ? userName.toUpperCase() : 'INTEGRATION';
  }

  function placeOf({ method, path }: VendorCall): Place {
    const place = readPlace(path);
    const [root] = place?.steps ?? [];
    const isRoot = ROOT_TYPES.some((each) => each === root?.name);
    const isFinder = settings.assumptions.lookupFinderAt.some((each) => each === root?.name);
    if (place === null || !settings.versions.includes(place.version) || !(isRoot || isFinder)) {
      throw refusal('notFound', 'There is nothing at this path');
    }
    const methods = methodsAt(place);
    if (methods.includes(method)) return place;
    throw refusal('method', 'This path does not take this method', { allow: methods.join(', ') });
  }

  function change({ revokeTokens, ...changes }: TenantChanges): void {
    settings = changeSettings(settings, changes);
    if (revokeTokens) tokens.revokeAll();
  }

  const simulator = createSimulator(
    {
      operations: OPERATIONS,
      operationOf: ({ method, path }) => operationAt(method, path),
      hidesBodies: (operation) => operation === 'token',
      idMembers: ID_MEMBERS,
      latencyMs: () => settings.latencyMs,
      answer,
      refuse: (call, status) => faultResponse(status, call.headers.get('accept'), settings.assumptions),
      records: rows.records,
      tenant: {
        show: () => showTenant(settings),
        change: (input) => change(readTenantChanges(input)),
      },
      reset() {
        settings = initialSettings;
        rows.reset();
        tokens.reset();
      },
    },
    { prefix, now, holdMs, maxLoggedRequests },
  );
  return { ...simulator, changeTenant: (changes) => change(checked(changes)) };
}

function checked(changes: TenantChanges): TenantChanges {
  return readTenantChanges(JSON.parse(JSON.stringify(changes)) as Json);
}
