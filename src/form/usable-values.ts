import { type Answer, type FormDefinition, fieldsOf } from '../model/definition.ts';

/**
 * Those of a page's `values` that can be answers: a page fills in what its own data happens to hold. Numbers become
 * text where text is typed; everything else of another type is dropped. Consents are never among them: only the
 * reader's own tick is one.
 */
export function usableValues(definition: FormDefinition, values: unknown): ReadonlyMap<string, Answer> {
  const given: Record<string, unknown> = Object(values);
  const usable = new Map<string, Answer>();
  for (const { key, kind } of fieldsOf(definition)) {
    if (kind === 'consent' || !Object.hasOwn(given, key)) continue;
    const value = given[key];
    const answer = Number.isFinite(value) && kind !== 'choice' ? `${value}` : value;
    if (typeof answer === (kind === 'yes-no' ? 'boolean' : 'string')) usable.set(key, answer as Answer);
  }
  return usable;
}
