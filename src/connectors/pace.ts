import pLimit from 'p-limit';
import { DeliveryError } from './connector.ts';

export interface PaceOptions {
  /** How many calls a second a destination gets in the long run. */
  readonly perSecond: number;
  /** How many it gets at once after a rest. Default: as many as in a second, one at the least. */
  readonly burst?: number;
  /** How many calls may be under way at one time. Default: 4. */
  readonly concurrency?: number;
  readonly now?: () => number;
}

/** The longest wait inside an attempt, in milliseconds; for a longer one the delivery goes back to the queue. */
const maxWaitMs = 5_000;

/** The longest rest that a destination can ask for, in milliseconds; one that asks for years must not be lost for years. */
const maxRestMs = 3_600_000;

/** What a destination has asked for is forgotten after so many milliseconds in which it asked for nothing. */
const memoryMs = 60_000;

/**
 * How hard one destination is called: how many calls at one time, how many in a second by a token bucket, and what the
 * destination itself asks for. The bucket is kept as the time at which the next call would be due if all calls came
 * evenly ("virtual scheduling", ITU-T I.371).
 */
export function createPace(options: PaceOptions) {
  const { perSecond, burst = Math.max(1, perSecond), concurrency = 4, now = Date.now } = options;
  const limit = pLimit(concurrency);
  const intervalMs = 1000 / perSecond;
  let evenAt = Number.NEGATIVE_INFINITY;
  let lastAt = 0;
  let holdUntil = 0;
  let spacingMs = 0;
  let spacedUntil = 0;

  /** When a call may go out that asks now. */
  function slot(): number {
    const at = now();
    const even = Math.max(evenAt, at - (burst - 1) * intervalMs);
    const spaced = at < spacedUntil ? lastAt + spacingMs : 0;
    return Math.max(at, even, spaced, holdUntil);
  }

  /** Resolves when the next call may go out by the clock. */
  async function turn(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const waitMs = slot() - now();
      if (waitMs > maxWaitMs) {
        throw new DeliveryError('retry', 'the site asks for a rest', { retryAfterMs: waitMs });
      }
      if (waitMs <= 0) {
        evenAt = Math.max(evenAt, now() - (burst - 1) * intervalMs) + intervalMs;
        lastAt = now();
        return;
      }
      await sleep(waitMs, signal);
    }
  }

  return {
    /**
     * Makes a call when its turn has come. Rejects with a `retry` {@link DeliveryError} when that is more than five
     * seconds away by the clock, and with the signal's reason when it aborts before the call is made.
     */
    async run<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
      signal.throwIfAborted();
      return new Promise((resolve, reject) => {
        // Whoever is told to stop does not wait for those before him; his place in the queue does nothing then.
        const abort = () => reject(signal.reason);
        signal.addEventListener('abort', abort);
        const begin = async () => {
          signal.removeEventListener('abort', abort);
          await turn(signal);
          return call();
        };
        limit(begin).then(resolve, reject);
      });
    },

    /** No call for so many milliseconds from now, an hour at the most. */
    rest(ms: number): void {
      holdUntil = Math.max(holdUntil, now() + Math.min(maxRestMs, ms));
    },

    /** The same, and from then on at least that long between two calls. */
    space(ms: number): void {
      spacingMs = Math.min(maxRestMs, ms);
      spacedUntil = ms > 0 ? now() + memoryMs + spacingMs : 0;
      if (ms > 0) this.rest(ms);
    },
  };
}

export type Pace = ReturnType<typeof createPace>;

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, Math.ceil(ms));
    signal.addEventListener('abort', abort, { once: true });
  });
}
