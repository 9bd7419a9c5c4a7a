import { readFileSync } from 'node:fs';
import type { HttpLimits } from './http-limits.ts';

/** Files that stay free for the store, for what is read, and for calls to the site. */
const spareFiles = 128;

/**
 * The limits as far as the system lets this process have files open, since every connection is one: Node lets those
 * beyond it go without a word, and nobody could open anything else. Where the system does not say, they stay.
 */
export function withinOpenFiles(limits: HttpLimits, allowed = openFilesAllowed()): HttpLimits {
  if (allowed === undefined) return limits;
  const files = Math.max(16, allowed - spareFiles);
  const maxRefused = Math.min(limits.maxRefused, Math.ceil(files / 8));
  return { ...limits, maxRefused, maxConnections: Math.min(limits.maxConnections, files - maxRefused) };
}

/** What Linux allows; Node has asked for as much as it may at its start. */
function openFilesAllowed(): number | undefined {
  try {
    const allowed = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return allowed === undefined ? undefined : Number(allowed);
  } catch {
    return undefined;
  }
}
