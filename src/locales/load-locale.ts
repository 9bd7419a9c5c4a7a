import type { Messages } from './messages.ts';

/** The languages besides English, each a file that is fetched when it is first needed. */
export const locales: Readonly<Record<string, () => Promise<Messages>>> = {
  es: async () => (await import('./es.ts')).es,
};
