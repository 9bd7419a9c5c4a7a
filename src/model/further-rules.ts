import type { Answers, FieldDefinition } from './definition.ts';
import { checkName, checkText, tidy } from './rules.ts';
import { type AnswerRule, type Judging, report, textRule } from './text-rule.ts';

/** Several lines. The limit counts line breaks, too. */
const textareaRule: AnswerRule = (answer, field, judging) => {
  if (typeof answer !== 'string') return report(judging, 'invalid_type');
  const lines = answer.split(/\r\n?|\n/).map((line) => tidy(line));
  const text = lines.join('\n').trim();
  const max = ('maxLength' in field && field.maxLength) || 1000;
  // The limit is checked on one line: a break is a control character that nobody objects to here.
  const code = text && checkText(text.replaceAll('\n', ' '), max);
  if (code) report(judging, code, code === 'too_long' ? { max } : {});
  return text;
};

/** Codes of options, each once, in the order of the definition. */
const checkboxesRule: AnswerRule = (answer, field, judging) => {
  if (!Array.isArray(answer)) return report(judging, 'invalid_type');
  const codes = 'options' in field ? field.options.map(({ code }) => code) : [];
  if (answer.some((code) => !codes.includes(code))) report(judging, 'invalid_option');
  return codes.filter((code) => answer.includes(code));
};

const dayOrMonth = { day: /^(\d{4})-(\d\d)-(\d\d)$/, month: /^(\d{4})-(\d\d)$/ };

/** `2026-11-22` or `2026-11`: a day that exists, on the side of today where it has to lie. */
const dateRule: AnswerRule = (answer, field, judging) => {
  if (typeof answer !== 'string') return report(judging, 'invalid_type');
  const text = tidy(answer);
  if (!text || field.kind !== 'date') return text;
  const precision = field.precision ?? 'day';
  if (!dayOrMonth[precision].test(text)) {
    // As the three fields of the form put it together while one of them is still empty.
    report(
      judging,
      /^\d*-\d*(-\d*)?$/.test(text) && /(^|-)(-|$)/.test(text) ? 'incomplete_date' : 'invalid_date',
    );
    return text;
  }
  const day = precision === 'month' ? `${text}-01` : text;
  const time = Date.parse(`${day}T00:00:00Z`);
  const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  if (!real || !/^(19|20|2100)/.test(text)) report(judging, 'invalid_date');
  else if (field.lies) checkSide(text, field.lies, judging);
  return text;
};

/** Today may have begun, or not have ended, where the reader is: a day in either direction is allowed for. */
function checkSide(text: string, lies: 'past' | 'future', judging: Judging): void {
  const dayMs = 86_400_000;
  const near = (offset: number) => new Date(Date.now() + offset).toISOString().slice(0, text.length);
  if (lies === 'past' && text > near(dayMs)) report(judging, 'date_in_future');
  if (lies === 'future' && text < near(-dayMs)) report(judging, 'date_in_past');
}

/** Checks the answers to a list of fields. */
type Judge = (fields: readonly FieldDefinition[], input: unknown, judging: Judging) => Answers;

/** Rows of answers, each checked like a small form. */
const repeaterRule =
  (judge: Judge): AnswerRule =>
  (answer, field, judging) => {
    if (!Array.isArray(answer) || field.kind !== 'repeater') return report(judging, 'invalid_type');
    const max = field.maxRows ?? 20;
    if (answer.length > max) {
      report(judging, 'too_many', { max });
      return answer;
    }
    return answer.map((row, index) =>
      judge(field.fields, row, { ...judging, path: `${judging.path}.${index}` }),
    );
  };

/**
 * The rules of the kinds that the short form does without. `judge` checks the rows of a repeater: it knows all kinds,
 * and is given, since these rules are loaded apart from it.
 */
export const furtherRules = (judge: Judge): Readonly<Record<string, AnswerRule | null>> => ({
  textarea: textareaRule,
  checkboxes: checkboxesRule,
  date: dateRule,
  signature: textRule(160, checkName),
  repeater: repeaterRule(judge),
  file: null,
});
