import type { Json } from '../json.ts';
import { objectionTo, type Setting, type SettingsForm } from '../settings-form.ts';
import { DEFAULT_ASSUMPTIONS } from './assumptions.ts';
import type { CustomFieldChanges } from './custom-fields.ts';
import type { MenuChanges } from './menus.ts';
import { DEFAULT_SETTINGS, type SettingsChanges } from './site-settings.ts';

/**
 * What an operator can change on the site while it is in use, and what a simulator can be created with. The same
 * members go to `PATCH /_tenant`, to `changeTenant` and to the options; what is left out stays. A reset brings back
 * what the simulator was created with.
 *
 * | member | value | default |
 * |---|---|---|
 * | `menus` | by path (`incidents/customFields/c/truck_type`): `{ remove, rename, duplicate, add }` | as in `tenant-menus.ts` |
 * | `customFields` | `{ contacts, incidents }`, each by name: a field (`{ type, maxLength, values, to, readOnly, required }`), part of one, or null to take it away; `Package.Name` is an attribute of a package | as in `tenant-menus.ts` |
 * | `permissions` | flags: `readContacts`, `createContacts`, `updateContacts`, `deleteContacts`, the same four for `Incidents`, `attachFiles`, `runQueries`, `sendResponses` | all true |
 * | `queriesNeedReadRights` | whether a query needs the right to read what it asks about | false |
 * | `emailSharing` | whether several contacts may hold one address | false |
 * | `lists` | `lenient` takes a bare object for a list of one, `strict` refuses it | `lenient` |
 * | `interfaceLanguage` | what `Accept-Language` must ask for if it is sent; null: anything | `en` |
 * | `accounts` | `user`, `password`, `sessionTokens`, `bearerTokens`, `lockAfter`, `locked`, `refuseAfter` | `sandbox`, `sandbox`, no tokens, never locked |
 * | `unauthorizedBody` | body of a 401: `json`, `html` or `empty` | `json` |
 * | `tokenService` | `path`, `clients` (secrets by id), `lifetimeSeconds` | `/oauth/token`, `sandbox` with `sandbox`, 3,600 |
 * | `revokeTokens` | true: the bearer tokens that were issued so far are worth nothing any more | |
 * | `throttling` | `nextRequestAfterMs`, `strict`, `status` (429 or 503), `limit` (`{ calls, perMs }`) | none |
 * | `accessTokens` | `osvc-crest-api-access-token`: `off`, `issued` once, or `rotated` with every answer | `issued` |
 * | `attachments` | `maxBytes`, `refusedExtensions`, `keepData`, `maxKeptBytes` | 20 MB each, none refused, 50 MB kept |
 * | `ids` | `asText`, `nextContact`, `nextIncident` (digits as text beyond 2^53) | numbers, 51718, 84001 |
 * | `businessRules` | list of `{ collection, on, when, set }`; as an option or by `changeTenant` also a function | none |
 * | `latencyMs` | how long every call takes, in milliseconds | 0 |
 * | `assumptions` | see `Assumptions` | see there |
 */
export type TenantChanges = Omit<SettingsChanges, 'ids'> & {
  menus?: Readonly<Record<string, MenuChanges>>;
  customFields?: { contacts?: CustomFieldChanges; incidents?: CustomFieldChanges };
  ids?: { asText?: boolean; nextContact?: number | string; nextIncident?: number | string };
  revokeTokens?: boolean;
};

const FLAG: Setting = { kind: 'flag' };
const TEXT: Setting = { kind: 'text' };
const SOME_TEXT: Setting = { kind: 'text', pattern: /^.+$/ };
const TEXTS: Setting = { kind: 'list', of: TEXT };
const COUNT: Setting = { kind: 'number', min: 0, max: 1_000_000_000, whole: true };
const COUNT_OR_NULL: Setting = { ...COUNT, nullable: true };
const SPAN: Setting = { kind: 'number', min: 0, max: 600_000 };
const ERROR_CODE: Setting = { kind: 'text', pattern: /^OSC-CREST-[0-9]{5}$/ };
const NAMES_OR_IDS: Setting = {
  kind: 'list',
  of: { kind: 'either', of: [TEXT, COUNT], wanted: 'a name or an id' },
};
const MENU_VALUE: Setting = { kind: 'members', members: { id: COUNT, lookupName: TEXT, parent: COUNT } };
const OBJECT_ID: Setting = {
  kind: 'either',
  of: [
    { kind: 'number', min: 1, max: Number.MAX_SAFE_INTEGER, whole: true },
    { kind: 'text', pattern: /^[1-9][0-9]{0,18}$/ },
  ],
  wanted: 'a whole number from 1, as text where it has more than 15 digits',
};
const CUSTOM_FIELDS: Setting = {
  kind: 'map',
  nullableValues: true,
  of: {
    kind: 'members',
    members: {
      type: { kind: 'choice', of: ['boolean', 'integer', 'date', 'date-time', 'text', 'menu', 'reference'] },
      maxLength: COUNT,
      values: { kind: 'list', of: MENU_VALUE },
      to: SOME_TEXT,
      readOnly: FLAG,
      required: FLAG,
    },
  },
};

