import { type Json, type JsonObject, jsonResponse } from '../json.ts';
import { suppressesRules } from './business-rules.ts';
import type { B2cCall } from './call.ts';
import type { ReadableCollection, StoredObject } from './collection.ts';
import { mergeValues } from './merge-values.ts';
import { deleted, findObject, updated } from './objects-resource.ts';
import { cut, readPage, withQuery } from './page.ts';
import { VendorProblem } from './problem.ts';
import type { ListProperty } from './properties.ts';
import { readBody } from './read-body.ts';
import { readChanges } from './read-properties.ts';
import { renderElement } from './render-object.ts';
import { elementsOf, type SavedKind, saveAgain, updateObject } from './save-object.ts';
import { picked, readView } from './select-fields.ts';
import { valueSources } from './value-sources.ts';

/** A list inside one object, such as `contacts/2/emails`. */
export interface ListPlace {
  collection: ReadableCollection;
  id: string;
  name: string;
  property: ListProperty;
}

/** GET of a list: the address of each element, and of its members those that `fields` names. */
export function answerElements(call: B2cCall, place: ListPlace): Response {
  const { query, tenant } = call;
  const object = findObject(call, place.collection, place.id);
  if (query.has('download')) {
    const { notSimulated } = tenant.settings.assumptions.codes;
    throw new VendorProblem(notSimulated, 'An archive of all files is not simulated here');
  }
  const self = addressOf(call, place);
  const { fields, withoutNulls } = readView(call, place.property.properties);
  const elements = elementsOf(object[place.name]);
  const page = cut(elements, readPage(query));
  const items = page.items.map((element): Json => {
    const href = `${self}/${elementId(element, place.property)}`;
    if (fields === null) return { rel: 'canonical', href };
    const rendered = renderElement(element, place.property, {
      ...call,
      self: href,
      expand: [],
      withoutNulls,
    });
    const shown = picked(rendered, fields);
    const replaces = tenant.settings.assumptions.fieldsParameter === 'replaces';
    const links = [{ rel: 'canonical', href }];
    return replaces ? { ...shown, links } : { rel: 'canonical', href, ...shown, links };
  });
  const links: Json[] = [{ rel: 'self', href: withQuery(self, query) }];
  if (page.next !== null) links.push({ rel: 'next', href: withQuery(self, query, page.next) });
  const body: JsonObject = { items, hasMore: page.next !== null, links };
  if (query.get('totalResults') === 'true') body.totalResults = elements.length;
  return jsonResponse(body);
}

/** GET of one element. */
export function answerElement(call: B2cCall, place: ListPlace, wanted: string): Response {
  const { element } = findElement(call, place, wanted);
  const self = `${addressOf(call, place)}/${wanted}`;
  const { fields, withoutNulls } = readView(call, place.property.properties);
  const rendered = renderElement(element, place.property, { ...call, self, expand: [], withoutNulls });
  const shown = fields === null ? rendered : picked(rendered, fields);
  return jsonResponse({
    ...shown,
    links: [
      { rel: 'self', href: self },
      { rel: 'canonical', href: self },
    ],
  });
}

/** POST of one element to a list: 201 and its address, as for an object. */
export async function answerAdd(call: B2cCall, kind: SavedKind, place: ListPlace): Promise<Response> {
  const { tenant } = call;
  const object = findObject(call, place.collection, place.id);
  const before = elementsOf(object[place.name]).map((each) => elementId(each, place.property));
  const body = { [place.name]: [readBody(call)] };
  const saved = updateObject(kind, tenant, object, body, { withoutRules: suppressesRules(call.headers) });
  await tenant.files.hashed();
  const added = elementsOf(saved[place.name]).find(
    (each) => !before.includes(elementId(each, place.property)),
  );
  // An element that took the slot of another one is not new; it is the one that the body names.
  const shown = added ?? elementsOf(saved[place.name]).at(-1) ?? {};
  const self = `${addressOf(call, place)}/${elementId(shown, place.property)}`;
  const rendered = renderElement(shown, place.property, { ...call, self, expand: [], withoutNulls: false });
  const links = [
    { rel: 'self', href: self },
    { rel: 'canonical', href: self },
  ];
  return jsonResponse({ ...rendered, links }, 201, { location: self });
}

/** PATCH of one element. */
export function answerUpdateElement(
  call: B2cCall,
  kind: SavedKind,
  place: ListPlace,
  wanted: string,
): Response {
  const { tenant } = call;
  const { object, element } = findElement(call, place, wanted);
  const body = readBody(call);
  const fixed = Object.keys(body).find((name) => place.property.fixed?.includes(name));
  if (fixed !== undefined) {
    throw new VendorProblem(
      tenant.settings.assumptions.codes.readOnlyProperty,
      `Property cannot be changed: ${fixed}`,
    );
  }
  const { properties } = place.property;
  const path = `${kind.name}/${place.name}`;
  const changes = readChanges(body, properties, path, valueSources(tenant), element);
  const changed = mergeValues(element, changes, properties, tenant.settings.assumptions.listsInPatch);
  const list = elementsOf(object[place.name]).map((each) => (each === element ? changed : each));
  const values = { ...object, [place.name]: list };
  kind.refuse(values, tenant, object.id);
  saveAgain(kind, tenant, object, values);
  return updated();
}

/** DELETE of one element. */
export function answerRemove(call: B2cCall, kind: SavedKind, place: ListPlace, wanted: string): Response {
  const { tenant } = call;
  const { object, element } = findElement(call, place, wanted);
  if (place.name === 'fileAttachments') tenant.files.remove(Number(element.id));
  const list = elementsOf(object[place.name]).filter((each) => each !== element);
  saveAgain(kind, tenant, object, { ...object, [place.name]: list });
  return deleted();
}

/** The element with that number, or 404. */
export function findElement(
  call: B2cCall,
  place: ListPlace,
  wanted: string,
): { object: StoredObject; element: JsonObject } {
  const object = findObject(call, place.collection, place.id);
  const element = elementsOf(object[place.name]).find((each) => elementId(each, place.property) === wanted);
  if (element !== undefined) return { object, element };
  throw new VendorProblem(
    call.tenant.settings.assumptions.codes.objectNotFound,
    `No such object: ${place.collection.name}/${place.id}/${place.name}/${wanted}`,
    404,
  );
}

/** An element is numbered by its slot where the list has slots (inferred), otherwise by a number of its own. */
function elementId(element: JsonObject, { slot }: ListProperty): string {
  const chosen = slot === undefined ? undefined : element[slot];
  const id = typeof chosen === 'object' && chosen !== null && 'id' in chosen ? chosen.id : element.id;
  return String(id);
}

function addressOf({ base }: B2cCall, { collection, id, name }: ListPlace): string {
  return `${base}/${collection.name}/${id}/${name}`;
}
