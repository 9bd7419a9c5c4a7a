import type { TypeName } from './resource-types.ts';
import type { Row, Rows, Value, Values } from './rows.ts';

/** The oldest row that has the same values of all attributes of a key; null where the key is empty or a value is absent. */
export function rowWithKey(
  wanted: { type: TypeName; key: readonly string[]; values: Values; ignoresCase: boolean },
  rows: Rows,
): Row | null {
  const { type, key, values, ignoresCase } = wanted;
  const folded = (value: Value) => (ignoresCase && typeof value === 'string' ? value.toLowerCase() : value);
  const parts = key.map((name) => ({ name, value: folded(values.get(name) ?? null) }));
  if (parts.length === 0 || parts.some(({ value }) => value === null)) return null;
  const isSame = (row: Row) =>
    parts.every(({ name, value }) => folded(row.values.get(name) ?? null) === value);
  return rows.list(type).find(isSame) ?? null;
}
