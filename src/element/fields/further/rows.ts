import type { Place, Value } from '../../../form/form-state.ts';
import { askedFields } from '../../../model/condition.ts';
import type { FieldDefinition, Row } from '../../../model/definition.ts';

/** The rows that a repeater holds; none when nothing has been entered yet. */
export const rowsIn = (answer: unknown): readonly Row[] =>
  Array.isArray(answer) && answer.every((row) => typeof row === 'object') ? answer : [];

/** The places in a repeater's rows. The first row may be on screen before anything is in it. */
export function placesInRows(repeater: FieldDefinition, value: Value | undefined): Place[] {
  if (repeater.kind !== 'repeater') return [];
  const { key, fields } = repeater;
  const entered = rowsIn(value);
  const rows = entered.length ? entered : [{}];
  return rows.flatMap((row, index) =>
    fields.map((field) => ({
      path: pathIn(key, index, field),
      field,
      value: row?.[field.key],
      key,
      row: index + 1,
      put: (answer) =>
        rows.map((each, at) => (at === index ? { ...each, [field.key]: answer as Row[string] } : each)),
    })),
  );
}

/** The questions of one row that show at the moment. */
export function askedIn(
  repeater: FieldDefinition,
  value: unknown,
  index: number,
): Pick<Place, 'path' | 'field'>[] {
  if (repeater.kind !== 'repeater') return [];
  const asked = askedFields(repeater.fields, rowsIn(value)[index] ?? {});
  return asked.map((field) => ({ path: pathIn(repeater.key, index, field), field }));
}

/** An answer within a repeater is named by its row: `employers.0.city` is the city of the first. */
const pathIn = (key: string, index: number, field: FieldDefinition) => `${key}.${index}.${field.key}`;
