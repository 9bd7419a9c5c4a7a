import { errorCodes } from './error-codes.ts';

/** Names under which this program keeps what people type. */
const typed = new Set([
  'answers',
  'attribution',
  'body',
  'challenge',
  'consents',
  'content',
  'params',
  'referrer',
  'serialKey',
  'submission',
  'timeZone',
  'token',
]);

/** Deeper than any log line of ours. */
const maxDepth = 6;

/**
 * The fields of a log line as they may be printed: errors become their codes, and what people type is withheld. Lines
 * are written so that there is none of it in them; this is the net below, for the line that somebody gets wrong.
 */
export function discreet(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return errorCodes(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === maxDepth) return '[withheld]';
  if (Array.isArray(value)) return value.map((each) => discreet(each, depth + 1));
  // Requests, maps, bytes and the like: nothing that a line is made of.
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype)
    return `[${prototype.constructor?.name ?? 'object'}]`;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typed.has(name) ? '[withheld]' : discreet(member, depth + 1),
    ]),
  );
}
