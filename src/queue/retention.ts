import { nameOf } from './attempt.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { Erasure } from './erasure.ts';
import { type Log, silentLog } from './log.ts';

export interface RetentionOptions {
  readonly store: DeliveryStore & Partial<Erasure>;
  /** How long the content of a file is kept, at the least, once it has come; in milliseconds. Default: 30 days. */
  readonly keepFilesMs?: number;
  /** How long what people typed is kept once it has been delivered, in milliseconds. Default: 30 days. */
  readonly keepDeliveredMs?: number;
  /** How long it is kept once it first needed attention, in milliseconds. Default: 180 days. */
  readonly keepAttentionMs?: number;
  /** How often this looks what can go, in milliseconds. Default: one hour. */
  readonly everyMs?: number;
  readonly now?: () => number;
  /** Milliseconds that go by whatever becomes of the clock. Default: those since this process began. */
  readonly elapsed?: () => number;
  readonly log?: Log;
}

const dayMs = 86_400_000;

/** What a clock may gain between two looks, in milliseconds: it is set a little now and then. */
const harmlessMs = 600_000;

/** For how long a clock that leapt has to run evenly before it is believed again, in milliseconds. */
const doubtMs = dayMs;

/**
 * Lets go of what is not needed any more, from now on until it is stopped: the contents of files that are old and
 * delivered, since the destination has them, and all that people typed of applications that were delivered, or given up,
 * long ago. What waits for its delivery stays, however long that takes. What was given up is nowhere else, and so goes by
 * no single reading of the clock: not at the first look, and not within a day of a leap forward.
 */
export function startRetention(options: RetentionOptions) {
  const { store, keepFilesMs = 30 * dayMs, keepDeliveredMs = 30 * dayMs } = options;
  const { keepAttentionMs = 180 * dayMs, everyMs = 3_600_000, now = store.now, log = silentLog } = options;
  const { elapsed = () => performance.now() } = options;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: { readonly at: number; readonly elapsed: number } | undefined;
  let doubtUntil = Number.NEGATIVE_INFINITY;
  // An earlier process may have ended between an erasure and this.
  let toPurge = true;

  /** Calls until there is nothing left to do. Resolves to how much there was. */
  async function all(some: () => Promise<number>): Promise<number> {
    let done = 0;
    for (let now = -1; now !== 0 && !stopped; done += now) now = await some();
    return done;
  }

  /** Whether the clock has run evenly for long enough that what it says may be final. */
  function isSteady(at: number): boolean {
    const reading = { at, elapsed: elapsed() };
    const gained = last ? reading.at - last.at - (reading.elapsed - last.elapsed) : 0;
    const isFirst = !last;
    last = reading;
    if (gained > harmlessMs) {
      doubtUntil = reading.elapsed + doubtMs;
      log.warn(
        { gainedMs: Math.round(gained) },
        'the clock has leapt forward: nothing undelivered is erased for a day',
      );
    }
    return !isFirst && reading.elapsed >= doubtUntil;
  }

  async function sweep(): Promise<void> {
    const at = now();
    const attentionBefore = isSteady(at) ? at - keepAttentionMs : Number.MIN_SAFE_INTEGER;
    const limits = { deliveredBefore: at - keepDeliveredMs, attentionBefore };
    try {
      const files = await all(() => store.deleteFileContents({ receivedBefore: at - keepFilesMs }));
      if (files > 0) log.info({ files }, 'contents of delivered files have been deleted');
      const applications = await all(async () => (await store.eraseEnded?.(limits)) ?? 0);
      if (applications > 0) log.info({ applications }, 'old applications have been erased');
      toPurge ||= files + applications > 0;
      if (toPurge && !stopped) toPurge = (await store.purge?.()) === false;
    } catch (error) {
      if (stopped) return;
      log.error({ error: nameOf(error) }, 'what is kept no longer could not be erased');
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
