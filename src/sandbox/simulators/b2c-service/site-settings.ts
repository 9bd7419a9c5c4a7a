import { type Assumptions, assume, type ChangedAssumptions, DEFAULT_ASSUMPTIONS } from './assumptions.ts';
import type { BusinessRules } from './business-rules.ts';

/** What the profile of the account may do. Bulk deletion by query is never permitted here. */
export interface Permissions {
  readContacts: boolean;
  createContacts: boolean;
  updateContacts: boolean;
  deleteContacts: boolean;
  readIncidents: boolean;
  createIncidents: boolean;
  updateIncidents: boolean;
  deleteIncidents: boolean;
  attachFiles: boolean;
  runQueries: boolean;
  sendResponses: boolean;
}

/** Who may call. */
export interface Accounts {
  /** The staff account for Basic authentication. */
  user: string;
  password: string;
  /** Tokens of logged-in agents, for `Authorization: Session …`. */
  sessionTokens: readonly string[];
  /** Tokens of an external identity provider, for `Authorization: Bearer …`. */
  bearerTokens: readonly string[];
  /** So many wrong passwords in a row lock the staff account, until it is unlocked; null: never. */
  lockAfter: number | null;
  /** Whether the staff account is locked: 401 even with the right password. */
  locked: boolean;
  /** After so many more accepted calls every credential is refused; null: never. */
  refuseAfter: number | null;
}

/** The endpoint at which a client gets bearer tokens for its own id and secret (OAuth 2.0, client credentials). */
export interface TokenService {
  /** Below the simulator's prefix. */
  path: string;
  /** Secrets by client id. */
  clients: Readonly<Record<string, string>>;
  lifetimeSeconds: number;
}

/** How the site slows its callers down. */
export interface Throttling {
  /** What `osvc-crest-next-request-after` says on every answer; null: the header is left out. */
  nextRequestAfterMs: number | null;
  /** Whether a call that comes sooner than the header asked for is refused. */
  strict: boolean;
  /** With what a call is refused. */
  status: 429 | 503;
  /** At most so many calls within so many milliseconds; null: any number. */
  limit: { calls: number; perMs: number } | null;
}

/** What may be attached, and what becomes of it. */
export interface Attachments {
  maxBytes: number;
  /** File name extensions in small letters, without the dot. */
  refusedExtensions: readonly string[];
  /** Whether contents stay readable after they have been hashed. */
  keepData: boolean;
  /** How many bytes of contents are kept in all; the oldest go first. */
  maxKeptBytes: number;
}

/** How ids of new objects look. */
export interface Ids {
  /** As text rather than as numbers. (Ids too large for a JSON number to be exact stay bare digits otherwise.) */
  asText: boolean;
}

/** Everything that an operator can set on the site, menus and custom fields apart. */
export interface SiteSettings {
  emailSharing: boolean;
  lists: 'lenient' | 'strict';
  interfaceLanguage: string | null;
  unauthorizedBody: 'json' | 'html' | 'empty';
  permissions: Permissions;
  queriesNeedReadRights: boolean;
  accounts: Accounts;
  tokenService: TokenService;
  throttling: Throttling;
  accessTokens: 'off' | 'issued' | 'rotated';
  attachments: Attachments;
  ids: Ids;
  businessRules: BusinessRules;
  latencyMs: number;
  assumptions: Assumptions;
}

/** Settings that are groups of smaller ones. */
type Group = 'permissions' | 'accounts' | 'tokenService' | 'throttling' | 'attachments' | 'ids';

/** Settings to change, to any depth. */
export type SettingsChanges = Partial<Omit<SiteSettings, Group | 'assumptions'>> & {
  [G in Group]?: Partial<SiteSettings[G]>;
} & { assumptions?: ChangedAssumptions };

/** A sound site: nothing is throttled, and the profile may do everything. */
export const DEFAULT_SETTINGS: SiteSettings = {
  emailSharing: false,
  lists: 'lenient',
  interfaceLanguage: 'en',
  unauthorizedBody: 'json',
  permissions: {
    readContacts: true,
    createContacts: true,
    updateContacts: true,
    deleteContacts: true,
    readIncidents: true,
    createIncidents: true,
    updateIncidents: true,
    deleteIncidents: true,
    attachFiles: true,
    runQueries: true,
    sendResponses: true,
  },
  queriesNeedReadRights: false,
  accounts: {
    user: 'sandbox',
    password: 'sandbox',
    sessionTokens: [],
    bearerTokens: [],
    lockAfter: null,
    locked: false,
    refuseAfter: null,
  },
  tokenService: { path: '/oauth/token', clients: { sandbox: 'sandbox' }, lifetimeSeconds: 3_600 },
  throttling: { nextRequestAfterMs: null, strict: false, status: 429, limit: null },
  accessTokens: 'issued',
  attachments: { maxBytes: 20_000_000, refusedExtensions: [], keepData: true, maxKeptBytes: 50_000_000 },
  ids: { asText: false },
  businessRules: [],
  latencyMs: 0,
  assumptions: DEFAULT_ASSUMPTIONS,
};

/** The settings after the changes. */
export function changeSettings(settings: SiteSettings, changes: SettingsChanges): SiteSettings {
  return {
    ...settings,
    ...changes,
    permissions: { ...settings.permissions, ...changes.permissions },
    accounts: { ...settings.accounts, ...changes.accounts },
    tokenService: { ...settings.tokenService, ...changes.tokenService },
    throttling: { ...settings.throttling, ...changes.throttling },
    attachments: { ...settings.attachments, ...changes.attachments },
    ids: { ...settings.ids, ...changes.ids },
    assumptions: assume(settings.assumptions, changes.assumptions),
  };
}
