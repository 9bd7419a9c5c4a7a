import type { FieldDefinition } from './definition.ts';
import { type Issue, type IssueCode, issue } from './issue.ts';
import { checkEmail, checkName, checkPhone, checkPostalCode, checkText, normalPhone, tidy } from './rules.ts';

/** Where an answer stands, and what has been found wrong so far. */
export interface Judging {
  /** The path of the answer, such as `answers.email`. */
  readonly path: string;
  readonly issues: Issue[];
}

/**
 * Judges the answers of one kind of field: gives an answer back in its normal form, and reports what is wrong with it.
 * Whether it is needed at all is not its business.
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
    const limit = ('maxLength' in field && field.maxLength) || max;
    const code = text && (checkText(text, limit) ?? check?.(text, field));
    if (code) report(judging, code, code === 'too_long' ? { max: limit } : {});
    return text;
  };
}

/** The code of an option. */
const choiceRule: AnswerRule = (answer, field, judging) => {
  if (typeof answer !== 'string') report(judging, 'invalid_type');
  else if (answer && !('options' in field && field.options.some(({ code }) => code === answer))) {
    report(judging, 'invalid_option');
  }
  return answer;
};

const yesNoRule: AnswerRule = (answer, _field, judging) => {
  if (typeof answer !== 'boolean') report(judging, 'invalid_type');
  return answer;
};

/** Kinds by name. Null: fields of that kind have no answer of their own. */
const rules: Record<string, AnswerRule | null> = {
  text: textRule(255, (text, field) =>
    'format' in field && field.format === 'name' ? checkName(text) : undefined,
  ),
  // The domain of an address is the same in capitals; what stands before it may differ (RFC 5321, 2.4).
  email: textRule(254, checkEmail, (text) => tidy(text).replace(/@[^@]*$/, (domain) => domain.toLowerCase())),
  tel: textRule(40, checkPhone, normalPhone),
  'postal-code': textRule(
    10,
    (text) => checkPostalCode(text),
    (text) => tidy(text).toUpperCase(),
  ),
  choice: choiceRule,
  'yes-no': yesNoRule,
  consent: null,
  notice: null,
};

/** Makes further kinds of fields known. Kinds that most forms do without are left out of what every phone loads. */
export function addAnswerRules(more: Readonly<Record<string, AnswerRule | null>>): void {
  Object.assign(rules, more);
}

/** The rule of a kind; null where it has no answers, undefined where nobody knows it. */
export const answerRule = (kind: string): AnswerRule | null | undefined =>
  Object.hasOwn(rules, kind) ? rules[kind] : undefined;
