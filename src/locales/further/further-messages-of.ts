import type { MessageOverrides } from '../messages.ts';
import * as en from './en.ts';

const languages: Readonly<Record<string, MessageOverrides>> = { en };

/** What comes on top of a language's texts when a form has further kinds of fields. */
export const furtherMessagesOf = (tag: string): MessageOverrides =>
  languages[tag.toLowerCase().replace(/[-_].*/, '')] ?? en;
