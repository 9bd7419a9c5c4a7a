import { isJsonObject, type Json } from '../json.ts';
import type { Country } from './founding-records.ts';
import { chooseValue, type MenuChoice } from './menus.ts';
import type { ObjectId } from './object-id.ts';
import { VendorProblem } from './problem.ts';
import type { Property } from './properties.ts';
import { invalidValue } from './read-plain-value.ts';

/** Which objects a reference can mean, and whether their ids may be sent as text. */
export interface ReferenceTargets {
  /** Ids of the objects of a collection that fit the choice. */
  idsOf: (collection: string, choice: MenuChoice) => ObjectId[];
  /** Whether an id may be text. One too large for a JSON number to be exact always may. */
  acceptsIdsAsText: boolean;
}

/** A menu value or reference is chosen by `{"id": n}` or `{"lookupName": "…"}`, never by a bare string or number. */
export function readChoice(value: Json, name: string, acceptsIdsAsText = false): MenuChoice {
  if (!isJsonObject(value)) throw invalidValue(name, 'an object with id or lookupName is expected');
  const { id, lookupName, ...rest } = value;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    throw new VendorProblem('OSC-CREST-00013', `Invalid property specified: ${unknown}`);
  }
  const choice: MenuChoice = {};
  if (id !== undefined && id !== null) {
    const isNumber = typeof id === 'number' && Number.isSafeInteger(id);
    const mayBeText = acceptsIdsAsText || !Number.isSafeInteger(Number(id));
    const isDigits = typeof id === 'string' && mayBeText && /^[0-9]{1,19}$/.test(id);
    if (!isNumber && !isDigits) throw invalidValue(name, 'id must be an integer');
    choice.id = id;
  }
  if (lookupName !== undefined && lookupName !== null) {
    if (typeof lookupName !== 'string') throw invalidValue(name, 'lookupName must be a string');
    choice.lookupName = lookupName;
  }
  if (Object.keys(choice).length === 0) throw invalidValue(name, 'id or lookupName is required');
  return choice;
}

/** The country that a value chooses. */
export function readCountry(value: Json, name: string, countries: readonly Country[]): Country {
  return chooseValue(readChoice(value, name), countries, name);
}

/** Another object, as it is stored: by its id. */
export function readReference(
  property: Extract<Property, { kind: 'reference' }>,
  value: Json,
  name: string,
  { idsOf, acceptsIdsAsText }: ReferenceTargets,
): Json {
  const choice = readChoice(value, name, acceptsIdsAsText);
  const found = idsOf(property.to, choice);
  const [id] = found;
  if (id === undefined) {
    const asked = choice.id === undefined ? `name ${choice.lookupName}` : `ID = ${choice.id}`;
    throw new VendorProblem('OSC-CREST-00006', `No such ${property.noun} with ${asked}`);
  }
  if (found.length > 1) throw invalidValue(name, `more than one ${property.noun} of that name`);
  return { id };
}
