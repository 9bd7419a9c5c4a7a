import { en } from './en.ts';
import { locales } from './load-locale.ts';
import type { MessageOverrides, Messages } from './messages.ts';

/**
 * The texts for a BCP 47 tag, by its first part: `es-MX` reads Spanish. English for every other language, and when the
 * file cannot be fetched: a form in the wrong language is better than none.
 */
export async function loadMessages(tag: string): Promise<Messages> {
  const language = tag.toLowerCase().replace(/[-_].*/, '');
  const load = Object.hasOwn(locales, language) ? locales[language] : undefined;
  const messages = await load?.().catch(() => undefined);
  return messages ? mergeMessages(en, messages) : en;
}

/** Lays a page's own texts over a language's. */
export function mergeMessages(messages: Messages, overrides: MessageOverrides = {}): Messages {
  return merge(messages, overrides) as Messages;
}

function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (typeof over !== 'object' || over === null || Array.isArray(over)) return over;
  const merged = { ...(base as Record<string, unknown>) };
  for (const [key, value] of Object.entries(over)) merged[key] = merge(merged[key], value);
  return merged;
}
