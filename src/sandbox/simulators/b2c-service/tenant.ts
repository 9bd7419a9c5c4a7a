import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import {
  type Collection,
  createCollection,
  type ReadableCollection,
  type StoredObject,
} from './collection.ts';
import { contactProperties } from './contact-properties.ts';
import { textFieldPaths } from './custom-fields.ts';
import { createFileStore, type FileStore } from './file-store.ts';
import { COUNTRIES, countryProperties, FIRST_CONTACT, FOUNDED, storedCountry } from './founding-records.ts';
import { incidentProperties } from './incident-properties.ts';
import { createMenuCollection } from './menu-collection.ts';
import type { MenuValue } from './menus.ts';
import { createIdSequence } from './object-id.ts';
import { createReferenceNumbers } from './reference-numbers.ts';
import type { SiteSettings } from './site-settings.ts';
import { changeState, DEFAULT_STATE, type SiteState } from './site-state.ts';
import type { TenantChanges } from './tenant-changes.ts';
import { MENU_COLLECTIONS } from './tenant-menus.ts';

/** A query that tried to change data: the mark of a caller that lets a stranger's text into its queries. */
export interface SecurityFailure {
  /** ISO 8601. */
  at: string;
  /** The verb, in capitals. */
  verb: string;
  /** The statement as it was sent. */
  statement: string;
}

/** One customer's site: what is stored, which menus and fields there are, and which rules hold. */
export interface Tenant {
  now: () => number;
  /** How the site is set up at the moment. */
  readonly settings: SiteSettings;
  contacts: Collection;
  incidents: Collection;
  /** Every collection, those that can only be read included. */
  collections: readonly ReadableCollection[];
  countries: ReadableCollection;
  /** The values of a menu in the tenant's order, or undefined when there is no such menu. */
  menu(path: string): readonly MenuValue[] | undefined;
  files: FileStore;
  /** Puts a query that tried to change data on record. */
  report(failure: SecurityFailure): void;
  securityFailures(): SecurityFailure[];
  /** Puts a mail that the site would have sent on record. */
  sendMail(mail: JsonObject): void;
  /** A number for an element of a list; no two elements have the same. */
  nextElementId(): number;
  /** Whether there may be ids too large for a JSON number to be exact. */
  hasLargeIds(): boolean;
  nextReferenceNumber(): string;
  /** Sets the site up differently: all of the changes, or a RangeError. */
  change(changes: TenantChanges): void;
  state(): SiteState;
  records(): JsonObject;
  reset(): void;
}

const FIRST_CONTACT_ID = 51_718n;
const FIRST_INCIDENT_ID = 84_001n;

/** Of records besides contacts and incidents, so many are kept; the oldest go first. */
const MAX_RECORDS = 1_000;

/** A site with its standard menus, the fields of driver recruiting, three countries and one contact. */
export function createTenant(options: TenantChanges, now: () => number): Tenant {
  const initialState = changeState(DEFAULT_STATE, options);
  let state = initialState;
  let elements = 0;
  const asText = () => state.settings.ids.asText;
  const contactIds = createIdSequence(FIRST_CONTACT_ID, asText);
  const incidentIds = createIdSequence(FIRST_INCIDENT_ID, asText);
  const contacts = createCollection({
    name: 'contacts',
    singular: 'contact',
    properties: {},
    initial: () => [structuredClone(FIRST_CONTACT)],
    ids: contactIds,
  });
  const incidents = createCollection({
    name: 'incidents',
    singular: 'incident',
    properties: {},
    initial: () => [],
    ids: incidentIds,
  });
  const countries = createCollection({
    name: 'countries',
    singular: 'country',
    properties: {},
    initial: () => COUNTRIES.map(storedCountry),
    ids: createIdSequence(BigInt(COUNTRIES.length + 1), () => false),
  });
  const menuCollections = Object.entries(MENU_COLLECTIONS).map(([name, { singular, menu }]) =>
    createMenuCollection({ name, singular, since: FOUNDED, values: () => state.menus.get(menu) ?? [] }),
  );
  const files = createFileStore(() => state.settings.attachments);
  const numbers = createReferenceNumbers(now);
  const securityFailures: SecurityFailure[] = [];
  const sentMails: JsonObject[] = [];

  function adopt(next: SiteState, ids: TenantChanges['ids'] = {}): void {
    state = next;
    const { contactFields, incidentFields } = next;
    const { assumptions } = next.settings;
    contacts.redefine(contactProperties(assumptions, contactFields), [
      'emails.address',
      'login',
      ...textFieldPaths(contactFields),
    ]);
    incidents.redefine(incidentProperties(assumptions, incidentFields), [
      'referenceNumber',
      'primaryContact.id',
      ...textFieldPaths(incidentFields),
    ]);
    countries.redefine(countryProperties(assumptions), []);
    if (ids.nextContact !== undefined) contactIds.continueFrom(BigInt(ids.nextContact));
    if (ids.nextIncident !== undefined) incidentIds.continueFrom(BigInt(ids.nextIncident));
  }

  adopt(initialState, options.ids);
  return {
    now,
    get settings() {
      return state.settings;
    },
    contacts,
    incidents,
    countries,
    collections: [contacts, incidents, countries, ...menuCollections],
    menu: (path) => state.menus.get(path),
    files,
    report: (failure) => keep(securityFailures, failure),
    securityFailures: () => securityFailures.map((each) => ({ ...each })),
    sendMail: (mail) => keep(sentMails, mail),
    nextElementId() {
      elements += 1;
      return elements;
    },
    nextReferenceNumber: numbers.next,
    hasLargeIds: () => contactIds.isLarge() || incidentIds.isLarge(),
    change: (changes) => adopt(changeState(state, changes), changes.ids),
    state: () => state,
    records: () =>
      structuredClone({
        contacts: contacts.all(),
        incidents: incidents.all().map((each) => withHashes(each, files)),
        sentMails,
        securityFailures: securityFailures.map((each) => ({ ...each })),
      }),
    reset() {
      for (const each of [contacts, incidents, countries]) each.reset();
      contactIds.continueFrom(FIRST_CONTACT_ID);
      incidentIds.continueFrom(FIRST_INCIDENT_ID);
      elements = 0;
      files.clear();
      numbers.reset();
      securityFailures.length = 0;
      sentMails.length = 0;
      adopt(initialState, options.ids);
    },
  };
}

/** An incident with, in each attached file, the hash of its content in the content's place. */
function withHashes(incident: StoredObject, files: FileStore): Json {
  const { fileAttachments } = incident;
  if (!Array.isArray(fileAttachments)) return incident;
  const hashed = fileAttachments
    .filter(isJsonObject)
    .map((file) => ({ ...file, sha256: files.sha256(Number(file.id)) }));
  return { ...incident, fileAttachments: hashed };
}

function keep<T>(list: T[], item: T): void {
  list.push(item);
  if (list.length > MAX_RECORDS) list.shift();
}
