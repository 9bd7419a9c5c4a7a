import type { JsonObject } from '../json.ts';
import type { Assumptions } from './assumptions.ts';
import type { LocationLink, ReadContact, Values } from './read-contact.ts';

/** What is stored of contacts, and what was stored before. */
export interface ContactStore {
  /** Adds a contact, or updates the one with the same references. */
  save(contact: ReadContact, assumptions: Assumptions): void;
  /**
   * `contacts` as they are, `saves` as they came (the latest 10,000), and `locations` whose usage type was set. Nothing of
   * this can be read over the real API, as far as is known.
   */
  records(): JsonObject;
  reset(): void;
}

interface StoredContact {
  clientRef: string;
  contactRef: string;
  values: Values;
  /** By the reference of the location. */
  locations: ReadonlyMap<string, Values>;
}

const MAX_SAVES = 10_000;

/** An empty store. */
export function createContactStore(now: () => number): ContactStore {
  let matching: Assumptions['contactRefs'] = 'exact';
  let contacts: StoredContact[] = [];
  let saves: JsonObject[] = [];
  /** Places in `contacts`. */
  let index = new Map<string, number>();
  let usageTypes = new Map<string, JsonObject>();

  const keyOf = ({ clientRef, contactRef }: { clientRef: string; contactRef: string }) =>
    JSON.stringify([clientRef, matching === 'exact' ? contactRef : contactRef.trimEnd().toLowerCase()]);

  /** Of contacts that become the same one, the oldest is the one that is found from then on. */
  function matchBy(rule: Assumptions['contactRefs']): void {
    if (rule === matching) return;
    matching = rule;
    index = new Map(contacts.map((each, place) => [keyOf(each), place] as const).reverse());
  }

  function setUsageTypes({ clientRef, locations = [] }: ReadContact): void {
    for (const { locationRef, values } of locations) {
      const { usageTypeId } = values;
      if (usageTypeId === undefined) continue;
      usageTypes.set(JSON.stringify([clientRef, locationRef]), { clientRef, locationRef, usageTypeId });
    }
  }

  return {
    save(contact, assumptions) {
      matchBy(assumptions.contactRefs);
      const key = keyOf(contact);
      const place = index.get(key) ?? contacts.length;
      const before = contacts[place];
      index.set(key, place);
      contacts[place] = before === undefined ? created(contact) : updated(before, contact, assumptions);
      setUsageTypes(contact);
      saves.push({
        at: new Date(now()).toISOString(),
        effect: before === undefined ? 'created' : 'updated',
        ...contact.values,
        ...(contact.locations === undefined ? {} : { locations: contact.locations.map(linkRecord) }),
        ignored: [...contact.ignored],
      });
      if (saves.length > MAX_SAVES) saves.shift();
    },
    records: () =>
      structuredClone({ contacts: contacts.map(contactRecord), saves, locations: [...usageTypes.values()] }),
    reset() {
      contacts = [];
      saves = [];
      index = new Map();
      usageTypes = new Map();
    },
  };
}

function created({ clientRef, contactRef, values, locations = [] }: ReadContact): StoredContact {
  return { clientRef, contactRef, values, locations: byReference(locations) };
}

/** The references stay as they were first written. */
function updated(before: StoredContact, contact: ReadContact, assumptions: Assumptions): StoredContact {
  const { clientRef, contactRef } = before;
  const kept = assumptions.absentOnUpdate === 'kept' ? before.values : {};
  return {
    clientRef,
    contactRef,
    values: { ...kept, ...contact.values, clientRef, contactRef },
    locations: updatedLocations(before, contact, assumptions),
  };
}

function updatedLocations(
  before: StoredContact,
  { locations }: ReadContact,
  { absentOnUpdate, locationsOnUpdate }: Assumptions,
): ReadonlyMap<string, Values> {
  if (locations === undefined) return absentOnUpdate === 'kept' ? before.locations : new Map();
  const sent = byReference(locations);
  return locationsOnUpdate === 'replaced' ? sent : new Map([...before.locations, ...sent]);
}

function byReference(locations: readonly LocationLink[]): Map<string, Values> {
  return new Map(locations.map(({ locationRef, values }) => [locationRef, values]));
}

function contactRecord({ values, locations }: StoredContact): JsonObject {
  return { ...values, locations: [...locations.values()].map((each) => ({ ...each })) };
}

function linkRecord({ values }: LocationLink): JsonObject {
  return { ...values };
}
