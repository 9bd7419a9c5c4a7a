import type { FieldDefinition } from '../model/definition.ts';
import type { Issue } from '../model/issue.ts';
import type { FieldText, Messages, StepText } from './messages.ts';

/** A text with its places filled: `{max}` becomes `params.max`. Places without a value stay as they are. */
export function fill(text: string, params?: Readonly<Record<string, string | number>>): string {
  return `${text}`.replace(/\{(\w+)\}/g, (place, name) => `${params?.[name] ?? place}`);
}

/** The text of a step; a form of the page's own without texts still reads as words. */
export const stepText = (messages: Messages, key: string): StepText =>
  messages.steps[key] ?? { title: humanise(key) };

/** The text around a question. */
export const fieldText = (messages: Messages, key: string): FieldText => {
  const text = messages.fields[key];
  return text?.label ? text : { ...text, label: humanise(key) };
};

/** The name of an option. */
export const optionText = (messages: Messages, field: string, code: string): string =>
  `${messages.options[field]?.[code] ?? humanise(code)}`;

/** What a reader agrees to. A document without a text is agreed to by its label. */
export const consentText = (messages: Messages, document: string, employer: string): string =>
  fill(messages.consents[document] ?? fieldText(messages, document).label, {
    employer: employer || messages.words.employer,
  });

/** The sentence for a complaint. A code that a newer server knows and we do not is a complaint all the same. */
export function issueText(
  messages: Messages,
  { key, kind }: FieldDefinition,
  { code, params }: Issue,
): string {
  const { issues, fields, words } = messages;
  const missing = fields[key]?.required ?? (kind === 'consent' ? words.tick : undefined);
  return fill((code === 'required' ? missing : undefined) ?? issues[code] ?? issues.invalid_format, params);
}

/** `home_time` → `Home time`, `Y5P` stays: what to read when nobody has written a text. */
function humanise(key: string): string {
  const words = key.replace(/[_-]+/g, ' ').trim();
  return words.replace(/^\p{Ll}/u, (first) => first.toUpperCase());
}
