import { isJsonObject } from '../../json.ts';
import type { ReadableCollection, StoredObject } from '../collection.ts';
import { compareIds } from '../object-id.ts';
import { type BoundCondition, bindCondition } from './bind-condition.ts';
import { type Column, columnsOf, findColumn, type Row } from './columns.ts';
import { order } from './compare.ts';
import type { Select } from './syntax.ts';

/** What a statement found, as the API writes it: every cell is text or null. */
export interface Table {
  tableName: string;
  count: number;
  columnNames: string[];
  rows: (string | null)[][];
}

/** What the outcome of a query depends on besides the data. */
export interface RunOptions {
  /** Rows beyond this are silently cut off. */
  maxRows: number;
  caseSensitive: boolean;
  booleanCells: 'digits' | 'words';
}

/** Runs a query for rows on the collection it names. */
export function runSelect(select: Select, collection: ReadableCollection, options: RunOptions): Table {
  const { properties } = collection;
  const { caseSensitive, booleanCells } = options;
  const selected = selectedColumns(select, collection);
  const where = select.where === null ? null : bindCondition(select.where, properties, caseSensitive);
  const sorting = select.orderBy.map(({ path, descending }) => ({
    column: findColumn(properties, path),
    descending,
  }));
  const mentioned = [
    ...selected.map(({ column }) => column),
    ...sorting.map(({ column }) => column),
    ...(where?.columns ?? []),
  ];
  const lists = [...new Set(mentioned.map(({ list }) => list))].filter((list) => list !== null);
  const rows = candidates(collection, where)
    .flatMap((object) => rowsOf(object, lists))
    .filter((row) => where === null || where.truthOf(row) === true);
  for (const { column, descending } of sorting.toReversed()) {
    rows.sort((a, b) => (descending ? -1 : 1) * byColumn(column, a, b, caseSensitive));
  }
  const end = Math.min(select.limit ?? options.maxRows, options.maxRows) + select.offset;
  const cells = rows
    .slice(select.offset, end)
    .map((row) => selected.map(({ column }) => cell(column.valueIn(row), booleanCells)));
  return {
    tableName: collection.name,
    count: cells.length,
    columnNames: selected.map(({ column, alias }) => alias ?? column.name),
    rows: cells,
  };
}

function selectedColumns(
  select: Select,
  { properties }: ReadableCollection,
): { column: Column; alias: string | null }[] {
  if (select.columns === '*') {
    const plain = columnsOf(properties).filter((column) => column.plain);
    return plain.map((column) => ({ column, alias: null }));
  }
  return select.columns.map(({ path, alias }) => ({ column: findColumn(properties, path), alias }));
}

/** All objects, or only those that an index names where the condition pins an indexed column to a value. */
function candidates(collection: ReadableCollection, where: BoundCondition | null): StoredObject[] {
  for (const { column, values } of where?.equalities ?? []) {
    const found = values.flatMap((value) => {
      if (value === null) return [];
      return collection.holding(column.path, column.type === 'number' ? asNumber(value) : value) ?? [null];
    });
    const objects = found.filter((object) => object !== null);
    if (objects.length === found.length) return [...new Set(objects)].sort((a, b) => compareIds(a.id, b.id));
  }
  return collection.all();
}

/** A number in its usual spelling; one too large to be exact stays text. */
function asNumber(value: string | number): string | number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** One row for each combination of the items of the lists; an empty list still leaves the object a row. */
function rowsOf(object: StoredObject, lists: readonly string[]): Row[] {
  let rows: Row[] = [{ object, items: {} }];
  for (const list of lists) {
    const stored = object[list];
    const items = Array.isArray(stored) ? stored.filter(isJsonObject) : [];
    if (items.length === 0) continue;
    rows = rows.flatMap((row) => items.map((item) => ({ object, items: { ...row.items, [list]: item } })));
  }
  return rows;
}

/** Rows without a value come first. */
function byColumn(column: Column, a: Row, b: Row, caseSensitive: boolean): number {
  const [left, right] = [column.valueIn(a), column.valueIn(b)];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return order(left, right, { type: column.type, caseSensitive }) ?? 0;
}

function cell(value: string | number | boolean | null, booleanCells: 'digits' | 'words'): string | null {
  if (value === null) return null;
  return typeof value === 'boolean' && booleanCells === 'digits' ? String(Number(value)) : String(value);
}
