import { type Answers, type FieldDefinition, isEmpty } from './definition.ts';
import { wrongParts } from './further-dates.ts';
import { checkName, checkText, tidy } from './rules.ts';
import { type AnswerRule, type Judging, report, textRule } from './text-rule.ts';

/** Whatever ends a line, also where a word processor means to go on with the paragraph. */
const lineBreak = /\r\n?|[\n\v\f\u0085\u2028\u2029]/;

/** Several lines. The limit counts line breaks, too. */
const textareaRule: AnswerRule = (answer, field, judging) => {
  if (typeof answer !== 'string') return refuse(answer, judging);
  const lines = answer.split(lineBreak).map((line) => tidy(line.replaceAll('\t', ' ')));
  const text = lines.join('\n').replace(/^\n+|\n+$/g, '');
  const max = ('maxLength' in field && field.maxLength) || 1000;
  // The limit is checked on one line: a break is a control character that nobody objects to here.
  const code = text && checkText(text.replaceAll('\n', ' '), max);
  if (code) report(judging, code, code === 'too_long' ? { max } : {});
  return text;
};

/** Codes of options, each once, in the order of the definition. */
const checkboxesRule: AnswerRule = (answer, field, judging) => {
  if (!Array.isArray(answer)) return refuse(answer, judging);
  const codes = 'options' in field ? field.options.map(({ code }) => code) : [];
  if (isTooMany(answer, codes.length, judging)) return answer;
  if (answer.some((code) => !codes.includes(code))) report(judging, 'invalid_option');
  return codes.filter((code) => answer.includes(code));
};

/** `2026-11-22` or `2026-11`: a day that exists, on the side of today where it has to lie. */
const dateRule: AnswerRule = (answer, field, judging) => {
  if (typeof answer !== 'string') return refuse(answer, judging);
  const text = tidy(answer);
  if (!text || field.kind !== 'date') return text;
  const wrong = wrongParts(text, field.precision);
  if (wrong) {
    const [part, ...others] = wrong.parts;
    report(judging, wrong.code, part && !others.length ? { part } : {});
  } else if (field.lies) checkSide(text, field.lies, judging);
  return text;
};

/** Today may have begun, or not have ended, where the reader is: a day in either direction is allowed for. */
function checkSide(text: string, lies: 'past' | 'future', judging: Judging): void {
  const dayMs = 86_400_000;
  const near = (offset: number) => new Date(Date.now() + offset).toISOString().slice(0, text.length);
  if (lies === 'past' && text > near(dayMs)) report(judging, 'date_in_future');
  if (lies === 'future' && text < near(-dayMs)) report(judging, 'date_in_past');
}

/** A name as people sign it, `Daniels, Jr.` among them. */
const signatureRule = textRule(160, (text) => checkName(text.replaceAll(',', ' ')));

/** Checks the answers to a list of fields. */
type Judge = (fields: readonly FieldDefinition[], input: unknown, judging: Judging) => Answers;

/** Rows of answers, each checked like a small form. One that was added and left empty is no row. */
const repeaterRule =
  (judge: Judge): AnswerRule =>
  (answer, field, judging) => {
    if (!Array.isArray(answer) || field.kind !== 'repeater') return refuse(answer, judging);
    if (isTooMany(answer, field.maxRows ?? 20, judging)) return answer;
    const rows = answer.map((row, index) =>
      judge(field.fields, row, { ...judging, path: `${judging.path}.${index}` }),
    );
    return rows.filter((row) => !isEmpty(Object.keys(row)));
  };

/** Whether a list is longer than it may be, before anybody looks into it. */
function isTooMany(list: readonly unknown[], max: number, judging: Judging): boolean {
  if (list.length > max) report(judging, 'too_many', { max });
  return list.length > max;
}

/** What is of another type stays what it is, so that nobody takes it for missing as well. */
function refuse(answer: unknown, judging: Judging): unknown {
  report(judging, 'invalid_type');
  return answer;
}

/**
 * The rules of the kinds that the short form does without. `judge` checks the rows of a repeater: it knows all kinds,
 * and is given, since these rules are loaded apart from it.
 */
export const furtherRules = (judge: Judge): Readonly<Record<string, AnswerRule | null>> => ({
  textarea: textareaRule,
  checkboxes: checkboxesRule,
  date: dateRule,
  signature: signatureRule,
  repeater: repeaterRule(judge),
  file: null,
});
