import type { FieldDefinition, TextField } from './definition.ts';
import { type Issue, type IssueCode, issue } from './issue.ts';
import { checkText, tidy } from './rules.ts';

/** Where an answer stands, and what has been found wrong so far. */
export interface Judging {
  /** The path of the answer, such as `answers.email`. */
  readonly path: string;
  readonly issues: Issue[];
}

/**
 * Judges the answers of one kind of field: gives an answer back in its normal form, and reports what is wrong with it.
 * Whether it is needed at all is not its business. Rules are found by the kind of a field, so each knows its own kind.
 */
export type AnswerRule = (answer: unknown, field: FieldDefinition, judging: Judging) => unknown;

/** Adds an issue with an answer. */
export function report({ path, issues }: Judging, code: IssueCode, params: Issue['params'] = {}): void {
  issues.push(issue(path, code, params));
}

/** The rule for text: at most `max` characters where the field does not say, and whatever `check` asks. */
export function textRule(
  max: number,
  check?: (text: string, field: FieldDefinition) => IssueCode | undefined,
  normalise: (text: string) => string = tidy,
): AnswerRule {
  return (answer, field, judging) => {
    if (typeof answer !== 'string') {
      report(judging, 'invalid_type');
      return answer;
    }
    const text = normalise(answer);
    const limit = (field as TextField).maxLength || max;
    const code = text && (checkText(text, limit) ?? check?.(text, field));
    if (code) report(judging, code, code === 'too_long' ? { max: limit } : {});
    return text;
  };
}
