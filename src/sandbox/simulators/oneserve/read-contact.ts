import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { CONTACT_FIELDS, type Field, LOCATION_FIELDS } from './contact-fields.ts';
import { readValue, refusalOf, type StoredValue } from './read-value.ts';
import { Refusal } from './refusal.ts';
import type { TenantSettings } from './tenant-settings.ts';

/** The fields of a contact or of one of its locations; what was absent is left out. */
export type Values = Readonly<Record<string, Exclude<StoredValue, undefined>>>;

/** A contact that may be stored. */
export interface ReadContact {
  clientRef: string;
  contactRef: string;
  values: Values;
  /** Undefined where the call has no `locations`. */
  locations: readonly LocationLink[] | undefined;
  /** Members that no field has the name of; nothing becomes of them. */
  ignored: readonly string[];
}

/** A location of the client at which the contact can be found. */
export interface LocationLink {
  locationRef: string;
  values: Values;
}

/** The contact in a body. The client is looked up before the other fields are. Throws a `Refusal`. */
export function readContact(body: JsonObject, settings: TenantSettings): ReadContact {
  const { clientRef, contactRef } = body;
  const places = placesOf(clientRef, settings);
  const values = readFields(body, CONTACT_FIELDS, settings);
  return {
    clientRef: String(clientRef),
    contactRef: String(contactRef),
    values,
    locations: readLocations(body.locations, places, settings),
    ignored: ignoredIn(body),
  };
}

function placesOf(clientRef: Json | undefined, { clients }: TenantSettings): readonly string[] {
  const isGiven = clientRef !== undefined && clientRef !== null;
  if (isGiven && typeof clientRef !== 'string') throw refusalOf('wrongType', clientRef);
  const places = isGiven && Object.hasOwn(clients, clientRef) ? clients[clientRef] : undefined;
  if (places === undefined) throw new Refusal({ kind: 'unknown-client' });
  return places;
}

function readFields(source: JsonObject, fields: readonly Field[], settings: TenantSettings): Values {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = readValue(source[field.name], field, settings);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

function readLocations(
  sent: Json | undefined,
  places: readonly string[],
  settings: TenantSettings,
): LocationLink[] | undefined {
  if (sent === undefined || sent === null) return undefined;
  if (!Array.isArray(sent)) throw refusalOf('wrongType', sent);
  return sent.map((each) => {
    if (!isJsonObject(each)) throw refusalOf('wrongType', each);
    const values = readFields(each, LOCATION_FIELDS, settings);
    const locationRef = String(values.locationRef);
    if (!places.includes(locationRef)) throw refusalOf('unknownLocation', each.locationRef);
    return { locationRef, values };
  });
}

function ignoredIn(body: JsonObject): string[] {
  const surplus = (object: JsonObject, fields: readonly Field[]) =>
    Object.keys(object).filter((name) => !fields.some((field) => field.name === name));
  const { locations = [], ...contact } = body;
  const places = Array.isArray(locations) ? locations.filter(isJsonObject) : [];
  return [
    ...surplus(contact, CONTACT_FIELDS),
    ...places.flatMap((place, index) =>
      surplus(place, LOCATION_FIELDS).map((name) => `locations[${index}].${name}`),
    ),
  ];
}
