import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { ReadableCollection, StoredObject } from './collection.ts';
import { type Addresses, listLinks, objectLinks } from './links.ts';
import type { ObjectId } from './object-id.ts';
import type { ListProperty, Properties, Property } from './properties.ts';

/** How an object is to be written. */
export interface RenderOptions {
  /** Lists to write out rather than to link to. */
  expand: readonly string[];
  /** Leave out properties that have no value. */
  withoutNulls: boolean;
}

interface Place extends Addresses, RenderOptions {
  /** Where the part being written stands. */
  self: string;
}

/**
 * An object as the API writes it: lists and references to other objects as links without ids, menu values with id and
 * name, everything unset as null.
 */
export function renderObject(
  object: StoredObject,
  collection: ReadableCollection,
  addresses: Addresses,
  options: RenderOptions,
): JsonObject {
  const self = `${addresses.base}/${collection.name}/${object.id}`;
  return {
    ...renderProperties(object, collection.properties, { ...addresses, ...options, self }),
    links: objectLinks(addresses, self, collection.name, object.id),
  };
}

/** The four properties of an object that a collection shows, and the way to the rest. */
export function renderSummary(
  object: StoredObject,
  collection: ReadableCollection,
  { base }: Addresses,
): JsonObject {
  const { id, lookupName, createdTime, updatedTime } = object;
  const links = [{ rel: 'canonical', href: `${base}/${collection.name}/${id}` }];
  return { id, lookupName, createdTime, updatedTime, links };
}

/** One element of a list, such as an attached file, without links. */
export function renderElement(element: JsonObject, { properties }: ListProperty, place: Place): JsonObject {
  return renderProperties(element, properties, place);
}

function renderProperties(object: JsonObject, properties: Properties, place: Place): JsonObject {
  const rendered: [string, Json][] = [];
  for (const [name, property] of Object.entries(properties)) {
    if (property.kind === 'text' && property.writeOnly) continue;
    const value = renderProperty(name, property, object[name] ?? null, {
      ...place,
      self: `${place.self}/${name}`,
    });
    if (value !== null || !place.withoutNulls) rendered.push([name, value]);
  }
  return Object.fromEntries(rendered);
}

function renderProperty(name: string, property: Property, value: Json, place: Place): Json {
  if (property.kind === 'list') return renderList(name, property, value, place);
  if (value === null) return null;
  switch (property.kind) {
    case 'object':
      return isJsonObject(value) ? renderProperties(value, property.properties, place) : null;
    case 'reference':
      return renderReference(property.to, value, place);
    case 'country':
      // Countries are objects with addresses of their own, unlike the values of a menu.
      return renderReference('countries', value, place);
    default:
      return value;
  }
}

function renderReference(collection: string, value: Json, place: Place): Json {
  const id: ObjectId | null = isJsonObject(value) ? (value.id as ObjectId) : null;
  return id === null ? null : { links: objectLinks(place, place.self, collection, id) };
}

function renderList(name: string, property: ListProperty, value: Json, place: Place): JsonObject {
  const links = listLinks(place.self, property.elementId);
  if (!property.inline && !place.expand.includes(name)) return { links };
  const items = Array.isArray(value) ? value.filter(isJsonObject) : [];
  return { items: items.map((item) => renderElement(item, property, place)), links };
}
