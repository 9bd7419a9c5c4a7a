import { type Answer, type FormDefinition, fieldsOf } from '../../model/definition.ts';

/** The type of answer that a kind takes, where it is not text. */
const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  'yes-no': (value) => typeof value === 'boolean',
  checkboxes: Array.isArray,
  repeater: Array.isArray,
  consent: () => false,
  notice: () => false,
  file: () => false,
};

/**
 * Those of a page's `values` that can be answers: a page fills in what its own data happens to hold. Numbers become
 * text where text is typed; everything else of another type is dropped. Consents are never among them: only the
 * reader's own tick is one.
 */
export function usableValues(definition: FormDefinition, values: unknown): ReadonlyMap<string, Answer> {
  const given: Record<string, unknown> = Object(values);
  const usable = new Map<string, Answer>();
  for (const { key, kind } of fieldsOf(definition)) {
    if (!Object.hasOwn(given, key)) continue;
    const value = given[key];
    const answer = Number.isFinite(value) && kind !== 'choice' ? `${value}` : value;
    const fits = types[kind] ?? ((each: unknown) => typeof each === 'string');
    if (fits(answer)) usable.set(key, answer as Answer);
  }
  return usable;
}
