import { type Json, type JsonObject, jsonResponse } from '../json.ts';
import type { B2cCall } from './call.ts';
import type { ReadableCollection, StoredObject } from './collection.ts';
import { schemaLink } from './links.ts';
import { compareIds, idKey } from './object-id.ts';
import { cut, readPage, withQuery } from './page.ts';
import { VendorProblem } from './problem.ts';
import { idsMatching } from './query-results.ts';
import { readView, renderItem } from './select-fields.ts';

const SORTABLE = ['id', 'lookupName', 'createdTime', 'updatedTime'] as const;

/** GET of a collection: a page of summaries, filtered by a query in `q`, sorted by `orderBy`, with `fields` if asked for. */
export function answerList(call: B2cCall, collection: ReadableCollection): Response {
  const { query } = call;
  const page = readPage(query);
  const view = readView(call, collection.properties);
  const condition = query.get('q');
  const all = collection.all();
  const ids = condition === null ? null : idsMatching(condition, collection, call.tenant);
  const found = sorted(ids === null ? all : all.filter(({ id }) => ids.has(idKey(id))), query.get('orderBy'));
  const { items, next } = cut(found, page);
  const body: JsonObject = {
    items: items.map((each) => renderItem(each, collection, call, view)),
    hasMore: next !== null,
    links: pageLinks(call, collection, next),
  };
  if (query.get('totalResults') === 'true') body.totalResults = found.length;
  return jsonResponse(body);
}

function pageLinks(call: B2cCall, collection: ReadableCollection, next: number | null): Json[] {
  const canonical = `${call.base}/${collection.name}`;
  const links: Json[] = [
    { rel: 'self', href: withQuery(canonical, call.query) },
    { rel: 'canonical', href: canonical },
    schemaLink(call, collection.name),
  ];
  if (next !== null) links.push({ rel: 'next', href: withQuery(canonical, call.query, next) });
  return links;
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
    result.sort((a, b) => sign * (key === 'id' ? compareIds(a.id, b.id) : compare(a[key], b[key])));
  }
  return result;
}

function compare(a: string | null, b: string | null): number {
  const [left, right] = [a ?? '', b ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
