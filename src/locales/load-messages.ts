import { en } from './en.ts';
import { locales } from './load-locale.ts';
import type { Messages } from './messages.ts';

/**
 * The texts for a BCP 47 tag, by its first part: `es-MX` reads Spanish, and `fr-FR` the French of Canada. English for every
 * other language, and when the file cannot be fetched: a form in the wrong language is better than none. States that are
 * called as in English are left out of a language's file.
 */
export async function loadMessages(tag: string): Promise<Messages> {
  const first = tag.toLowerCase().replace(/[-_].*/, '');
  const load = new Map(Object.entries(locales)).get(first);
  const messages = await load?.().catch(() => undefined);
  if (!messages) return en;
  const { options } = messages;
  return { ...messages, options: { ...options, state: { ...en.options.state, ...options.state } } };
}
