import { en } from './en.ts';
import { es } from './es.ts';
import type { OfflineMessages } from './offline-messages.ts';

/** All languages together: when they are needed, there is no connection to load one over. */
const languages: Readonly<Record<string, OfflineMessages>> = { en, es };

/** The texts for a BCP 47 tag, by its first part. English for every other language. */
export const offlineMessagesOf = (tag: string): OfflineMessages =>
  languages[tag.toLowerCase().replace(/[-_].*/, '')] ?? en;
