import type { MessageOverrides, Messages, PluralText } from './messages.ts';

/**
 * Lays a page's own texts over a language's. What is no text where a text belongs is left out, and its path added to
 * `odd`.
 */
export function mergeMessages(
  messages: Messages,
  overrides?: MessageOverrides | null,
  odd: string[] = [],
): Messages {
  return merge(messages, overrides ?? undefined, 'messages', odd) as Messages;
}

function merge(base: unknown, over: unknown, path: string, odd: string[]): unknown {
  if (over === undefined) return base;
  const kind = kindOf(over);
  if (base === undefined ? !/text|group/.test(kind) : kind !== kindOf(base)) {
    odd.push(path);
    return base;
  }
  if (kind !== 'group') return over;
  const merged = { ...(base as Record<string, unknown>) };
  for (const [key, value] of Object.entries(over as object)) {
    merged[key] = merge(merged[key], value, `${path}.${key}`, odd);
  }
  return merged;
}

/** A text with plural forms is one text. */
function kindOf(value: unknown): string {
  if (typeof value === 'string' || typeof (value as PluralText | null)?.other === 'string') return 'text';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' && value ? 'group' : 'none';
}
