import type { Json, JsonObject } from '../json.ts';
import { objectionTo, type Setting, type SettingsForm } from '../settings-form.ts';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from './assumptions.ts';
import { CONTACT_FIELDS } from './contact-fields.ts';

/** How the simulated tenant is set up. Never changed, only replaced. */
export interface TenantSettings {
  /** The one token that is good at the moment. */
  token: string;
  /** The references of the clients, each with those of its locations. */
  clients: Readonly<Record<string, readonly string[]>>;
  /** The ids of the configured types of contact (telephone, e-mail …); null: any integer is one. */
  contactTypes: readonly number[] | null;
  /** Whether something blocks every connection: 403. */
  blocked: boolean;
  /** Whether the server fails at every call: 500. */
  broken: boolean;
  /** How long every call takes, in milliseconds. */
  latencyMs: number;
  assumptions: Assumptions;
}

/**
 * What an operator can change while the tenant is in use, and what a simulator can be created with. The same members go
 * to `PATCH /_tenant`, to `changeTenant` and to the options; what is left out stays. A reset brings back what the
 * simulator was created with.
 */
export type TenantChanges = Partial<Omit<TenantSettings, 'assumptions'>> & {
  assumptions?: Partial<Omit<Assumptions, 'wordings'>> & { wordings?: Partial<Assumptions['wordings']> };
};

/** What the printed example refers to: client 29, its location 10174, and three types of contact. */
export const DEFAULT_SETTINGS: TenantSettings = {
  token: 'sandbox',
  clients: { '29': ['10174'] },
  contactTypes: [1, 6, 10],
  blocked: false,
  broken: false,
  latencyMs: 0,
  assumptions: DEFAULT_ASSUMPTIONS,
};

const FLAG: Setting = { kind: 'flag' };
const TEXT: Setting = { kind: 'text' };
const WORDING: Setting = { kind: 'choice', of: ['rolled-back', 'statement'] };
const INTEGER: Setting = { kind: 'number', min: -(2 ** 31), max: 2 ** 31 - 1, whole: true };
const MANDATORY_TEXTS = CONTACT_FIELDS.filter(({ kind, required }) => kind === 'text' && required);

const ASSUMPTIONS: Record<keyof Assumptions, Setting> = {
  tokenPlace: { kind: 'choice', of: ['header', 'cookie', 'query'] },
  // The characters that a header may have in its name.
  tokenName: { kind: 'text', pattern: /^[\w!#$%&'*+.^`|~-]+$/ },
  tokenPrefix: TEXT,
  contextPath: { kind: 'text', pattern: /^(\/[^/]+)*$/ },
  failStatus: { kind: 'choice', of: [200, 400, 500] },
  wordings: {
    kind: 'members',
    members: Object.fromEntries(Object.keys(DEFAULT_ASSUMPTIONS.wordings).map((cause) => [cause, WORDING])),
  },
  statementRepeatsValue: FLAG,
  statusBodies: { kind: 'choice', of: ['text', 'html', 'empty'] },
  types: { kind: 'choice', of: ['either', 'strings', 'native'] },
  dates: { kind: 'choice', of: ['strict', 'lenient'] },
  emptyOptional: { kind: 'choice', of: ['absent', 'refused'] },
  mayBeEmpty: { kind: 'list', of: { kind: 'choice', of: MANDATORY_TEXTS.map(({ name }) => name) } },
  contactRefs: { kind: 'choice', of: ['exact', 'folded'] },
  absentOnUpdate: { kind: 'choice', of: ['kept', 'cleared'] },
  locationsOnUpdate: { kind: 'choice', of: ['merged', 'replaced'] },
  maxBodyCharacters: { kind: 'number', min: 0, max: 1_000_000_000, whole: true, nullable: true },
};

const FORM: SettingsForm = {
  token: { kind: 'text', pattern: /^[\x21-\x7e]+$/ },
  clients: { kind: 'map', of: { kind: 'list', of: TEXT } },
  contactTypes: {
    kind: 'either',
    of: [
      { kind: 'list', of: INTEGER },
      { kind: 'choice', of: [], nullable: true },
    ],
    wanted: 'a list of whole numbers or null',
  },
  blocked: FLAG,
  broken: FLAG,
  latencyMs: { kind: 'number', min: 0, max: 600_000 },
  assumptions: { kind: 'members', members: ASSUMPTIONS },
};

/** Changes as a control call sends them. Throws a RangeError that names the member at fault. */
export function readTenantChanges(input: Json | undefined): TenantChanges {
  const objection = objectionTo(input, FORM);
  if (objection !== null) throw new RangeError(objection);
  return input as TenantChanges;
}

/** The settings after the changes. */
export function changeSettings(settings: TenantSettings, changes: TenantChanges): TenantSettings {
  const { assumptions } = settings;
  return {
    ...settings,
    ...changes,
    assumptions: {
      ...assumptions,
      ...changes.assumptions,
      wordings: { ...assumptions.wordings, ...changes.assumptions?.wordings },
    },
  };
}

/** How the tenant is set up, as `GET /_tenant` tells it: without the token. */
export function showSettings({ token: _secret, ...shown }: TenantSettings): JsonObject {
  return JSON.parse(JSON.stringify(shown)) as JsonObject;
}
