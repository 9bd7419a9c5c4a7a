import type { Answer } from './definition.ts';

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
  return [condition.is].flat().some((value) => value === answer);
}
