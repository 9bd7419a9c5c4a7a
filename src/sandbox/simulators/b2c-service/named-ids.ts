import { type Json, type JsonObject, jsonResponse } from '../json.ts';
import type { B2cCall } from './call.ts';
import type { Collection } from './collection.ts';
import type { MenuValue } from './menus.ts';
import { VendorProblem } from './problem.ts';
import { type Properties, propertyOf } from './properties.ts';

/**
 * GET below `namedIDs`: the resources that have menus, the menu fields of one, the values of a menu, or one value.
 * Whether a path leads to a menu or to more fields is read off the properties of the resource.
 */
export function answerNamedIds(call: B2cCall, path: readonly string[]): Response {
  const { tenant } = call;
  const address = [call.base, 'namedIDs', ...path].join('/');
  const [resource, ...fields] = path;
  if (resource === undefined) return jsonResponse(listResources(call, address));
  const collection = collectionsOf(call).find(({ name }) => name === resource);
  let properties: Properties | null = collection?.properties ?? null;
  const remaining = [...fields];
  const walked = [resource];
  while (properties !== null) {
    const field = remaining.shift();
    if (field === undefined) return jsonResponse(listFields(properties, address));
    walked.push(field);
    const property = propertyOf(properties, field);
    if (property?.kind === 'menu') {
      return answerValues(tenant.menus.values(walked.join('/')) ?? [], remaining, address, path);
    }
    properties = property?.kind === 'object' || property?.kind === 'list' ? property.properties : null;
    if (properties !== null && !hasMenu(properties)) properties = null;
  }
  throw notFound(path);
}

function collectionsOf({ tenant }: B2cCall): Collection[] {
  return [tenant.contacts, tenant.incidents];
}

function listResources(call: B2cCall, address: string): JsonObject {
  const items = collectionsOf(call).map(({ name }) => ({ name, links: canonical(`${address}/${name}`) }));
  return { items, links: [{ rel: 'self', href: address }] };
}

/** An object keyed by field. (Some sites answer with a list of names instead.) */
function listFields(properties: Properties, address: string): JsonObject {
  const fields = Object.entries(properties).filter(([name]) => hasMenu({ [name]: properties[name] }));
  return Object.fromEntries(fields.map(([name]) => [name, { links: canonical(`${address}/${name}`) }]));
}

function answerValues(
  values: readonly MenuValue[],
  rest: readonly string[],
  address: string,
  path: readonly string[],
): Response {
  const [id, ...more] = rest;
  if (id === undefined) {
    const items = values.map(({ id, lookupName }) => ({ id, lookupName }));
    return jsonResponse({ items, hasMore: false, links: [{ rel: 'self', href: address }] });
  }
  const value = values.find((each) => String(each.id) === id);
  if (value === undefined || more.length > 0) throw notFound(path);
  return jsonResponse({ id: value.id, lookupName: value.lookupName });
}

function hasMenu(properties: Readonly<Record<string, Properties[string] | undefined>>): boolean {
  return Object.values(properties).some(
    (property) =>
      property?.kind === 'menu' ||
      ((property?.kind === 'object' || property?.kind === 'list') && hasMenu(property.properties)),
  );
}

function canonical(href: string): Json[] {
  return [{ rel: 'canonical', href }];
}

function notFound(path: readonly string[]): VendorProblem {
  return new VendorProblem('OSC-CREST-00013', `Unrecognized resource: namedIDs/${path.join('/')}`, 404);
}
