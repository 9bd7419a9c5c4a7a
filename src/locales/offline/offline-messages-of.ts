import { ofLanguage } from '../further/of-language.ts';
import type { Language } from '../load-locale.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr-CA.ts';
import type { OfflineMessages } from './offline-messages.ts';

/** All languages but English together: when they are needed, there is no connection to load one over. */
const others: Readonly<Record<Language, OfflineMessages>> = { es, fr };

/** The texts for a BCP 47 tag. */
export const offlineMessagesOf = (tag: string): OfflineMessages => ofLanguage(tag, others, en);
