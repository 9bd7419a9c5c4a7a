import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { objectionTo, type Setting, type SettingsForm } from '../settings-form.ts';
import { DEFAULT_ASSUMPTIONS } from './assumptions.ts';
import { ATTRIBUTE_TYPES, REFERENCES } from './attribute.ts';
import { ROOT_TYPES, TYPE_NAMES } from './resource-types.ts';
import type { SettingsChanges, TenantSettings } from './tenant-settings.ts';

/**
 * What an operator can change on the tenant while it is in use, and what a simulator can be created with. The same
 * members go to `PATCH /_tenant`, to `changeTenant` and to the options; what is left out stays, and an entry of a map that
 * is null is taken away. A reset brings back what the simulator was created with.
 *
 * | member | value | default |
 * |---|---|---|
 * | `account` | `userName`, `password` of Basic authentication | `sandbox`, `sandbox` |
 * | `clients` | secrets of OAuth clients by id | `{ sandbox: 'sandbox' }` |
 * | `tokenLifetimeSeconds` | | 3600 |
 * | `revokeTokens` | true: no token given out so far is good any more | |
 * | `versions` | versions in the path | `11.13.18.05`, `latest` |
 * | `utcOffset` | of times in answers | `-08:00` |
 * | `businessUnits` | names by id | `300000187654320937` |
 * | `sourceSystems` | registered codes | `APPLICANT_INTAKE` |
 * | `countries` | codes | `US`, `CA`, `MX` |
 * | `lookups` | meanings by code by lookup type | as in `standard-lookups.ts` |
 * | `attributes` | by resource and name: `{ type, maxLength, mandatory, allowChanges, lookup, refersTo }` | as in `standard-attributes.ts` |
 * | `roles` | `write`, `read` or `none` by resource; `none` is the data security that shows no rows | all `write` |
 * | `latencyMs` | how long every call takes | 0 |
 * | `assumptions` | see `Assumptions` | see there |
 */
export type TenantChanges = SettingsChanges & { revokeTokens?: boolean };

const FLAG: Setting = { kind: 'flag' };
const SOME_TEXT: Setting = { kind: 'text', pattern: /^.+$/ };
const NAMES: Setting = { kind: 'list', of: SOME_TEXT };
const VERSION: Setting = { kind: 'number', min: 1, max: 9, whole: true };
const KEY: Setting = { kind: 'list', of: SOME_TEXT };
const count = (min: number, max: number): Setting => ({ kind: 'number', min, max, whole: true });
const choice = (...of: (string | number)[]): Setting => ({ kind: 'choice', of });
const entries = (of: Setting): Setting => ({ kind: 'map', of, nullableValues: true });
const members = (names: readonly string[], of: Setting): Setting => ({
  kind: 'members',
  members: Object.fromEntries(names.map((name) => [name, of])),
});

const ATTRIBUTE: Setting = {
  kind: 'members',
  members: {
    type: choice(...ATTRIBUTE_TYPES),
    maxLength: { kind: 'number', min: 0, max: 1_000_000_000, whole: true, nullable: true },
    mandatory: FLAG,
    allowChanges: choice('always', 'inInsert', 'never'),
    lookup: { kind: 'text', pattern: /^.+$/, nullable: true },
    refersTo: { kind: 'choice', of: REFERENCES, nullable: true },
  },
};

const ASSUMPTIONS: SettingsForm = {
  structuredErrors: choice('named', 'allowed', 'always', 'never'),
  unauthorizedBody: choice('empty', 'html', 'structured'),
  statuses: members(Object.keys(DEFAULT_ASSUMPTIONS.statuses), count(400, 599)),
  codes: members(Object.keys(DEFAULT_ASSUMPTIONS.codes), SOME_TEXT),
  defaultFrameworkVersion: VERSION,
  contextLinksFrom: count(1, 10),
  createStatus: choice(200, 201),
  upsertUpdateStatus: choice(200, 201),
  upsertKeys: members(TYPE_NAMES, KEY),
  uniqueKeys: members(TYPE_NAMES, { kind: 'list', of: KEY }),
  joiners: choice('both', 'byVersion'),
  andFrom: VERSION,
  quoteEscape: choice('doubled', 'backslash', 'none'),
  semicolonInLiterals: choice('literal', 'breaks'),
  textIgnoresCase: FLAG,
  upperInQueries: FLAG,
  numbersAsText: choice('refused', 'accepted'),
  unknownAttributes: choice('refused', 'ignored'),
  readOnlyAttributes: choice('refused', 'ignored'),
  addressNeedsCountry: FLAG,
  withoutRole: choice('empty', 'refused'),
  attachmentsOf: { kind: 'list', of: choice('serviceRequests', 'messages') },
  actionMediaType: choice('action', 'any'),
  lookupFinderAt: NAMES,
  defaultLimit: count(1, 10_000),
  maxLimit: count(1, 10_000),
  maxBodyBytes: count(0, 1_000_000_000),
  srNumberPrefix: { kind: 'text', pattern: /^[A-Za-z0-9_-]*$/ },
  srNumberDigits: count(1, 20),
};

const FORM: SettingsForm = {
  account: members(['userName', 'password'], SOME_TEXT),
  clients: entries(SOME_TEXT),
  tokenLifetimeSeconds: count(0, 1_000_000_000),
  revokeTokens: FLAG,
  versions: { kind: 'list', of: { kind: 'text', pattern: /^[A-Za-z0-9._-]+$/ } },
  utcOffset: { kind: 'text', pattern: /^[+-](0\d|1[0-4]):[0-5]\d$/ },
  businessUnits: entries(SOME_TEXT),
  sourceSystems: NAMES,
  countries: NAMES,
  lookups: entries(entries({ kind: 'text' })),
  attributes: members(TYPE_NAMES, entries(ATTRIBUTE)),
  roles: members(ROOT_TYPES, choice('write', 'read', 'none')),
  latencyMs: { kind: 'number', min: 0, max: 600_000 },
  assumptions: { kind: 'members', members: ASSUMPTIONS },
};

/** Changes as a control call sends them. Throws a RangeError that names the member at fault. */
export function readTenantChanges(input: Json | undefined): TenantChanges {
  const objection = objectionTo(input, FORM);
  if (objection !== null) throw new RangeError(objection);
  const changes = structuredClone(input) as TenantChanges;
  const wrongId = Object.keys(changes.businessUnits ?? {}).find((id) => !/^[1-9][0-9]{0,18}$/.test(id));
  if (wrongId !== undefined) throw new RangeError(`"businessUnits["${wrongId}"]" must be named by an id.`);
  return changes;
}

/** How a tenant is set up, as `GET /_tenant` tells it: without password and secrets. */
export function showTenant({ account, clients, ...settings }: TenantSettings): JsonObject {
  const shown = { account: { userName: account.userName }, clients: Object.keys(clients), ...settings };
  const json = JSON.parse(JSON.stringify(shown)) as Json;
  return isJsonObject(json) ? json : {};
}
