import type { Answer, FieldDefinition } from './definition.ts';

/** When a field is shown: an answer that is, or is one of, the given values; or a combination of conditions. */
export type Condition =
  | { readonly field: string; readonly is: Answer | readonly Answer[] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** Whether a condition holds for what has been answered so far. No condition always holds. */
export function holds(condition: Condition | undefined, answers: Readonly<Record<string, unknown>>): boolean {
  if (!condition) return true;
  if ('all' in condition) return condition.all.every((part) => holds(part, answers));
  if ('any' in condition) return condition.any.some((part) => holds(part, answers));
  if ('not' in condition) return !holds(condition.not, answers);
  const answer = answers[condition.field];
  return [condition.is].flat().includes(answer as Answer);
}

/**
 * The fields that the answers call for: those whose condition holds for the fields asked before them. The answer to a
 * question that is not asked counts for nothing, so a chain of conditions falls with its first link.
 */
export function askedFields(
  fields: readonly FieldDefinition[],
  answers: Readonly<Record<string, unknown>>,
): FieldDefinition[] {
  const counted: Record<string, unknown> = {};
  return fields.filter(({ key, when }) => {
    const asked = holds(when, counted);
    if (asked) counted[key] = answers[key];
    return asked;
  });
}
