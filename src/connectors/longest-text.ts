import type { FieldDefinition } from '../model/definition.ts';

const longestByKind: Partial<Record<FieldDefinition['kind'], number>> = {
  text: 255,
  email: 254,
  tel: 40,
  'postal-code': 10,
  textarea: 1000,
  date: 10,
  signature: 160,
};

/** The longest text that answers a question, in characters; 0 where the answer is no text of the applicant's. */
export function longestText(field: FieldDefinition): number {
  const own = 'maxLength' in field ? field.maxLength : undefined;
  return own ?? longestByKind[field.kind] ?? 0;
}
