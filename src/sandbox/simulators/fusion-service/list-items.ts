import { type ExactJsonObject, exactJsonResponse } from '../exact-json.ts';
import type { Attributes } from './attribute.ts';
import { comparable } from './comparable.ts';
import { refusal } from './problem.ts';
import { readFilter } from './read-filter.ts';
import type { Value, Values } from './rows.ts';
import { isTrue, listOf } from './view.ts';
import type { Visit } from './visit.ts';

/** Something that a collection can list. */
export interface Item {
  values: Values;
  show(): ExactJsonObject;
}

/** A page of a collection: filtered by `q`, in the order of `orderBy`, cut by `limit` and `offset`. */
export function listItems(items: readonly Item[], attributes: Attributes, visit: Visit): Response {
  const { call, base, settings } = visit;
  const { defaultLimit, maxLimit } = settings.assumptions;
  const limit = Math.min(readCount(call.query, 'limit', 1) ?? defaultLimit, maxLimit);
  const offset = readCount(call.query, 'offset', 0) ?? 0;
  const isWanted = readFilter(call.query.get('q'), attributes, visit);
  const inOrder = readOrder(call.query.get('orderBy'), attributes);
  const found = items.filter(({ values }) => isWanted(values)).sort(inOrder);
  const page = found.slice(offset, offset + limit);
  const [, path = ''] = /^\/crmRestApi\/resources\/[^/]+(.*)$/.exec(call.path) ?? [];
  const self = { rel: 'self', href: base + path, name: path.split('/').pop() ?? '', kind: 'collection' };
  return exactJsonResponse({
    items: page.map((each) => each.show()),
    ...(isTrue(call.query.get('totalResults')) ? { totalResults: found.length } : {}),
    count: page.length,
    hasMore: offset + page.length < found.length,
    limit,
    offset,
    links: [self],
  });
}

function readCount(query: URLSearchParams, name: string, least: number): number | null {
  const text = query.get(name);
  if (text === null) return null;
  if (!/^[0-9]{1,9}$/.test(text) || Number(text) < least) {
    throw refusal('query', `${name} must be a whole number from ${least}`);
  }
  return Number(text);
}

function readOrder(text: string | null, attributes: Attributes): (a: Item, b: Item) => number {
  const terms = listOf(text).map((term) => {
    const [, name = '', direction = 'asc'] = /^([A-Za-z0-9_]+)(?::(asc|desc))?$/i.exec(term) ?? [];
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (attribute === undefined) throw refusal('query', 'orderBy must be attributes with :asc or :desc');
    return { name, attribute, sign: direction.toLowerCase() === 'desc' ? -1 : 1 };
  });
  return (a, b) => {
    for (const { name, attribute, sign } of terms) {
      const [left, right] = [a, b].map(({ values }) => comparable(values.get(name) ?? null, attribute));
      const order = compared(left ?? null, right ?? null);
      if (order !== 0) return order * sign;
    }
    return 0;
  };
}

/** What is null comes last. */
function compared(a: Value | number, b: Value | number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
