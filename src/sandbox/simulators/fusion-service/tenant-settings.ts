import { type Assumptions, assume, type ChangedAssumptions, DEFAULT_ASSUMPTIONS } from './assumptions.ts';
import { type Attribute, type Attributes, PLAIN_TEXT } from './attribute.ts';
import { type RootType, TYPE_NAMES, type TypeName } from './resource-types.ts';
import { STANDARD_ATTRIBUTES } from './standard-attributes.ts';
import { type Lookups, STANDARD_LOOKUPS } from './standard-lookups.ts';

/** What a user may do with a resource: everything, only read, or nothing. */
export type Role = 'write' | 'read' | 'none';

/** How the simulated tenant is set up. */
export interface TenantSettings {
  /** The user of Basic authentication. */
  account: { userName: string; password: string };
  /** Who gets bearer tokens: secrets by client id. */
  clients: Readonly<Record<string, string>>;
  /** How long a token is good for. */
  tokenLifetimeSeconds: number;
  /** What stands in the place of the version in the path. */
  versions: readonly string[];
  /** What times in answers carry, such as `-08:00`. */
  utcOffset: string;
  /** Names by id. */
  businessUnits: Readonly<Record<string, string>>;
  sourceSystems: readonly string[];
  countries: readonly string[];
  lookups: Lookups;
  attributes: Readonly<Record<TypeName, Attributes>>;
  /** What the user may do; what is below a row goes by that row. */
  roles: Readonly<Record<RootType, Role>>;
  /** How long every call takes. */
  latencyMs: number;
  assumptions: Assumptions;
}

/** Attributes to define, to change in part, or (null) to take away. */
export type AttributeChanges = Readonly<Record<string, Partial<Attribute> | null>>;

/** Settings to change, to any depth; an entry of a map that is null is taken away. */
export type SettingsChanges = Partial<
  Omit<
    TenantSettings,
    'account' | 'clients' | 'businessUnits' | 'lookups' | 'attributes' | 'roles' | 'assumptions'
  >
> & {
  account?: Partial<TenantSettings['account']>;
  clients?: Readonly<Record<string, string | null>>;
  businessUnits?: Readonly<Record<string, string | null>>;
  lookups?: Readonly<Record<string, Readonly<Record<string, string | null>> | null>>;
  attributes?: { [T in TypeName]?: AttributeChanges };
  roles?: Partial<TenantSettings['roles']>;
  assumptions?: ChangedAssumptions;
};

/** A tenant that is ready for applications. */
export const DEFAULT_SETTINGS: TenantSettings = {
  account: { userName: 'sandbox', password: 'sandbox' },
  clients: { sandbox: 'sandbox' },
  tokenLifetimeSeconds: 3_600,
  versions: ['11.13.18.05', 'latest'],
  utcOffset: '-08:00',
  businessUnits: { '300000187654320937': 'Driver Recruiting' },
  sourceSystems: ['APPLICANT_INTAKE'],
  countries: ['US', 'CA', 'MX'],
  lookups: STANDARD_LOOKUPS,
  attributes: STANDARD_ATTRIBUTES,
  roles: {
    contacts: 'write',
    accounts: 'write',
    queues: 'write',
    serviceRequests: 'write',
    interactions: 'write',
  },
  latencyMs: 0,
  assumptions: DEFAULT_ASSUMPTIONS,
};

/** The settings after the changes. */
export function changeSettings(settings: TenantSettings, changes: SettingsChanges): TenantSettings {
  const attributes = TYPE_NAMES.map((type) => [
    type,
    changeEntries(settings.attributes[type], changes.attributes?.[type], (change, current) => ({
      ...PLAIN_TEXT,
      ...current,
      ...change,
    })),
  ]);
  return {
    ...settings,
    ...changes,
    account: { ...settings.account, ...changes.account },
    clients: changeEntries(settings.clients, changes.clients, (secret) => secret),
    businessUnits: changeEntries(settings.businessUnits, changes.businessUnits, (name) => name),
    lookups: changeEntries(settings.lookups, changes.lookups, (codes, current = {}) =>
      changeEntries(current, codes, (meaning) => meaning),
    ),
    attributes: Object.fromEntries(attributes) as TenantSettings['attributes'],
    roles: { ...settings.roles, ...changes.roles },
    assumptions: assume(settings.assumptions, changes.assumptions),
  };
}

function changeEntries<V, C>(
  entries: Readonly<Record<string, V>>,
  changes: Readonly<Record<string, C | null>> = {},
  changed: (change: C, current: V | undefined) => V,
): Record<string, V> {
  const all = new Map(Object.entries(entries));
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) all.delete(name);
    else all.set(name, changed(change, all.get(name)));
  }
  return Object.fromEntries(all);
}
