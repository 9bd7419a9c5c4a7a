import type { Json } from '../json.ts';
import { objectionTo, type Setting, type SettingsForm } from '../settings-form.ts';
import { DEFAULT_ASSUMPTIONS } from './assumptions.ts';
import { PREFIXES } from './namespaces.ts';
import { ATTRIBUTE_LEVELS, DEFAULT_SETTINGS, type SettingsChanges } from './tenant-settings.ts';

/**
 * What an operator can change on the tenant while it is in use, and what a simulator can be created with. The same
 * members go to `PATCH /_tenant`, to `changeTenant` and to the options; what is left out stays. A reset brings back what
 * the simulator was created with.
 *
 * | member | value | default |
 * |---|---|---|
 * | `account` | `userName`, `password` | `sandbox`, `sandbox` |
 * | `sessions` | `limit`, `idleMs` (null: for ever), `rotate` | 5, 30 minutes, false |
 * | `endSessions` | true: all sessions are over; the next calls get 401 | |
 * | `context` | first segment of every path | `system` |
 * | `versions` | versions of the API in the path | `v12` |
 * | `departmentalisation` | whether a customer must be created with a department | false |
 * | `departments`, `ownDepartments` | names; the user has no permission for those that are not its own | `Service` |
 * | `permissions` | `createCustomers`, `editCustomers`, `viewCustomers` | all true |
 * | `customAttributes` | `{ customer, contactPerson, contactPoint }`, each by name: `{ maxLength, values }`, or null to take it away | as in `tenant-settings.ts` |
 * | `latencyMs` | how long every call takes | 0 |
 * | `assumptions` | see `Assumptions` | see there |
 */
export type TenantChanges = SettingsChanges & { endSessions?: boolean };

const FLAG: Setting = { kind: 'flag' };
const SOME_TEXT: Setting = { kind: 'text', pattern: /^.+$/ };
const SEGMENT: Setting = { kind: 'text', pattern: /^[A-Za-z0-9._-]+$/ };
const COUNT: Setting = { kind: 'number', min: 0, max: 1_000_000_000, whole: true };
const COUNT_OR_NULL: Setting = { ...COUNT, nullable: true };
const SPAN: Setting = { kind: 'number', min: 0, max: 600_000 };
const NAMES: Setting = { kind: 'list', of: SOME_TEXT };
const NAMESPACE_KEYS: Setting = { kind: 'list', of: { kind: 'choice', of: Object.keys(PREFIXES) } };
const ATTRIBUTES: Setting = {
  kind: 'map',
  nullableValues: true,
  of: {
    kind: 'members',
    members: {
      maxLength: COUNT_OR_NULL,
      values: {
        kind: 'either',
        of: [{ kind: 'choice', of: [], nullable: true }, NAMES],
        wanted: 'a list or null',
      },
    },
  },
};

const ASSUMPTIONS: SettingsForm = {
  noHit: { kind: 'choice', of: [204, 404] },
  duplicates: { kind: 'choice', of: ['allow', 400, 409] },
  emailsIgnoreCase: FLAG,
  phoneSearch: { kind: 'choice', of: ['parts', 'number'] },
  customSearch: FLAG,
  rangeFrom: { kind: 'choice', of: [0, 1] },
  plainValues: { kind: 'choice', of: ['lenient', 'text'] },
  unknownMembers: { kind: 'choice', of: ['refused', 'ignored'] },
  editAddsPoints: FLAG,
  severalValues: FLAG,
  editNeedsPerson: FLAG,
  sessionCapStatus: { kind: 'choice', of: [400, 401, 403, 409] },
  errorStyle: { kind: 'choice', of: ['interaction', 'knowledge', 'empty'] },
  errorDetails: FLAG,
  subCodes: { kind: 'members', members: mapped(DEFAULT_ASSUMPTIONS.subCodes, SOME_TEXT) },
  maxBodyBytes: COUNT,
  emailPattern: { kind: 'text', nullable: true },
  countryCodePattern: { kind: 'text', nullable: true },
  choices: { kind: 'map', of: NAMES, nullableValues: true },
  maxLengths: { kind: 'map', of: COUNT, nullableValues: true },
  requiredParts: { kind: 'members', members: mapped(DEFAULT_ASSUMPTIONS.requiredParts, NAMES) },
  namespaces: { kind: 'members', members: mapped(DEFAULT_ASSUMPTIONS.namespaces, SOME_TEXT) },
  elementNamespaces: { kind: 'map', of: NAMESPACE_KEYS },
};

const FORM: SettingsForm = {
  account: { kind: 'members', members: { userName: SOME_TEXT, password: SOME_TEXT } },
  sessions: {
    kind: 'members',
    members: {
      limit: { kind: 'number', min: 1, max: 1_000, whole: true },
      idleMs: COUNT_OR_NULL,
      rotate: FLAG,
    },
  },
  endSessions: FLAG,
  context: SEGMENT,
  versions: { kind: 'list', of: SEGMENT },
  departmentalisation: FLAG,
  departments: NAMES,
  ownDepartments: NAMES,
  permissions: { kind: 'members', members: mapped(DEFAULT_SETTINGS.permissions, FLAG) },
  customAttributes: {
    kind: 'members',
    members: Object.fromEntries(ATTRIBUTE_LEVELS.map((level) => [level, ATTRIBUTES])),
  },
  latencyMs: SPAN,
  assumptions: { kind: 'members', members: ASSUMPTIONS },
};

/** Changes as a control call sends them. Throws a RangeError that names the member at fault. */
export function readTenantChanges(input: Json | undefined): TenantChanges {
  const objection = objectionTo(input, FORM);
  if (objection !== null) throw new RangeError(objection);
  const changes = structuredClone(input) as TenantChanges;
  for (const name of ['emailPattern', 'countryCodePattern'] as const) {
    const pattern = changes.assumptions?.[name];
    try {
      if (typeof pattern === 'string') new RegExp(pattern);
    } catch {
      throw new RangeError(`"assumptions.${name}" must be a regular expression.`);
    }
  }
  return changes;
}

function mapped(names: object, setting: Setting): SettingsForm {
  return Object.fromEntries(Object.keys(names).map((name) => [name, setting]));
}
