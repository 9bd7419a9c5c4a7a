import type { Messages } from './messages.ts';

/** The languages besides English, by the first part of their tags. */
export type Language = 'es' | 'fr';

/** Their texts, each a file that is fetched when it is first needed. */
export const locales: Readonly<Record<Language, () => Promise<Messages>>> = {
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr-CA.ts')).fr,
};
