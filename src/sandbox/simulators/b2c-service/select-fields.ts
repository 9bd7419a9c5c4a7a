import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { B2cCall } from './call.ts';
import type { ReadableCollection, StoredObject } from './collection.ts';
import { VendorProblem } from './problem.ts';
import { type Properties, propertyOf } from './properties.ts';
import { type RenderOptions, renderObject, renderSummary } from './render-object.ts';

/** What a call asks to see of an object, by the parameters `expand` and `fields` and the header `prefer`. */
export interface View extends RenderOptions {
  /** Paths such as `name.first`; null for everything that is shown without being asked for. */
  fields: readonly string[] | null;
}

/** The view that a call asks for, or the problem of an unknown name. */
export function readView({ query, headers }: B2cCall, properties: Properties): View {
  const expand = namesIn(query.get('expand'));
  const fields = query.has('fields') ? namesIn(query.get('fields')) : null;
  for (const name of expand) {
    if (propertyOf(properties, name)?.kind !== 'list') {
      throw new VendorProblem('OSC-CREST-00007', `Cannot expand: ${name}`);
    }
  }
  for (const field of fields ?? []) {
    if (!exists(field.split('.'), properties)) {
      throw new VendorProblem('OSC-CREST-00007', `Invalid field: ${field}`);
    }
  }
  const preferences = (headers.get('prefer') ?? '').toLowerCase().split(/[\s,;]+/);
  // Whoever names a member of a list's elements wants to see the elements (inferred).
  const inside = (fields ?? [])
    .filter((field) => field.includes('.'))
    .map((field) => field.split('.')[0] ?? '');
  return {
    expand: [...expand, ...inside],
    fields,
    withoutNulls: preferences.includes('exclude-null-properties'),
  };
}

/** An object as the view has it, all of it unless fields are named. */
export function renderView(
  object: StoredObject,
  collection: ReadableCollection,
  call: B2cCall,
  view: View,
): JsonObject {
  const all = renderObject(object, collection, call, view);
  if (view.fields === null) return all;
  return { ...summaryOf(all, call), ...picked(all, view.fields), links: all.links ?? [] };
}

/** An object as a collection lists it: a summary, and what fields are named. */
export function renderItem(
  object: StoredObject,
  collection: ReadableCollection,
  call: B2cCall,
  view: View,
): JsonObject {
  const summary = renderSummary(object, collection, call);
  if (view.fields === null) return summary;
  const all = renderObject(object, collection, call, view);
  return { ...summaryOf(summary, call), ...picked(all, view.fields), links: summary.links ?? [] };
}

/** Only the named members of a rendered object, with those above them. */
export function picked(rendered: JsonObject, fields: readonly string[]): JsonObject {
  const result: JsonObject = {};
  for (const field of fields) pick(rendered, field.split('.'), result);
  return result;
}

function summaryOf(
  { id, lookupName, createdTime, updatedTime }: JsonObject,
  { tenant }: B2cCall,
): JsonObject {
  if (tenant.settings.assumptions.fieldsParameter === 'replaces') return {};
  const summary = { id, lookupName, createdTime, updatedTime };
  return Object.fromEntries(
    Object.entries(summary).filter((pair): pair is [string, Json] => pair[1] !== undefined),
  );
}

function pick(from: JsonObject, [name = '', ...rest]: readonly string[], into: JsonObject): void {
  const value = from[name];
  if (value === undefined) return;
  const inside = into[name];
  if (rest.length === 0 || !isJsonObject(value)) {
    into[name] = value;
  } else if (Array.isArray(value.items)) {
    const known = isJsonObject(inside) && Array.isArray(inside.items) ? inside.items : [];
    const items = value.items.map((item, index) => {
      const part = known[index];
      const element: JsonObject = isJsonObject(part) ? part : {};
      if (isJsonObject(item)) pick(item, rest, element);
      return element;
    });
    into[name] = { ...value, items };
  } else {
    const part: JsonObject = isJsonObject(inside) ? inside : {};
    pick(value, rest, part);
    into[name] = part;
  }
}

function exists([name = '', ...rest]: readonly string[], properties: Properties): boolean {
  const property = propertyOf(properties, name);
  if (property === undefined || rest.length === 0) return property !== undefined;
  if (property.kind === 'object' || property.kind === 'list') return exists(rest, property.properties);
  const [last] = rest;
  return (
    rest.length === 1 && 'menu province'.includes(property.kind) && (last === 'id' || last === 'lookupName')
  );
}

function namesIn(list: string | null): string[] {
  return (list ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
}
