import { createSimulator, type Simulator, type VendorCall } from '../create-simulator.ts';
import { isJsonObject, type JsonObject, jsonResponse, parseJson } from '../json.ts';
import { faultOf, refused, success } from './answers.ts';
import { createContactStore } from './contact-store.ts';
import { readContact } from './read-contact.ts';
import { readToken } from './read-token.ts';
import { Refusal } from './refusal.ts';
import {
  changeSettings,
  DEFAULT_SETTINGS,
  readTenantChanges,
  showSettings,
  type TenantChanges,
} from './tenant-settings.ts';

/** Settings of the simulated tenant; every one has a default. */
export type OneserveSimulatorOptions = TenantChanges & {
  /** Default `/sandbox/oneserve`. */
  prefix?: string;
  /** The clock; default `Date.now`. */
  now?: () => number;
  /** How long a call that is never answered is held before its connection is cut; default 10 minutes. */
  holdMs?: number;
  /** How many calls the log keeps; default 10,000. */
  maxLoggedRequests?: number;
};

/** The simulator, with what only this system has. */
export interface OneserveSimulator extends Simulator {
  /**
   * The user whose token the callers have logs in: that token is worth nothing any more, and here is the new one. The
   * same as `POST /_sim/login`.
   */
  logIn: () => string;
  /** Sets the tenant up differently until the next reset: all of the changes, or a RangeError. */
  changeTenant: (changes: TenantChanges) => void;
}

/** A Oneserve tenant with the classic contact API, which adds and updates contacts and can do nothing else. */
export function createOneserveSimulator(options: OneserveSimulatorOptions = {}): OneserveSimulator {
  const { prefix = '/sandbox/oneserve', now = Date.now, holdMs, maxLoggedRequests, ...setup } = options;
  const initial = changeSettings(DEFAULT_SETTINGS, checked(setup));
  let settings = initial;
  let logins = 0;
  const contacts = createContactStore(now);

  const isContactPath = (path: string) => path === `${settings.assumptions.contextPath}/rest/contact/contact`;

  function answer(call: VendorCall): Response {
    try {
      check(call);
      contacts.save(readContact(readBody(call), settings), settings.assumptions);
      return success();
    } catch (error) {
      if (error instanceof Refusal) return refused(error.reason, settings.assumptions);
      throw error;
    }
  }

  /** The checks come in a fixed order, so that a call with several faults always meets the same answer. */
  function check(call: VendorCall): void {
    const { blocked, broken, token, assumptions } = settings;
    if (blocked) throw new Refusal({ kind: 'status', status: 403 });
    if (broken) throw new Refusal({ kind: 'status', status: 500 });
    if (readToken(call, assumptions) !== token) throw new Refusal({ kind: 'status', status: 401 });
    if (!isContactPath(call.path)) throw new Refusal({ kind: 'status', status: 404 });
    if (call.method !== 'POST') throw new Refusal({ kind: 'status', status: 405 });
  }

  function readBody({ headers, body }: VendorCall): JsonObject {
    const { maxBodyCharacters } = settings.assumptions;
    const mediaType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (mediaType !== 'application/json') throw new Refusal({ kind: 'status', status: 415 });
    if (maxBodyCharacters !== null && body.length > maxBodyCharacters) {
      throw new Refusal({ kind: 'status', status: 413 });
    }
    const value = parseJson(body);
    if (!isJsonObject(value)) throw new Refusal({ kind: 'not-an-object' });
    return value;
  }

  function change(changes: TenantChanges): void {
    settings = changeSettings(settings, changes);
  }

  function logIn(): string {
    const old = settings.token;
    do {
      logins += 1;
      change({ token: `sandbox-${logins}` });
    } while (settings.token === old);
    return settings.token;
  }

  const simulator = createSimulator(
    {
      operations: ['save-contact', 'any'],
      operationOf: ({ method, path }) =>
        method === 'POST' && isContactPath(path) ? 'save-contact' : 'other',
      credentialNames: () => [settings.assumptions.tokenName],
      latencyMs: () => settings.latencyMs,
      answer,
      refuse: (_call, status) => faultOf(status, settings.assumptions),
      records: contacts.records,
      tenant: {
        show: () => showSettings(settings),
        change: (input) => change(readTenantChanges(input)),
      },
      reset() {
        contacts.reset();
        settings = initial;
        logins = 0;
      },
    },
    // Masked even where this tenant looks for its token under another name.
    { prefix, now, holdMs, maxLoggedRequests, credentialHeaders: ['os_rest_auth_token'] },
  );

  /** A control call like the kit's own: it needs no credential, is not logged, and meets no fault. */
  function answerLogin(request: Request): Response {
    if (request.method === 'POST') return jsonResponse({ token: logIn() });
    return new Response(null, { status: 405, headers: { allow: 'POST' } });
  }

  return {
    ...simulator,
    async fetch(request) {
      const isLogin = new URL(request.url).pathname === `${prefix}/_sim/login`;
      return isLogin ? answerLogin(request) : simulator.fetch(request);
    },
    logIn,
    changeTenant: (changes) => change(checked(changes)),
  };
}

/** Changes that come from code are held to the same form as those of a control call. */
function checked(changes: TenantChanges): TenantChanges {
  return readTenantChanges(JSON.parse(JSON.stringify(changes)));
}
