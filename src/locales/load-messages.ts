import { en } from './en.ts';
import { locales } from './load-locale.ts';
import type { Messages } from './messages.ts';

/**
 * The texts for a BCP 47 tag, by its first part: `es-MX` reads Spanish, and `fr-FR` the French of Canada. English for every
 * other language, and when the file cannot be fetched: a form in the wrong language is better than none.
 */
export async function loadMessages(tag: string): Promise<Messages> {
  const first = tag.toLowerCase().replace(/[-_].*/, '');
  const load = new Map(Object.entries(locales)).get(first);
  return (await load?.().catch(() => undefined)) ?? en;
}
