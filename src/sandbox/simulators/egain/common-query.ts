import type { Assumptions } from './assumptions.ts';
import type { StoredCustomer } from './customers.ts';
import { attributesOf, textAt, valuesOf } from './members-of.ts';
import { invalid } from './problem.ts';
import { customerNameOf } from './show-customer.ts';

/** Which part of the hits is asked for. */
export interface Paging {
  kind: 'page' | 'range';
  /** How many hits come before the part. */
  skip: number;
  size: number;
  /** The number of the page, or where the range starts, as the caller counts. */
  number: number;
}

const PAGING = ['$pagenum', '$pagesize'];
const RANGE = ['$rangestart', '$rangesize'];
const LARGEST = 75;
const DEFAULT_SIZE = 25;
const SORT_KEYS = ['id', 'type', 'customerName'];
const ATTRIBUTES = [
  'all',
  'level',
  'preferredAgent',
  'role',
  'pin',
  'howReferred',
  'created',
  'createdBy',
  'industry',
  'marketSegment',
  'entitlements',
];

/** Refuses parameters that begin with `$` and that the call does not know, and any that comes twice. */
export function checkCommonNames(query: URLSearchParams, allowed: readonly string[]): void {
  const names = [...query.keys()];
  if (new Set(names).size < names.length) throw invalid('A query parameter is there twice');
  if (names.some((name) => name.startsWith('$') && !allowed.includes(name))) {
    throw invalid('Unsupported query parameter');
  }
}

/** The parameters of a search that choose among its hits. */
export const PAGING_NAMES = [...PAGING, ...RANGE];

/** A page or a range; both at once is refused, and so is what is no number of 1 to 75 customers. */
export function readPaging(query: URLSearchParams, { rangeFrom }: Assumptions): Paging {
  const isPage = PAGING.some((name) => query.has(name));
  const isRange = RANGE.some((name) => query.has(name));
  if (isPage && isRange) throw invalid('Pages and ranges cannot be mixed');
  if (isRange) {
    const number = readNumber(query, '$rangestart', rangeFrom, rangeFrom, Number.MAX_SAFE_INTEGER);
    const size = readNumber(query, '$rangesize', DEFAULT_SIZE, 1, LARGEST);
    return { kind: 'range', skip: number - rangeFrom, size, number };
  }
  const number = readNumber(query, '$pagenum', 1, 1, 1_000_000_000);
  const size = readNumber(query, '$pagesize', DEFAULT_SIZE, 1, LARGEST);
  return { kind: 'page', skip: (number - 1) * size, size, number };
}

/** Whether the number of all hits is asked for. */
export function readCount(query: URLSearchParams): boolean {
  const count = query.get('$count') ?? 'no';
  if (count !== 'yes' && count !== 'no') throw invalid('$count must be yes or no');
  return count === 'yes';
}

/** The order that is asked for; without one, that of the ids. */
export function readOrder(query: URLSearchParams): (a: StoredCustomer, b: StoredCustomer) => number {
  const key = query.get('$sort');
  const order = query.get('$order') ?? 'asc';
  if (key === null && query.has('$order')) throw invalid('$order needs $sort');
  if (order !== 'asc' && order !== 'desc') throw invalid('$order must be asc or desc');
  if (key !== null && !SORT_KEYS.includes(key) && !/^custom\../.test(key)) throw invalid('Unsupported $sort');
  const sign = order === 'asc' ? 1 : -1;
  return (a, b) => {
    const byKey = compare(sortValue(a, key ?? 'id'), sortValue(b, key ?? 'id'));
    return sign * (byKey || Number(a.id) - Number(b.id));
  };
}

/** The attributes that are asked for besides those of the summary. */
export function readAttributes(query: URLSearchParams): ReadonlySet<string> {
  const names = (query.get('$attribute') ?? '').split(',').filter((name) => name !== '');
  if (query.has('$attribute') && names.length === 0) throw invalid('$attribute has no value');
  if (names.some((name) => !ATTRIBUTES.includes(name) && !/^custom\../.test(name))) {
    throw invalid('Unsupported $attribute');
  }
  return new Set(names);
}

function readNumber(
  query: URLSearchParams,
  name: string,
  byDefault: number,
  min: number,
  max: number,
): number {
  const text = query.get(name);
  if (text === null) return byDefault;
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= min && number <= max)) throw invalid(`${name} must be a number from ${min} to ${max}`);
  return number;
}

function sortValue(customer: StoredCustomer, key: string): string | number {
  if (key === 'id') return Number(customer.id);
  if (key === 'type') return textAt(customer.fields, 'type.value') ?? '';
  if (key === 'customerName') return customerNameOf(customer.fields);
  const attribute = attributesOf(customer.fields).find(
    (each) => textAt(each, 'attribName') === key.slice('custom.'.length),
  );
  return attribute === undefined ? '' : (valuesOf(attribute)[0] ?? '');
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
