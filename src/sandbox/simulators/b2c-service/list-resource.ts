import { type Json, type JsonObject, jsonResponse } from '../json.ts';
import type { B2cCall } from './call.ts';
import type { Collection, StoredObject } from './collection.ts';
import { schemaLink } from './links.ts';
import { VendorProblem } from './problem.ts';
import { idsMatching } from './query-results.ts';
import { renderSummary } from './render-object.ts';

const DEFAULT_PAGE = 1_000;
const LONGEST_PAGE = 20_000;
const SORTABLE = ['id', 'lookupName', 'createdTime', 'updatedTime'] as const;

/** GET of a collection: a page of summaries, filtered by a query in `q`, sorted by `orderBy`. */
export function answerList(call: B2cCall, collection: Collection): Response {
  const { query, tenant } = call;
  // Asking for more than the longest page gives the longest page (inferred).
  const limit = Math.min(readNumber(query, 'limit', DEFAULT_PAGE), LONGEST_PAGE);
  const offset = readNumber(query, 'offset', 0);
  const condition = query.get('q');
  const all = collection.all();
  const ids = condition === null ? null : idsMatching(condition, collection, tenant);
  const found = sorted(ids === null ? all : all.filter(({ id }) => ids.has(id)), query.get('orderBy'));
  const hasMore = found.length > offset + limit;
  const body: JsonObject = {
    items: found.slice(offset, offset + limit).map((each) => renderSummary(each, collection, call)),
    hasMore,
    links: pageLinks(call, collection, hasMore ? offset + limit : null),
  };
  if (query.get('totalResults') === 'true') body.totalResults = found.length;
  return jsonResponse(body);
}

function pageLinks(call: B2cCall, collection: Collection, nextOffset: number | null): Json[] {
  const canonical = `${call.base}/${collection.name}`;
  const links: Json[] = [
    { rel: 'self', href: withQuery(canonical, call.query) },
    { rel: 'canonical', href: canonical },
    schemaLink(call, collection.name),
  ];
  if (nextOffset !== null) {
    const query = new URLSearchParams(call.query);
    query.set('offset', String(nextOffset));
    links.push({ rel: 'next', href: withQuery(canonical, query) });
  }
  return links;
}

function withQuery(address: string, query: URLSearchParams): string {
  return query.size === 0 ? address : `${address}?${query}`;
}

/** `orderBy=updatedTime:desc`, several separated by commas. */
function sorted(objects: StoredObject[], orderBy: string | null): StoredObject[] {
  const result = [...objects];
  for (const part of (orderBy ?? '')
    .split(',')
    .filter((each) => each !== '')
    .reverse()) {
    const [name = '', direction = 'asc'] = part.split(':');
    const key = SORTABLE.find((each) => each === name);
    if (key === undefined || !['asc', 'desc'].includes(direction)) {
      throw new VendorProblem('OSC-CREST-00007', `Invalid orderBy: ${part}`);
    }
    const sign = direction === 'desc' ? -1 : 1;
    result.sort((a, b) => sign * compare(a[key], b[key]));
  }
  return result;
}

function compare(a: string | number | null, b: string | number | null): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a ?? ''), String(b ?? '')];
  return left < right ? -1 : left > right ? 1 : 0;
}

function readNumber(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  if (!/^[0-9]{1,9}$/.test(text)) throw new VendorProblem('OSC-CREST-00007', `Invalid ${name}: ${text}`);
  return Number(text);
}
