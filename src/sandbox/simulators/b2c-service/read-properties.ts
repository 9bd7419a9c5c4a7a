import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Assumptions } from './assumptions.ts';
import type { Country } from './founding-records.ts';
import { chooseValue, type MenuValue, shownValue } from './menus.ts';
import { VendorProblem } from './problem.ts';
import { type ListProperty, type Properties, type Property, propertyOf } from './properties.ts';
import { type ReferenceTargets, readChoice, readCountry, readReference } from './read-choice.ts';
import { invalidValue, readPlainValue } from './read-plain-value.ts';

/** What the values of a body can refer to, and how strictly they are read. */
export interface ValueSources extends ReferenceTargets {
  /** The values of a menu. */
  menu: (path: string) => readonly MenuValue[] | undefined;
  countries: readonly Country[];
  /** Whether a list of one may be sent as the bare object. Recent clients send lists; an old example does not. */
  acceptsBareObjects: boolean;
  assumptions: Assumptions;
}

interface Reading {
  sources: ValueSources;
  /**
   * What is stored where the body is to go, or null for something new. Of a new object every required value must be
   * there; in a change, only what is there is looked at, and null clears a value.
   */
  stored: JsonObject | null;
}

/** The values of the body of a new object as they are to be stored, or the first problem in it. `path` is where menus are listed. */
export function readProperties(
  body: JsonObject,
  properties: Properties,
  path: string,
  sources: ValueSources,
): JsonObject {
  return read(body, properties, path, { sources, stored: null });
}

/** The values of a body that changes an object, null where it clears one, or the first problem in it. */
export function readChanges(
  body: JsonObject,
  properties: Properties,
  path: string,
  sources: ValueSources,
  stored: JsonObject,
): JsonObject {
  return read(body, properties, path, { sources, stored });
}

function read(body: JsonObject, properties: Properties, path: string, reading: Reading): JsonObject {
  const { codes } = reading.sources.assumptions;
  const values: JsonObject = {};
  for (const [name, value] of Object.entries(body)) {
    const property = propertyOf(properties, name);
    if (property === undefined) {
      throw new VendorProblem('OSC-CREST-00013', `Invalid property specified: ${name}`);
    }
    if (property.readOnly) {
      throw new VendorProblem(codes.readOnlyProperty, `Property is read-only: ${name}`);
    }
    // That null clears a value is inferred; on a new object there is nothing to clear.
    if (value !== null) values[name] = readValue(property, value, name, `${path}/${name}`, body, reading);
    else if (reading.stored !== null) values[name] = null;
  }
  const missing = missingProperty(properties, values, reading.stored === null);
  if (missing !== null) {
    throw new VendorProblem(codes.missingProperty, `Missing required property: ${missing}`);
  }
  return values;
}

/** The first required property without a value; in a change only one that the change would clear. */
function missingProperty(properties: Properties, values: JsonObject, isNew: boolean): string | null {
  for (const [name, property] of Object.entries(properties)) {
    const value = values[name];
    if (property.required && (value === null || (isNew && value === undefined))) return name;
    if (property.kind === 'object' && isNew && value === undefined) {
      const below = missingProperty(property.properties, {}, isNew);
      if (below !== null) return below;
    }
  }
  return null;
}

function readValue(
  property: Property,
  value: Json,
  name: string,
  path: string,
  siblings: JsonObject,
  reading: Reading,
): Json {
  const { sources, stored } = reading;
  switch (property.kind) {
    case 'menu':
      return { ...shownValue(chooseValue(readChoice(value, name), sources.menu(path) ?? [], name)) };
    case 'country': {
      const country = readCountry(value, name, sources.countries);
      refuseForeignProvince(country, siblings, stored);
      return { ...shownValue(country) };
    }
    case 'province':
      return readProvince(value, name, siblings, reading);
    case 'reference':
      return readReference(property, value, name, sources);
    case 'object': {
      if (!isJsonObject(value)) throw invalidValue(name, 'an object is expected');
      const current = stored?.[name];
      const below = stored === null ? null : isJsonObject(current) ? current : {};
      return read(value, property.properties, path, { sources, stored: below });
    }
    case 'list':
      return readList(property, value, name, path, sources);
    case 'opaque':
      return value;
    default:
      return readPlainValue(property, value, name);
  }
}

/** A province must belong to the country beside it, sent or stored; without a country it belongs to none. */
function readProvince(value: Json, name: string, siblings: JsonObject, { sources, stored }: Reading): Json {
  const country = siblings.country === undefined ? stored?.country : siblings.country;
  if (country === undefined || country === null) throw invalidValue(name, 'a country is required with it');
  const { provinces } = readCountry(country, 'country', sources.countries);
  return { ...shownValue(chooseValue(readChoice(value, name), provinces, name)) };
}

/** A country that is changed by itself must hold the province that stays beside it (inferred). */
function refuseForeignProvince(country: Country, siblings: JsonObject, stored: JsonObject | null): void {
  const province = siblings.stateOrProvince === undefined ? stored?.stateOrProvince : undefined;
  if (!isJsonObject(province)) return;
  if (!country.provinces.some(({ id }) => id === province.id)) {
    throw invalidValue('country', 'the stateOrProvince of the address lies elsewhere');
  }
}

function readList(
  property: ListProperty,
  value: Json,
  name: string,
  path: string,
  sources: ValueSources,
): Json[] {
  const bare = sources.acceptsBareObjects && isJsonObject(value) ? [value] : value;
  if (!Array.isArray(bare)) throw invalidValue(name, 'a list is expected');
  const items = bare.map((item) => {
    if (!isJsonObject(item)) throw invalidValue(name, 'a list of objects is expected');
    return readProperties(item, property.properties, path, sources);
  });
  if (property.slot !== undefined) fillSlots(items, property.slot, name, path, sources);
  return items;
}

/** Each slot can be taken once; an item that names none gets the first that is free (inferred). */
function fillSlots(
  items: JsonObject[],
  slot: string,
  name: string,
  path: string,
  sources: ValueSources,
): void {
  const slots = sources.menu(`${path}/${slot}`) ?? [];
  const taken = new Set<number>();
  for (const item of items) {
    const chosen = slots.find(({ id }) => isJsonObject(item[slot]) && item[slot].id === id);
    if (chosen === undefined) continue;
    if (taken.has(chosen.id)) throw invalidValue(name, `more than one with ${slot} ${chosen.id}`);
    taken.add(chosen.id);
  }
  for (const item of items) {
    if (item[slot] !== undefined) continue;
    const free = slots.find(({ id }) => !taken.has(id));
    if (free === undefined) throw invalidValue(name, `no ${slot} is left`);
    taken.add(free.id);
    item[slot] = { ...shownValue(free) };
  }
}
