import type { Value } from '../form/form-state.ts';
import { type FieldDefinition, type FormDefinition, fieldsOf } from '../model/definition.ts';
import type { PostedForm } from './posted-form.ts';

/** How the answer to one kind of question travels in a form that a browser posts. */
interface Travel {
  /** Reads what was posted; undefined when nothing was. */
  readonly read: (posted: readonly string[]) => Value | undefined;
  /** The values to post the answer with. */
  readonly write: (value: Value) => readonly string[];
}

const asText: Travel = { read: ([first]) => first, write: (value) => [String(value)] };

const asYesNo: Travel = {
  read: ([first]) => (first === 'true' ? true : first === 'false' ? false : undefined),
  write: (value) => [String(value)],
};

const kinds: Readonly<Record<string, Travel>> = {
  text: asText,
  email: asText,
  tel: asText,
  'postal-code': asText,
  choice: asText,
  'yes-no': asYesNo,
  consent: {
    read: ([first]) => (first === 'true' ? true : undefined),
    write: (value) => (value === true ? ['true'] : []),
  },
  notice: { read: () => undefined, write: () => [] },
};

const travelOf = (field: FieldDefinition) =>
  Object.hasOwn(kinds, field.kind) ? kinds[field.kind] : undefined;

/** Whether a form can be filled in page by page: all of its questions travel in a plain form. */
export const canTravel = (definition: FormDefinition): boolean => fieldsOf(definition).every(travelOf);

/** The answers in what was posted, as they were entered. A box on the page sent that is not ticked was cleared. */
export function valuesIn(
  definition: FormDefinition,
  posted: PostedForm,
  shown: readonly string[],
): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const field of fieldsOf(definition)) {
    const { key, kind } = field;
    const value = travelOf(field)?.read(posted.all(key));
    if (value !== undefined) values[key] = value;
    else if (kind === 'consent' && shown.includes(key)) values[key] = false;
  }
  return values;
}

/** The values to post the answer to a question with. */
export const postedFrom = (field: FieldDefinition, value: Value | undefined): readonly string[] =>
  value === undefined ? [] : (travelOf(field)?.write(value) ?? []);
