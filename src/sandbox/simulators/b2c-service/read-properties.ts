import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Assumptions } from './assumptions.ts';
import type { Country } from './countries.ts';
import { chooseValue, type MenuBook, type MenuChoice, type MenuValue } from './menus.ts';
import { VendorProblem } from './problem.ts';
import { type ListProperty, type Properties, type Property, propertyOf } from './properties.ts';
import { invalidValue, readPlainValue } from './read-plain-value.ts';

/** What the values of a body can refer to, and how strictly they are read. */
export interface ValueSources {
  menus: MenuBook;
  countries: readonly Country[];
  /** Ids of the objects of a collection that fit the choice. */
  idsOf: (collection: string, choice: MenuChoice) => number[];
  /** Whether a list of one may be sent as the bare object. Recent clients send lists; an old example does not. */
  acceptsBareObjects: boolean;
  assumptions: Assumptions;
}

/** The values of a body as they are to be stored, or the first problem in it. `path` is where menus are listed. */
export function readProperties(
  body: JsonObject,
  properties: Properties,
  path: string,
  sources: ValueSources,
): JsonObject {
  const stored: JsonObject = {};
  for (const [name, value] of Object.entries(body)) {
    const property = propertyOf(properties, name);
    if (property === undefined) {
      throw new VendorProblem('OSC-CREST-00013', `Invalid property specified: ${name}`);
    }
    if (property.readOnly) {
      throw new VendorProblem(sources.assumptions.codes.readOnlyProperty, `Property is read-only: ${name}`);
    }
    // Null clears a value (inferred); on a new object there is nothing to clear.
    if (value !== null) stored[name] = readValue(property, value, name, `${path}/${name}`, body, sources);
  }
  for (const [name, property] of Object.entries(properties)) {
    if (property.required && stored[name] === undefined) {
      throw new VendorProblem(
        sources.assumptions.codes.missingProperty,
        `Missing required property: ${name}`,
      );
    }
  }
  return stored;
}

function readValue(
  property: Property,
  value: Json,
  name: string,
  path: string,
  siblings: JsonObject,
  sources: ValueSources,
): Json {
  switch (property.kind) {
    case 'menu':
      return asJson(chooseValue(readChoice(value, name), sources.menus.values(path) ?? [], name));
    case 'country':
      return asJson(readCountry(value, name, sources));
    case 'province':
      return asJson(readProvince(value, name, siblings, sources));
    case 'reference':
      return readReference(property, value, name, sources);
    case 'object':
      if (!isJsonObject(value)) throw invalidValue(name, 'an object is expected');
      return readProperties(value, property.properties, path, sources);
    case 'list':
      return readList(property, value, name, path, sources);
    case 'opaque':
      return value;
    default:
      return readPlainValue(property, value, name);
  }
}

/** A menu value or reference is chosen by `{"id": n}` or `{"lookupName": "…"}`, never by a bare string or number. */
function readChoice(value: Json, name: string): MenuChoice {
  if (!isJsonObject(value)) throw invalidValue(name, 'an object with id or lookupName is expected');
  const { id, lookupName, ...rest } = value;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    throw new VendorProblem('OSC-CREST-00013', `Invalid property specified: ${unknown}`);
  }
  const choice: MenuChoice = {};
  if (id !== undefined && id !== null) {
    if (typeof id !== 'number' || !Number.isSafeInteger(id))
      throw invalidValue(name, 'id must be an integer');
    choice.id = id;
  }
  if (lookupName !== undefined && lookupName !== null) {
    if (typeof lookupName !== 'string') throw invalidValue(name, 'lookupName must be a string');
    choice.lookupName = lookupName;
  }
  if (Object.keys(choice).length === 0) throw invalidValue(name, 'id or lookupName is required');
  return choice;
}

function readCountry(value: Json, name: string, { countries }: ValueSources): MenuValue {
  return chooseValue(readChoice(value, name), countries, name);
}

/** A province must belong to the country beside it; without a country it belongs to none. */
function readProvince(value: Json, name: string, siblings: JsonObject, sources: ValueSources): MenuValue {
  const { country } = siblings;
  if (country === undefined || country === null) throw invalidValue(name, 'a country is required with it');
  const { id } = readCountry(country, 'country', sources);
  const provinces = sources.countries.find((each) => each.id === id)?.provinces ?? [];
  return chooseValue(readChoice(value, name), provinces, name);
}

function readReference(
  property: Extract<Property, { kind: 'reference' }>,
  value: Json,
  name: string,
  sources: ValueSources,
): Json {
  const choice = readChoice(value, name);
  const found = sources.idsOf(property.to, choice);
  const [id] = found;
  if (id === undefined) {
    const asked = choice.id === undefined ? `name ${choice.lookupName}` : `ID = ${choice.id}`;
    throw new VendorProblem('OSC-CREST-00006', `No such ${property.noun} with ${asked}`);
  }
  if (found.length > 1) throw invalidValue(name, `more than one ${property.noun} of that name`);
  return { id };
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
  const slots = sources.menus.values(`${path}/${slot}`) ?? [];
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
    item[slot] = { ...free };
  }
}

/** Only what the API shows of a value: a country also holds its provinces. */
function asJson({ id, lookupName }: MenuValue): JsonObject {
  return { id, lookupName };
}
