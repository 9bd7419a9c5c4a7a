import type { Answer, Answers, FieldDefinition, Row } from '../model/definition.ts';

/** What may be kept on a device of answers to these questions: nothing that is marked sensitive, in rows either. */
export function withoutSecrets(answers: Answers, fields: readonly FieldDefinition[]): Answers {
  const kept: Record<string, Answer> = {};
  for (const field of fields) {
    const value = answers[field.key];
    if (field.sensitive || value === undefined) continue;
    const rows = field.kind === 'repeater' && (value as readonly Row[]);
    kept[field.key] = rows ? rows.map((row) => withoutSecrets(row, field.fields) as Row) : value;
  }
  return kept;
}
