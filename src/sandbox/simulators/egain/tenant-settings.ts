import { type Assumptions, assume, type ChangedAssumptions, DEFAULT_ASSUMPTIONS } from './assumptions.ts';
import type { SessionSettings } from './sessions.ts';

/** The objects that can have custom attributes. */
export const ATTRIBUTE_LEVELS = ['customer', 'contactPerson', 'contactPoint'] as const;

/** One of the objects that can have custom attributes. */
export type AttributeLevel = (typeof ATTRIBUTE_LEVELS)[number];

/** A custom attribute as the tenant's administrator has defined it. */
export interface CustomAttribute {
  /** In characters; null: any length. */
  maxLength: number | null;
  /** The values of an enumeration; null: any text. */
  values: readonly string[] | null;
}

/** Everything that an operator can set on the tenant. */
export interface TenantSettings {
  account: { userName: string; password: string };
  sessions: SessionSettings;
  /** The first segment of every path. */
  context: string;
  /** The versions of the API that the tenant offers. */
  versions: readonly string[];
  /** Whether customers belong to departments; then a customer must be created with one. */
  departmentalisation: boolean;
  departments: readonly string[];
  /** The departments that the user belongs to or is a foreign user of; for others it has no permission. */
  ownDepartments: readonly string[];
  /** What the user's licences and actions permit. */
  permissions: { createCustomers: boolean; editCustomers: boolean; viewCustomers: boolean };
  customAttributes: Readonly<Record<AttributeLevel, Readonly<Record<string, CustomAttribute>>>>;
  /** How long every call takes, in milliseconds. */
  latencyMs: number;
  assumptions: Assumptions;
}

/** Custom attributes to define, to change in part, or (null) to take away. */
type AttributeChanges = Readonly<Record<string, Partial<CustomAttribute> | null>>;

/** Settings to change, to any depth. */
export type SettingsChanges = Partial<
  Omit<TenantSettings, 'account' | 'sessions' | 'permissions' | 'customAttributes' | 'assumptions'>
> & {
  account?: Partial<TenantSettings['account']>;
  sessions?: Partial<SessionSettings>;
  permissions?: Partial<TenantSettings['permissions']>;
  customAttributes?: { [L in AttributeLevel]?: AttributeChanges };
  assumptions?: ChangedAssumptions;
};

/** Those of the vendor's examples, which do not say at which level each is defined. */
const EXAMPLE_ATTRIBUTES = ['preferredlang', 'isprimary', 'prioritysequence'];

/** What a recruiter wants to know of an applicant. */
const RECRUITING_ATTRIBUTES = [
  'submission_id',
  'application_reference',
  'application_type',
  'application',
  'has_cdl',
  'cdl_type',
  'driving_preference',
  'truck_type',
  'application_source',
];

const ANY_TEXT: CustomAttribute = { maxLength: null, values: null };

/** A tenant without departments, in which the examples of the vendor work. */
export const DEFAULT_SETTINGS: TenantSettings = {
  account: { userName: 'sandbox', password: 'sandbox' },
  sessions: { limit: 5, idleMs: 1_800_000, rotate: false },
  context: 'system',
  versions: ['v12'],
  departmentalisation: false,
  departments: ['Service'],
  ownDepartments: ['Service'],
  permissions: { createCustomers: true, editCustomers: true, viewCustomers: true },
  customAttributes: {
    customer: named([...EXAMPLE_ATTRIBUTES, ...RECRUITING_ATTRIBUTES]),
    contactPerson: named(EXAMPLE_ATTRIBUTES),
    contactPoint: named(EXAMPLE_ATTRIBUTES),
  },
  latencyMs: 0,
  assumptions: DEFAULT_ASSUMPTIONS,
};

/** The settings after the changes. */
export function changeSettings(settings: TenantSettings, changes: SettingsChanges): TenantSettings {
  const { customAttributes } = settings;
  return {
    ...settings,
    ...changes,
    account: { ...settings.account, ...changes.account },
    sessions: { ...settings.sessions, ...changes.sessions },
    permissions: { ...settings.permissions, ...changes.permissions },
    customAttributes: {
      customer: changeAttributes(customAttributes.customer, changes.customAttributes?.customer),
      contactPerson: changeAttributes(
        customAttributes.contactPerson,
        changes.customAttributes?.contactPerson,
      ),
      contactPoint: changeAttributes(customAttributes.contactPoint, changes.customAttributes?.contactPoint),
    },
    assumptions: assume(settings.assumptions, changes.assumptions),
  };
}

function changeAttributes(
  attributes: Readonly<Record<string, CustomAttribute>>,
  changes: AttributeChanges = {},
): Record<string, CustomAttribute> {
  const changed = new Map(Object.entries(attributes));
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) changed.delete(name);
    else changed.set(name, { ...ANY_TEXT, ...changed.get(name), ...change });
  }
  return Object.fromEntries(changed);
}

function named(names: readonly string[]): Record<string, CustomAttribute> {
  return Object.fromEntries(names.map((name) => [name, ANY_TEXT]));
}
