import type { Language } from '../load-locale.ts';
import type { MessageOverrides } from '../messages.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr-CA.ts';
import type { FurtherTexts } from './further-messages.ts';

/** All languages but English. */
const languages: Readonly<Record<Language, FurtherTexts>> = { es, fr };

/** What comes on top of a language's texts when a form has further kinds of fields. */
export const furtherMessagesOf = (tag: string): MessageOverrides =>
  new Map(Object.entries(languages)).get(tag.toLowerCase().replace(/[-_].*/, '')) ?? en;
