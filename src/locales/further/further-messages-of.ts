import type { Language } from '../load-locale.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr-CA.ts';
import type { FurtherTexts } from './further-messages.ts';
import { ofLanguage } from './of-language.ts';

/** All languages but English. */
const others: Readonly<Record<Language, FurtherTexts>> = { es, fr };

/** What comes on top of a language's texts when a form has further kinds of fields. */
export const furtherMessagesOf = (tag: string): FurtherTexts => ofLanguage(tag, others, en);
