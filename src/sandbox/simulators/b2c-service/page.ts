import { VendorProblem } from './problem.ts';

/** Which part of a list a call asks for. */
export interface Page {
  limit: number;
  offset: number;
}

const LONGEST_PAGE = 20_000;

/** The parameters `limit` and `offset`. Asking for more than the longest page gives the longest page (inferred). */
export function readPage(query: URLSearchParams, defaultLimit = 1_000): Page {
  return {
    limit: Math.min(readNumber(query, 'limit', defaultLimit), LONGEST_PAGE),
    offset: readNumber(query, 'offset', 0),
  };
}

/** The items of a page, and the offset of the next one or null. */
export function cut<T>(items: readonly T[], { limit, offset }: Page): { items: T[]; next: number | null } {
  const end = offset + limit;
  return { items: items.slice(offset, end), next: items.length > end ? end : null };
}

/** An address with a query, if there is one; `offset` takes the place of the query's own. */
export function withQuery(address: string, query: URLSearchParams, offset?: number): string {
  const changed = new URLSearchParams(query);
  if (offset !== undefined) changed.set('offset', String(offset));
  return changed.size === 0 ? address : `${address}?${changed}`;
}

function readNumber(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  if (!/^[0-9]{1,9}$/.test(text)) throw new VendorProblem('OSC-CREST-00007', `Invalid ${name}: ${text}`);
  return Number(text);
}
