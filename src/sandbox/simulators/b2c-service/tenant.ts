import type { JsonObject } from '../json.ts';
import { type Assumptions, assume, type ChangedAssumptions } from './assumptions.ts';
import { type Collection, createCollection, type StoredObject } from './collection.ts';
import { contactProperties } from './contact-properties.ts';
import { COUNTRIES } from './countries.ts';
import { type CustomFieldChanges, changeCustomFields, customMenus, textFieldPaths } from './custom-fields.ts';
import { incidentProperties } from './incident-properties.ts';
import { createMenuBook, type MenuBook, type MenuChanges } from './menus.ts';
import { type Properties, SYSTEM_PROPERTIES } from './properties.ts';
import { CONTACT_FIELDS, INCIDENT_FIELDS, STANDARD_MENUS } from './tenant-menus.ts';

/** A query that tried to change data: the mark of a caller that lets a stranger's text into its queries. */
export interface SecurityFailure {
  /** ISO 8601. */
  at: string;
  /** The verb, in capitals. */
  verb: string;
  /** The statement as it was sent. */
  statement: string;
}

/** Settings of the simulated customer. */
export interface TenantOptions {
  now: () => number;
  /** Whether several contacts may hold the same address (a site setting, usually off). */
  emailSharing: boolean;
  acceptsBareObjects: boolean;
  customFields?: { contacts?: CustomFieldChanges; incidents?: CustomFieldChanges } | undefined;
  menus?: Readonly<Record<string, MenuChanges>> | undefined;
  assumptions?: ChangedAssumptions | undefined;
}

/** One customer's site: what is stored, which menus and fields there are, and which rules hold. */
export interface Tenant {
  now: () => number;
  emailSharing: boolean;
  acceptsBareObjects: boolean;
  assumptions: Assumptions;
  contacts: Collection;
  incidents: Collection;
  countries: Collection;
  menus: MenuBook;
  securityFailures: SecurityFailure[];
  /** `YYMMDD-NNNNNN`: the day, and a counter that begins at 000000 each day. */
  nextReferenceNumber(): string;
  records(): JsonObject;
  reset(): void;
}

const COUNTRY_PROPERTIES: Properties = {
  ...SYSTEM_PROPERTIES,
  provinces: {
    kind: 'list',
    queryName: 'provinceList',
    elementId: 'province_id',
    inline: true,
    properties: { id: { kind: 'integer' }, lookupName: { kind: 'text' } },
  },
};

const FOUNDED = '2021-01-04T09:00:00.000Z';

/** A site with its standard menus, the fields of driver recruiting, three countries and one contact. */
export function createTenant(options: TenantOptions): Tenant {
  const { now } = options;
  const assumptions = assume(options.assumptions);
  const contactFields = changeCustomFields(CONTACT_FIELDS, options.customFields?.contacts);
  const incidentFields = changeCustomFields(INCIDENT_FIELDS, options.customFields?.incidents);
  const contacts = createCollection({
    name: 'contacts',
    singular: 'contact',
    properties: contactProperties(assumptions, contactFields),
    initial: () => [firstContact()],
    nextId: 51_718,
    indexes: ['emails.address', 'login', ...textFieldPaths(contactFields)],
  });
  const incidents = createCollection({
    name: 'incidents',
    singular: 'incident',
    properties: incidentProperties(incidentFields),
    initial: () => [],
    nextId: 84_001,
    indexes: ['referenceNumber', 'primaryContact.id', ...textFieldPaths(incidentFields)],
  });
  const countries = createCollection({
    name: 'countries',
    singular: 'country',
    properties: COUNTRY_PROPERTIES,
    initial: () => COUNTRIES.map(storedCountry),
    nextId: COUNTRIES.length + 1,
  });
  const menus = createMenuBook(
    {
      ...STANDARD_MENUS,
      ...customMenus('contacts', contactFields),
      ...customMenus('incidents', incidentFields),
    },
    options.menus,
  );
  const securityFailures: SecurityFailure[] = [];
  const numbersUsed = new Map<string, number>();

  return {
    now,
    emailSharing: options.emailSharing,
    acceptsBareObjects: options.acceptsBareObjects,
    assumptions,
    contacts,
    incidents,
    countries,
    menus,
    securityFailures,
    nextReferenceNumber() {
      const day = new Date(now()).toISOString().slice(2, 10).replaceAll('-', '');
      const used = numbersUsed.get(day) ?? 0;
      numbersUsed.set(day, used + 1);
      return `${day}-${String(used).padStart(6, '0')}`;
    },
    records: () =>
      structuredClone({
        contacts: contacts.all(),
        incidents: incidents.all(),
        securityFailures: securityFailures.map((each) => ({ ...each })),
      }),
    reset() {
      for (const each of [contacts, incidents, countries, menus]) each.reset();
      securityFailures.length = 0;
      numbersUsed.clear();
    },
  };
}

/** The contact that the vendor's printed examples refer to lives in Bozeman, Montana; the rest is made up. */
function firstContact(): StoredObject {
  return {
    id: 2,
    lookupName: 'Alex Rivers',
    createdTime: FOUNDED,
    updatedTime: FOUNDED,
    name: { first: 'Alex', last: 'Rivers' },
    emails: [{ address: 'alex.rivers@example.com', addressType: { id: 0, lookupName: 'Primary' } }],
    phones: [],
    address: {
      street: '20 Main St',
      city: 'Bozeman',
      stateOrProvince: { id: 28, lookupName: 'MT' },
      postalCode: '59715',
      country: { id: 1, lookupName: 'US' },
    },
    disabled: false,
    customFields: { c: {} },
  };
}

function storedCountry({ id, lookupName, provinces }: (typeof COUNTRIES)[number]): StoredObject {
  return {
    id,
    lookupName,
    createdTime: FOUNDED,
    updatedTime: FOUNDED,
    provinces: provinces.map((each) => ({ ...each })),
  };
}
