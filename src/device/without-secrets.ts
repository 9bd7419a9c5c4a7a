import {
  type Answers,
  type FieldDefinition,
  type FormDefinition,
  fieldsOf,
  type Row,
} from '../model/definition.ts';

/** What may be kept on a device of what was entered: nothing that is marked sensitive, in a repeater's rows either. */
export const withoutSecrets = (values: Answers, definition: FormDefinition): Answers =>
  harmless(fieldsOf(definition), values);

function harmless<T extends Answers>(fields: readonly FieldDefinition[], values: T): T {
  const kept = fields.filter(({ key, sensitive }) => !sensitive && Object.hasOwn(values, key));
  const entries = kept.map((field) => {
    const value = values[field.key];
    const rows = field.kind === 'repeater' && (value as readonly Row[]);
    return [field.key, rows ? rows.map((row) => harmless(field.fields, row)) : value];
  });
  return Object.fromEntries(entries);
}
