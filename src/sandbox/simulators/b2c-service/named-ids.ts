import { type Json, type JsonObject, jsonResponse } from '../json.ts';
import type { B2cCall } from './call.ts';
import type { ReadableCollection } from './collection.ts';
import { type MenuValue, shownValue } from './menus.ts';
import { cut, readPage, withQuery } from './page.ts';
import { VendorProblem } from './problem.ts';
import { type Properties, propertyOf } from './properties.ts';
import { HIERARCHICAL_MENUS } from './tenant-menus.ts';

/**
 * GET below `namedIDs`: the resources that have menus, the menu fields of one, the values of a menu, or one value.
 * Whether a path leads to a menu or to more fields is read off the properties of the resource.
 */
export function answerNamedIds(call: B2cCall, path: readonly string[]): Response {
  const { tenant } = call;
  const address = [call.base, 'namedIDs', ...path].join('/');
  const [resource, ...fields] = path;
  const collections = [tenant.contacts, tenant.incidents];
  if (resource === undefined) return jsonResponse(listResources(collections, address));
  let properties: Properties | null = collections.find(({ name }) => name === resource)?.properties ?? null;
  const remaining = [...fields];
  const walked = [resource];
  while (properties !== null) {
    const field = remaining.shift();
    if (field === undefined) return jsonResponse(listFields(menuFields(properties), address, call));
    walked.push(field);
    const property = propertyOf(properties, field);
    if (property?.kind === 'menu') {
      const values = tenant.menu(walked.join('/')) ?? [];
      const [id, ...more] = remaining;
      if (id === undefined) return answerValues(values, address, call);
      if (more.length > 0) break;
      return jsonResponse(oneValue(values, id, path));
    }
    properties = property?.kind === 'object' || property?.kind === 'list' ? property.properties : null;
    if (properties !== null && menuFields(properties).length === 0) properties = null;
  }
  throw notFound(['namedIDs', ...path]);
}

/**
 * GET below `namedIDHierarchies`: the same for menus whose values stand below one another, and of one value also
 * those above it (`…/{id}/parents`).
 */
export function answerHierarchies(call: B2cCall, path: readonly string[]): Response {
  const whole = ['namedIDHierarchies', ...path];
  const address = [call.base, ...whole].join('/');
  const menu = HIERARCHICAL_MENUS.find((each) => `${path.join('/')}/`.startsWith(`${each}/`));
  if (menu === undefined) {
    const prefix = path.length === 0 ? '' : `${path.join('/')}/`;
    const below = HIERARCHICAL_MENUS.filter((each) => each.startsWith(prefix));
    const names = [...new Set(below.map((each) => each.slice(prefix.length).split('/')[0] ?? ''))];
    if (names.length === 0) throw notFound(whole);
    if (path.length > 0) return jsonResponse(listFields(names, address, call));
    return jsonResponse(
      listResources(
        names.map((name) => ({ name })),
        address,
      ),
    );
  }
  const values = call.tenant.menu(menu) ?? [];
  const [id, part, ...more] = path.slice(menu.split('/').length);
  if (id === undefined) return answerValues(values, address, call);
  if (part === undefined) return jsonResponse(oneValue(values, id, whole));
  if (part !== 'parents' || more.length > 0) throw notFound(whole);
  return answerValues(parentsOf(id, values), address, call);
}

/** From the top down. */
function parentsOf(id: string, values: readonly MenuValue[]): MenuValue[] {
  const parents: MenuValue[] = [];
  let value = values.find((each) => String(each.id) === id);
  while (value?.parent !== undefined && parents.length < values.length) {
    const above: number = value.parent;
    value = values.find((each) => each.id === above);
    if (value !== undefined) parents.unshift(value);
  }
  return parents;
}

function listResources(resources: readonly Pick<ReadableCollection, 'name'>[], address: string): JsonObject {
  const items = resources.map(({ name }) => ({ name, links: canonical(`${address}/${name}`) }));
  return { items, links: [{ rel: 'self', href: address }] };
}

/** An object keyed by field; some sites answer with a list of names instead. */
function listFields(names: readonly string[], address: string, { tenant }: B2cCall): JsonObject {
  if (tenant.settings.assumptions.namedIdFields === 'items') {
    return listResources(
      names.map((name) => ({ name })),
      address,
    );
  }
  return Object.fromEntries(names.map((name) => [name, { links: canonical(`${address}/${name}`) }]));
}

function answerValues(values: readonly MenuValue[], address: string, call: B2cCall): Response {
  const { query, tenant } = call;
  const page = cut(values, readPage(query, tenant.settings.assumptions.menuPage));
  const links: Json[] = [{ rel: 'self', href: withQuery(address, query) }];
  if (page.next !== null) links.push({ rel: 'next', href: withQuery(address, query, page.next) });
  return jsonResponse({ items: page.items.map(shownValue), hasMore: page.next !== null, links });
}

function oneValue(values: readonly MenuValue[], id: string, path: readonly string[]): JsonObject {
  const value = values.find((each) => String(each.id) === id);
  if (value === undefined) throw notFound(path);
  return shownValue(value);
}

/** Names of the properties that are menus or have menus below them. */
function menuFields(properties: Properties): string[] {
  return Object.entries(properties)
    .filter(([, property]) => {
      if (property.kind === 'menu') return true;
      const hasParts = property.kind === 'object' || property.kind === 'list';
      return hasParts && menuFields(property.properties).length > 0;
    })
    .map(([name]) => name);
}

function canonical(href: string): Json[] {
  return [{ rel: 'canonical', href }];
}

function notFound(path: readonly string[]): VendorProblem {
  return new VendorProblem('OSC-CREST-00013', `Unrecognized resource: ${path.join('/')}`, 404);
}
