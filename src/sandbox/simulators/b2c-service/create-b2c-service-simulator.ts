import { createSimulator, type Simulator, type VendorCall } from '../create-simulator.ts';
import { htmlPage } from '../play-fault.ts';
import type { ChangedAssumptions } from './assumptions.ts';
import { type Accounts, isAuthorized } from './authorize.ts';
import { segmentsOf } from './call.ts';
import { checkApplicationContext, checkLanguage, readVersion } from './check-request.ts';
import type { CustomFieldChanges } from './custom-fields.ts';
import type { MenuChanges } from './menus.ts';
import { type ErrorCode, problemResponse, VendorProblem } from './problem.ts';
import { API_ROOT, operationOf, route } from './route.ts';
import { createTenant, type SecurityFailure } from './tenant.ts';

/** Settings of the simulated site; every one has a default. */
export interface B2cServiceSimulatorOptions {
  /** Default `/sandbox/b2c-service`. */
  prefix?: string;
  /** Default: staff account `sandbox` with password `sandbox`, no session and no bearer tokens. */
  accounts?: Partial<Accounts>;
  /** What a call without a known credential is answered with, besides status 401; default `json`. */
  unauthorizedBody?: 'json' | 'html' | 'empty';
  /** The language that `Accept-Language` must ask for if it is sent; default `en`, null accepts any. */
  interfaceLanguage?: string | null;
  /** `lenient` (default) takes a bare object for a list of one; `strict` refuses it. */
  lists?: 'lenient' | 'strict';
  /** Whether several contacts may hold the same address; default false. */
  emailSharing?: boolean;
  /** Custom fields to add, replace or (null) take away, below `customFields.c`. */
  customFields?: { contacts?: CustomFieldChanges; incidents?: CustomFieldChanges };
  /** Changes to menus, by path as in `contacts/customFields/c/cdl_type`. */
  menus?: Readonly<Record<string, MenuChanges>>;
  /** Where the vendor's documentation is silent and the default guess should not hold. */
  assumptions?: ChangedAssumptions;
  /** The clock; default `Date.now`. */
  now?: () => number;
  /** How long a call that is never answered is held before its connection is cut; default 10 minutes. */
  holdMs?: number;
  /** How many calls the log keeps; default 10,000. */
  maxLoggedRequests?: number;
}

/** The simulator, with what only this system has. */
export interface B2cServiceSimulator extends Simulator {
  /** Queries that tried to change data. An empty list is what a careful caller leaves behind. */
  securityFailures: () => SecurityFailure[];
  /** Changes a menu while the site is in use, until the next reset. Throws a RangeError for an unknown path. */
  changeMenu: (path: string, changes: MenuChanges) => void;
}

/** The operations that a fault can be ordered for. */
const OPERATIONS = [
  'query',
  'create-contact',
  'update-contact',
  'create-incident',
  'attach-file',
  'any',
] as const;

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
  const { now = Date.now, interfaceLanguage = 'en' } = options;
  const accounts: Accounts = {
    user: 'sandbox',
    password: 'sandbox',
    sessionTokens: [],
    bearerTokens: [],
    ...options.accounts,
  };
  const tenant = createTenant({
    now,
    emailSharing: options.emailSharing ?? false,
    acceptsBareObjects: options.lists !== 'strict',
    customFields: options.customFields,
    menus: options.menus,
    assumptions: options.assumptions,
  });
  const { statusByCode } = tenant.assumptions;

  /** The checks come in a fixed order, so that a call with several faults always meets the same answer. */
  function answer(call: VendorCall): Response {
    try {
      if (!isAuthorized(call.headers.get('authorization'), accounts)) return unauthorized(call);
      if (!call.path.startsWith(`${API_ROOT}/`)) {
        throw new VendorProblem('OSC-CREST-00013', 'Unrecognized resource', 404);
      }
      const [versionSegment, ...segments] = segmentsOf(call.path.slice(API_ROOT.length));
      const version = readVersion(versionSegment);
      checkApplicationContext(version, call.headers, tenant.assumptions);
      checkLanguage(call.headers, interfaceLanguage);
      return route({ ...call, version, base: `${call.site}${API_ROOT}/${version}`, tenant }, segments);
    } catch (error) {
      if (error instanceof VendorProblem) return problemResponse(error, { ...call, statusByCode });
      throw error;
    }
  }

  /** No `WWW-Authenticate`: a demo page in a browser would pop up a password dialog. */
  function unauthorized(call: VendorCall): Response {
    switch (options.unauthorizedBody ?? 'json') {
      case 'json':
        return problemResponse(new VendorProblem('OSC-CREST-00014', 'Invalid credentials'), {
          ...call,
          statusByCode,
        });
      case 'html':
        return htmlPage('Unauthorized', 401);
      case 'empty':
        return new Response(null, { status: 401 });
    }
  }

  const simulator = createSimulator(
    {
      operations: OPERATIONS,
      operationOf,
      answer,
      refuse: (call, status) =>
        problemResponse(
          new VendorProblem(CODE_BY_STATUS[status], 'A fault ordered for this call', status),
          call,
        ),
      records: tenant.records,
      reset: tenant.reset,
    },
    {
      prefix: options.prefix ?? '/sandbox/b2c-service',
      now,
      holdMs: options.holdMs,
      maxLoggedRequests: options.maxLoggedRequests,
    },
  );
  return {
    ...simulator,
    securityFailures: () => tenant.securityFailures.map((each) => ({ ...each })),
    changeMenu: tenant.menus.change,
  };
}
