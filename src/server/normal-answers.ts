import {
  type Answer,
  type Answers,
  type FieldDefinition,
  type FormDefinition,
  fieldsOf,
  type Row,
} from '../model/definition.ts';

/**
 * Answers with every telephone number in its normal form, those in rows included. The library that knows numbers is
 * loaded with the first one that is not in that form already.
 */
export async function withNormalPhones(definition: FormDefinition, answers: Answers): Promise<Answers> {
  const fields = fieldsOf(definition);
  if (!fields.some((field) => hasOddPhone(field, answers[field.key]))) return answers;
  const { normalPhone } = await import('./normal-phone.ts');

  function normal(among: readonly FieldDefinition[], given: Row): Row;
  function normal(among: readonly FieldDefinition[], given: Answers): Answers;
  function normal(among: readonly FieldDefinition[], given: Answers): Answers {
    const entries = Object.entries(given).map(([key, answer]): [string, Answer] => {
      const field = among.find((each) => each.key === key);
      if (field?.kind === 'tel' && typeof answer === 'string') return [key, normalPhone(answer)];
      if (field?.kind !== 'repeater') return [key, answer];
      return [key, rowsIn(answer).map((row) => normal(field.fields, row))];
    });
    return Object.fromEntries(entries);
  }

  return normal(fields, answers);
}

const inNormalForm = /^\d{3}-\d{3}-\d{4}( ext \d{1,6})?$/;

function hasOddPhone(field: FieldDefinition, answer: Answer | undefined): boolean {
  if (field.kind === 'tel') return typeof answer === 'string' && !inNormalForm.test(answer);
  if (field.kind !== 'repeater') return false;
  return rowsIn(answer).some((row) => field.fields.some((inner) => hasOddPhone(inner, row[inner.key])));
}

const rowsIn = (answer: Answer | undefined): readonly Row[] =>
  Array.isArray(answer) ? answer.filter((row): row is Row => typeof row === 'object') : [];
