import type { Json, JsonObject } from '../json.ts';
import { foundingRows } from './founding-rows.ts';
import { createIds, type Ids } from './ids.ts';
import { TYPE_NAMES, type TypeName } from './resource-types.ts';

/** A value of an attribute; whole numbers of 64 bits are BigInts. */
export type Value = string | bigint | boolean | null;

/** The values of a row by attribute; what is absent is null. */
export type Values = ReadonlyMap<string, Value>;

/** One stored row. */
export interface Row {
  type: TypeName;
  id: bigint;
  /** Raised by each change; the ETag is made of it. */
  version: number;
  /** The row it stands below. */
  parent: Row | null;
  values: Values;
}

/** Everything that is stored. */
export interface Rows {
  ids: Ids;
  /** Rows of a kind, the oldest first; with `parent`, those below it. */
  list(type: TypeName, parent?: Row): Row[];
  add(row: Omit<Row, 'version'>): Row;
  update(row: Row, values: Values): void;
  /** Takes a row away with all that is below it. */
  remove(row: Row): void;
  /** Everything by kind, numbers as text. */
  records(): JsonObject;
  reset(): void;
}

/** A store that begins with what every tenant holds. */
export function createRows(): Rows {
  let rows: Row[] = [];
  const ids = createIds();

  function begin(): void {
    ids.reset();
    rows = foundingRows(ids).map((row) => ({ ...row, version: 1 }));
  }

  function isBelow(row: Row, other: Row): boolean {
    return row.parent !== null && (row.parent === other || isBelow(row.parent, other));
  }

  begin();
  return {
    ids,
    list: (type, parent) =>
      rows.filter((row) => row.type === type && (parent === undefined || row.parent === parent)),
    add(row) {
      const added = { ...row, version: 1 };
      rows.push(added);
      return added;
    },
    update(row, values) {
      row.values = values;
      row.version += 1;
    },
    remove(row) {
      rows = rows.filter((each) => each !== row && !isBelow(each, row));
    },
    records: () =>
      Object.fromEntries(
        TYPE_NAMES.map((type) => [
          type,
          rows.filter((row) => row.type === type).map(({ values }) => recordOf(values)),
        ]),
      ),
    reset: begin,
  };
}

function recordOf(values: Values): JsonObject {
  return Object.fromEntries(
    [...values].map(([name, value]): [string, Json] => [
      name,
      typeof value === 'bigint' ? String(value) : value,
    ]),
  );
}
