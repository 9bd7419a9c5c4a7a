import {
  type Answers,
  type FieldDefinition,
  type FormDefinition,
  fieldsOf,
  type Row,
} from '../model/definition.ts';

/** What may be kept on a device of what was entered: nothing that is marked sensitive, in a repeater's rows either. */
export function withoutSecrets(values: Answers, definition: FormDefinition): Answers {
  const fields = new Map(fieldsOf(definition).map((field) => [field.key, field]));
  const kept = Object.entries(values).flatMap(([key, value]) => {
    const field = fields.get(key);
    if (!field || field.sensitive) return [];
    return [
      [key, field.kind === 'repeater' ? rowsWithout(field.fields, value as readonly Row[]) : value] as const,
    ];
  });
  return Object.fromEntries(kept);
}

function rowsWithout(fields: readonly FieldDefinition[], rows: readonly Row[]): Row[] {
  const secret = new Set(fields.filter(({ sensitive }) => sensitive).map(({ key }) => key));
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => !secret.has(key))));
}
