import { createSimulator, type Simulator, type VendorCall } from '../create-simulator.ts';
import { htmlPage } from '../play-fault.ts';
import { createTokenEndpoint } from '../token-endpoint.ts';
import { createAccessTokens } from './access-tokens.ts';
import { withBareIds } from './bare-ids.ts';
import { API_ROOT, segmentsOf } from './call.ts';
import { checkApplicationContext, checkLanguage, readVersion } from './check-request.ts';
import { answerExceptions } from './exceptions.ts';
import { createGate } from './gate.ts';
import type { MenuChanges } from './menus.ts';
import { OPERATIONS, operationOf } from './operation-of.ts';
import { type ErrorCode, problemResponse, VendorProblem } from './problem.ts';
import { route } from './route.ts';
import { showTenant } from './show-tenant.ts';
import { createTenant, type SecurityFailure } from './tenant.ts';
import { readTenantChanges, type TenantChanges } from './tenant-changes.ts';
import { createThrottle } from './throttle.ts';

/** Settings of the simulated site; every one has a default. */
export type B2cServiceSimulatorOptions = TenantChanges & {
  /** Default `/sandbox/b2c-service`. */
  prefix?: string;
  /** The clock; default `Date.now`. */
  now?: () => number;
  /** How long a call that is never answered is held before its connection is cut; default 10 minutes. */
  holdMs?: number;
  /** How many calls the log keeps; default 10,000. */
  maxLoggedRequests?: number;
};

/** The simulator, with what only this system has. */
export interface B2cServiceSimulator extends Simulator {
  /** Queries that tried to change data. An empty list is what a careful caller leaves behind. */
  securityFailures: () => SecurityFailure[];
  /** Changes a menu while the site is in use, until the next reset. Throws a RangeError for an unknown path. */
  changeMenu: (path: string, changes: MenuChanges) => void;
  /** Sets the site up differently until the next reset: all of the changes, or a RangeError. */
  changeTenant: (changes: TenantChanges) => void;
}

const CODE_BY_STATUS: Readonly<Record<400 | 404 | 429 | 500 | 503, ErrorCode>> = {
  400: 'OSC-CREST-00006',
  404: 'OSC-CREST-00013',
  // Nothing is documented about throttling and overload; the general code stands in.
  429: 'OSC-CREST-00008',
  500: 'OSC-CREST-00008',
  503: 'OSC-CREST-00008',
};

/** An Oracle B2C Service site with its Connect REST API, as far as delivering an application needs it. */
export function createB2cServiceSimulator(options: B2cServiceSimulatorOptions = {}): B2cServiceSimulator {
  const { prefix = '/sandbox/b2c-service', now = Date.now, holdMs, maxLoggedRequests, ...setup } = options;
  const tenant = createTenant(setup, now);
  const tokenEndpoint = createTokenEndpoint(() => tenant.settings.tokenService, tenant.now);
  const isTokenPath = (path: string) => path === tenant.settings.tokenService.path;
  const gate = createGate(tenant, tokenEndpoint);
  const throttle = createThrottle(tenant);
  const accessTokens = createAccessTokens(tenant);

  /** The checks come in a fixed order, so that a call with several faults always meets the same answer. */
  async function answer(call: VendorCall): Promise<Response> {
    if (isTokenPath(call.path)) return tokenEndpoint.answer(call);
    const earlyBy = throttle.earlyBy();
    if (earlyBy > 0) return tooSoon(call, earlyBy);
    const response = await answerApi(call);
    throttle.mark(response);
    accessTokens.mark(response, call.headers);
    return tenant.hasLargeIds() && !tenant.settings.ids.asText ? withBareIds(response) : response;
  }

  async function answerApi(call: VendorCall): Promise<Response> {
    const { settings } = tenant;
    const { assumptions } = settings;
    try {
      if (!gate.admits(call.headers.get('authorization'))) return unauthorized(call);
      if (!call.path.startsWith(`${API_ROOT}/`)) {
        throw new VendorProblem('OSC-CREST-00013', 'Unrecognized resource', 404);
      }
      const [versionSegment, ...segments] = segmentsOf(call.path.slice(API_ROOT.length));
      if (versionSegment === 'exceptions') return answerExceptions(call, segments);
      const version = readVersion(versionSegment);
      checkApplicationContext(version, call.headers, assumptions);
      checkLanguage(call.headers, settings.interfaceLanguage);
      accessTokens.check(call.headers);
      const base = `${call.site}${API_ROOT}/${version}`;
      return await route({ ...call, version, base, tenant }, segments);
    } catch (error) {
      if (error instanceof VendorProblem) return problem(error, call);
      throw error;
    }
  }

  function problem(error: VendorProblem, call: VendorCall): Response {
    return problemResponse(error, { ...call, statusByCode: tenant.settings.assumptions.statusByCode });
  }

  function tooSoon(call: VendorCall, earlyByMs: number): Response {
    const { throttling, assumptions } = tenant.settings;
    const refusal = new VendorProblem(assumptions.codes.throttled, 'Too many requests', throttling.status);
    const response = problem(refusal, call);
    throttle.markRefusal(response, earlyByMs);
    return response;
  }

  /** No `WWW-Authenticate`: a demo page in a browser would pop up a password dialog. */
  function unauthorized(call: VendorCall): Response {
    switch (tenant.settings.unauthorizedBody) {
      case 'json':
        return problem(new VendorProblem('OSC-CREST-00014', 'Invalid credentials'), call);
      case 'html':
        return htmlPage('Unauthorized', 401);
      case 'empty':
        return new Response(null, { status: 401 });
    }
  }

  function change(changes: TenantChanges): void {
    tenant.change(changes);
    if (changes.revokeTokens) tokenEndpoint.revokeAll();
  }

  const simulator = createSimulator(
    {
      operations: OPERATIONS,
      operationOf: (call) => (isTokenPath(call.path) ? 'token' : operationOf(call)),
      hidesBodies: (operation) => operation === 'token',
      latencyMs: () => tenant.settings.latencyMs,
      answer,
      refuse: (call, status) =>
        problemResponse(
          new VendorProblem(CODE_BY_STATUS[status], 'A fault ordered for this call', status),
          call,
        ),
      records: tenant.records,
      tenant: {
        show: () => showTenant(tenant.state()),
        change: (input) => change(readTenantChanges(input)),
      },
      reset() {
        tenant.reset();
        tokenEndpoint.revokeAll();
        gate.reset();
        throttle.reset();
      },
    },
    { prefix, now, holdMs, maxLoggedRequests },
  );
  return {
    ...simulator,
    securityFailures: tenant.securityFailures,
    changeMenu: (path, changes) => change({ menus: { [path]: changes } }),
    changeTenant: change,
  };
}