const ASSUMPTIONS: SettingsForm = {
  maxLengths: { kind: 'members', members: mapped(DEFAULT_ASSUMPTIONS.maxLengths, COUNT) },
  emailPattern: { kind: 'text', nullable: true },
  cleanText: FLAG,
  slotsRequired: FLAG,
  listsInPatch: { kind: 'choice', of: ['add-or-replace-by-type', 'replace-all', 'add'] },
  codes: { kind: 'members', members: mapped(DEFAULT_ASSUMPTIONS.codes, ERROR_CODE) },
  statusByCode: { kind: 'map', of: { kind: 'number', min: 400, max: 599, whole: true } },
  booleanCells: { kind: 'choice', of: ['digits', 'words'] },
  caseSensitiveText: FLAG,
  fieldsParameter: { kind: 'choice', of: ['adds', 'replaces'] },
  namedIdFields: { kind: 'choice', of: ['object', 'items'] },
  menuPage: { kind: 'number', min: 1, max: 20_000, whole: true },
  nestedSchemas: { kind: 'choice', of: ['ref', 'inline'] },
  listSchemas: { kind: 'choice', of: ['array', 'element'] },
  schemaRedirectStatus: { kind: 'choice', of: [301, 302, 303, 307, 308] },
  provinces: { kind: 'choice', of: ['inline', 'links'] },
  fileData: { kind: 'choice', of: ['json', 'text'] },
};

const FORM: SettingsForm = {
  menus: {
    kind: 'map',
    of: {
      kind: 'members',
      members: {
        remove: NAMES_OR_IDS,
        rename: { kind: 'map', of: SOME_TEXT },
        duplicate: NAMES_OR_IDS,
        add: {
          kind: 'list',
          of: { kind: 'either', of: [SOME_TEXT, MENU_VALUE], wanted: 'a name or { id, lookupName }' },
        },
      },
    },
  },
  customFields: { kind: 'members', members: { contacts: CUSTOM_FIELDS, incidents: CUSTOM_FIELDS } },
  permissions: { kind: 'members', members: mapped(DEFAULT_SETTINGS.permissions, FLAG) },
  queriesNeedReadRights: FLAG,
  emailSharing: FLAG,
  lists: { kind: 'choice', of: ['lenient', 'strict'] },
  interfaceLanguage: { kind: 'text', nullable: true },
  accounts: {
    kind: 'members',
    members: {
      user: SOME_TEXT,
      password: TEXT,
      sessionTokens: TEXTS,
      bearerTokens: TEXTS,
      lockAfter: COUNT_OR_NULL,
      locked: FLAG,
      refuseAfter: COUNT_OR_NULL,
    },
  },
  unauthorizedBody: { kind: 'choice', of: ['json', 'html', 'empty'] },
  tokenService: {
    kind: 'members',
    members: {
      path: { kind: 'text', pattern: /^\/.+$/ },
      clients: { kind: 'map', of: TEXT },
      lifetimeSeconds: { kind: 'number', min: 0, max: 1_000_000_000 },
    },
  },
  revokeTokens: FLAG,
  throttling: {
    kind: 'members',
    members: {
      nextRequestAfterMs: { ...SPAN, nullable: true },
      strict: FLAG,
      status: { kind: 'choice', of: [429, 503] },
      limit: {
        kind: 'members',
        nullable: true,
        members: { calls: { kind: 'number', min: 1, max: 100_000, whole: true }, perMs: SPAN },
      },
    },
  },
  accessTokens: { kind: 'choice', of: ['off', 'issued', 'rotated'] },
  attachments: {
    kind: 'members',
    members: { maxBytes: COUNT, refusedExtensions: TEXTS, keepData: FLAG, maxKeptBytes: COUNT },
  },
  ids: { kind: 'members', members: { asText: FLAG, nextContact: OBJECT_ID, nextIncident: OBJECT_ID } },
  businessRules: {
    kind: 'list',
    of: {
      kind: 'members',
      members: {
        collection: { kind: 'choice', of: ['contacts', 'incidents'] },
        on: { kind: 'choice', of: ['create', 'update'] },
        when: { kind: 'map', of: { kind: 'any' } },
        set: { kind: 'map', of: { kind: 'any' } },
      },
    },
  },
  latencyMs: SPAN,
  assumptions: { kind: 'members', members: ASSUMPTIONS },
};

/** Changes as a control call sends them. Throws a RangeError that names the member at fault. */
export function readTenantChanges(input: Json | undefined): TenantChanges {
  const objection = objectionTo(input, FORM);
  if (objection !== null) throw new RangeError(objection);
  const changes = structuredClone(input) as TenantChanges & { assumptions?: { emailPattern?: unknown } };
  const pattern = changes.assumptions?.emailPattern;
  if (typeof pattern === 'string') {
    try {
      return {
        ...changes,
        assumptions: { ...changes.assumptions, emailPattern: new RegExp(pattern) },
      } as TenantChanges;
    } catch {
      throw new RangeError('"assumptions.emailPattern" must be a regular expression.');
    }
  }
  return changes;
}

function mapped(names: object, setting: Setting): SettingsForm {
  return Object.fromEntries(Object.keys(names).map((name) => [name, setting]));
}
