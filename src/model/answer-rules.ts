import type { ChoiceField, TextField } from './definition.ts';
import { checkEmail, checkName, checkPhone, checkPostalCode, normalPhone, tidy } from './rules.ts';
import { type AnswerRule, report, textRule } from './text-rule.ts';

/** The code of an option. */
const choiceRule: AnswerRule = (answer, field, judging) => {
  if (typeof answer !== 'string') report(judging, 'invalid_type');
  else if (answer && !(field as ChoiceField).options.some(({ code }) => code === answer)) {
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
    (field as TextField).format === 'name' ? checkName(text) : undefined,
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
