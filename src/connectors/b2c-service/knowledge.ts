import { untilAborted } from '../../shared/until-aborted.ts';
import { DeliveryError } from '../connector.ts';

export interface KnowledgeOptions {
  /** How long what was read is taken to be true, in milliseconds. Default: two hours. */
  readonly lifetimeMs?: number | undefined;
  /** How old it must be to be read again because something is not in it, in milliseconds. Default: 10,000. */
  readonly missMs?: number | undefined;
  readonly now?: (() => number) | undefined;
}

export interface Asked {
  readonly signal: AbortSignal;
  /** Read again unless that was done moments ago. Default: false. */
  readonly fresh?: boolean | undefined;
  /**
   * Read again unless it was read after this time, in milliseconds since 1970; and trouble in reading is thrown then,
   * since no older answer will do. Default: never.
   */
  readonly since?: number | undefined;
}

interface Entry<T> {
  readonly value: T | undefined;
  readonly readAt: number;
  /** Why it could not be read; the value is what was known before. */
  readonly trouble?: DeliveryError;
}

/** For how long trouble in reading is not met again, in milliseconds. */
const graceMs = 60_000;

/**
 * What is known of the site, by key. It is read when it is first needed, once for all who wait for it, and kept. What
 * cannot be read because of trouble that passes stays as it was known before, or unknown (undefined), for a minute:
 * knowing better is no reason to hold an application up.
 */
export function createKnowledge<T>(options: KnowledgeOptions) {
  const { lifetimeMs = 7_200_000, missMs = 10_000, now = Date.now } = options;
  const entries = new Map<string, Entry<T>>();
  const pending = new Map<string, Promise<Entry<T>>>();

  async function load(key: string, read: (signal: AbortSignal) => Promise<T | undefined>): Promise<Entry<T>> {
    const readAt = now();
    try {
      // Others wait for it too, so no single attempt may end it; the time limit of a call does.
      const entry = { value: await read(new AbortController().signal), readAt };
      entries.set(key, entry);
      return entry;
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.kind !== 'retry') throw error;
      const entry = { value: entries.get(key)?.value, readAt: readAt - lifetimeMs + graceMs, trouble: error };
      entries.set(key, entry);
      return entry;
    } finally {
      pending.delete(key);
    }
  }

  return {
    async get(
      key: string,
      read: (signal: AbortSignal) => Promise<T | undefined>,
      { signal, fresh = false, since }: Asked,
    ): Promise<T | undefined> {
      const known = entries.get(key);
      const notBefore = Math.max(since ?? 0, now() - (fresh ? missMs : lifetimeMs));
      if (known && known.readAt > notBefore) return known.value;
      const reading = pending.get(key) ?? load(key, read);
      if (!pending.has(key)) pending.set(key, reading);
      const { value, trouble } = await untilAborted(reading, signal);
      if (trouble && since !== undefined) throw trouble;
      return value;
    },

    /** Whether anything was asked for yet. */
    get begun(): boolean {
      return entries.size > 0;
    },
  };
}
