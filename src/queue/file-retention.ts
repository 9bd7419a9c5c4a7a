import { nameOf } from './attempt.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { type Log, silentLog } from './log.ts';

export interface FileRetentionOptions {
  readonly store: DeliveryStore;
  /** How long the content of a file is kept, at the least, once it has come; in milliseconds. Default: 30 days. */
  readonly keepMs?: number;
  /** How often this looks what can go, in milliseconds. Default: one hour. */
  readonly everyMs?: number;
  readonly now?: () => number;
  readonly log?: Log;
}

/**
 * Deletes the contents of files that are old and delivered, from now on until it is stopped: the destination has them.
 * What is delivered late goes soon after its delivery, and what is not delivered stays.
 */
export function startFileRetention(options: FileRetentionOptions) {
  const { store, keepMs = 30 * 86_400_000, everyMs = 3_600_000, now = Date.now, log = silentLog } = options;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function sweep(): Promise<void> {
    const receivedBefore = now() - keepMs;
    let files = 0;
    try {
      for (let deleted = -1; deleted !== 0 && !stopped; files += deleted) {
        deleted = await store.deleteFileContents({ receivedBefore });
      }
      if (files > 0) log.info({ files }, 'contents of delivered files have been deleted');
    } catch (error) {
      log.error({ error: nameOf(error) }, 'contents of delivered files could not be deleted');
    }
    if (!stopped) timer = setTimeout(() => void sweep(), everyMs);
  }

  const first = sweep();
  return {
    /** Resolves when it has looked for the first time. */
    first,
    stop(): void {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
