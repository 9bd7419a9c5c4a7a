import type { Language } from '../load-locale.ts';
import { enUploads } from './en.ts';
import { esUploads } from './es.ts';
import { frUploads } from './fr-CA.ts';
import type { UploadMessages } from './further-messages.ts';
import { ofLanguage } from './of-language.ts';

/** All languages but English. */
const others: Readonly<Record<Language, UploadMessages>> = { es: esUploads, fr: frUploads };

/** The texts for a BCP 47 tag. */
export const uploadMessagesOf = (tag: string): UploadMessages => ofLanguage(tag, others, enUploads);
