import { answerRule } from './answer-rules.ts';
import { askedFields } from './condition.ts';
import { type Answers, type FieldDefinition, type FormDefinition, fieldsOf, isEmpty } from './definition.ts';
import type { Issue, Parsed } from './issue.ts';
import { checkPostalCode } from './rules.ts';
import { type Judging, report } from './text-rule.ts';

/**
 * Checks answers against a definition, in browser and proxy alike: the answers in their normal form, or everything that
 * is wrong with them. Keys that are no questions of the form are refused. The definition has passed `checkDefinition`.
 */
export function validateAnswers(definition: FormDefinition, input: unknown): Parsed<Answers> {
  const issues: Issue[] = [];
  const value = judgeAnswers(fieldsOf(definition), input, { path: 'answers', issues });
  return issues.length > 0 ? { issues } : { value };
}

/**
 * Checks the answers to a list of fields, those of a form, or of one row of a repeater: the answers to the questions
 * asked, in their normal form.
 */
export function judgeAnswers(fields: readonly FieldDefinition[], input: unknown, judging: Judging): Answers {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    report(judging, 'invalid_type');
    return {};
  }
  const answers = judgeEach(fields, input as Readonly<Record<string, unknown>>, judging);
  const asked = askedFields(fields, answers);
  judgeTogether(fields, asked, answers, judging);
  const given: Record<string, unknown> = {};
  for (const { key } of asked) if (!isEmpty(answers[key])) given[key] = answers[key];
  return given as Answers;
}

const under = ({ path, issues }: Judging, key: string): Judging => ({ path: `${path}.${key}`, issues });

/** Each answer by itself: of a question of the form, in its normal form, and right. */
function judgeEach(
  fields: readonly FieldDefinition[],
  given: Readonly<Record<string, unknown>>,
  judging: Judging,
): Answers {
  const answers: Record<string, unknown> = {};
  const keys = new Set(Object.keys(given));
  for (const field of fields) {
    const { key, kind } = field;
    const rule = answerRule(kind);
    if (!rule || !keys.delete(key) || given[key] === undefined) continue;
    answers[key] = rule(given[key], field, under(judging, key));
  }
  for (const key of keys) report(under(judging, key), 'unknown_key');
  return answers as Answers;
}

/** What answers owe each other: needed when shown, absent when not, country and postal code in agreement. */
function judgeTogether(
  fields: readonly FieldDefinition[],
  asked: readonly FieldDefinition[],
  answers: Answers,
  judging: Judging,
): void {
  for (const field of fields) {
    const { key } = field;
    const at = under(judging, key);
    const answer = answers[key];
    if (!asked.includes(field)) {
      if (!isEmpty(answer)) report(at, 'not_applicable');
    } else if (isEmpty(answer)) {
      if (field.required && answerRule(field.kind)) report(at, 'required');
    } else if (field.kind === 'postal-code' && field.country && typeof answer === 'string') {
      // What fits neither country has been reported already.
      if (!checkPostalCode(answer) && checkPostalCode(answer, answers[field.country])) {
        report(at, 'invalid_postal_code');
      }
    } else if (field.kind === 'choice' && field.groupedBy) {
      const group = field.options.find(({ code }) => code === answer)?.group;
      const wanted = answers[field.groupedBy];
      if (group && wanted && group !== wanted) report(at, 'mismatch', { field: field.groupedBy });
    }
  }
}

/** An answer in the form in which it is stored, whether right or wrong: without stray spaces, a number with hyphens. */
export function normalAnswer(field: FieldDefinition, answer: unknown): unknown {
  return answerRule(field.kind)?.(answer, field, { path: '', issues: [] }) ?? answer;
}
