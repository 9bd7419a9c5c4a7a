import type { Messages } from '../../../locales/messages.ts';
import { fill } from '../../../locales/text-of.ts';
import { fileTypes } from './file-limits.ts';

/** Texts whose complaint about a file of another kind names those taken, as a list in the reader's language. */
export function withFileTypes(messages: Messages): Messages {
  const { issues, language } = messages;
  const list = new Intl.ListFormat(language, { type: 'disjunction' });
  const types = list.format(Object.values(fileTypes));
  return { ...messages, issues: { ...issues, file_type: fill(issues.file_type ?? '', { types }) } };
}
