import { en } from './en.ts';
import type { MessageOverrides, Messages } from './messages.ts';

/** The languages besides English, each a file that is fetched when it is first needed. */
const loaders = new Map<string, () => Promise<Messages>>([
  ['es', async () => mergeMessages(en, (await import('./es.ts')).es)],
]);

/**
 * The texts for a BCP 47 tag, by its first part: `es-MX` reads Spanish. English for every other language, and when the
 * file cannot be fetched: a form in the wrong language is better than none.
 */
export async function loadMessages(tag: string): Promise<Messages> {
  const load = loaders.get(tag.toLowerCase().replace(/[-_].*/, ''));
  return (await load?.().catch(() => undefined)) ?? en;
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
