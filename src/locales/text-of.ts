import type { FieldDefinition } from '../model/definition.ts';
import type { Issue } from '../model/issue.ts';
import type { FieldText, Messages, StepText, Text } from './messages.ts';

type Params = Readonly<Record<string, string | number>>;

/**
 * A text with its places filled: `{max}` becomes `params.max`. Places without a value stay as they are. Of a text with
 * plural forms, the first number among the params chooses one.
 */
export function fill(text: Text, params: Params = {}, language = 'en'): string {
  const count = Object.values(params).find((value) => typeof value === 'number');
  const form = text as Partial<Record<string, string>>;
  const chosen =
    typeof text === 'object' && text
      ? (form[new Intl.PluralRules(language).select(Number(count ?? 0))] ?? text.other)
      : text;
  return `${chosen}`.replace(/\{(\w+)\}/g, (place, name) => `${params[name] ?? place}`);
}

/** The text of a step; a form of the page's own without texts still reads as words. */
export const stepText = (messages: Messages, key: string): StepText =>
  messages.steps[key] ?? { title: humanise(key) };

/** The text around a question. */
export const fieldText = (messages: Messages, key: string): FieldText => {
  const text = messages.fields[key];
  return text?.label ? text : { ...text, label: humanise(key) };
};

/** The name of a row of a repeater, by its number. */
export const rowText = (messages: Messages, key: string, number: number): string => {
  const { label, row = `${label} {number}` } = fieldText(messages, key);
  return fill(row, { number });
};

/** The name of an option. */
export const optionText = (messages: Messages, field: string, code: string): string =>
  `${messages.options[field]?.[code] ?? humanise(code)}`;

/** What a reader agrees to or is told. A document without a text is known by its label. */
export const documentText = (
  messages: Messages,
  document: string,
  employer: string | null | undefined,
): string => {
  const name = employer || messages.words.employer;
  return fill(messages.documents[document] ?? fieldText(messages, document).label, { employer: name });
};

/** The sentence for a complaint. A code that a newer server knows and we do not is a complaint all the same. */
export function issueText(
  { issues, fields, words, language }: Messages,
  { key, kind }: FieldDefinition,
  { code, params }: Issue,
): string {
  const missing = fields[key]?.required ?? (kind === 'consent' ? words.tick : undefined);
  const known = issues[`${code}.${params.part}`] ?? issues[code] ?? issues.invalid_format;
  const text = (code === 'required' ? missing : undefined) ?? known;
  return fill(text, params, language);
}

/** `home_time` → `Home time`, `Y5P` stays: what to read when nobody has written a text. */
function humanise(key: string): string {
  const words = key.replace(/[_-]+/g, ' ').trim();
  return words.replace(/^\p{Ll}/u, (first) => first.toUpperCase());
}
