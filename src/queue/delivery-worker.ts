import type { Connector } from '../connectors/connector.ts';
import { attempt, nameOf } from './attempt.ts';
import type { BackoffOptions } from './backoff.ts';
import { type BreakerOptions, type BreakerState, createBreaker } from './breaker.ts';
import { watchClock } from './clock-watch.ts';
import type { LeasedDelivery } from './delivery.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { type Log, silentLog } from './log.ts';
import { type DeliveryObserver, silentDeliveries } from './observer.ts';
import { createSettle } from './settle.ts';
import { createSuspects } from './suspects.ts';
import { createUnsettled } from './unsettled.ts';

export interface DeliveryWorkerOptions extends BreakerOptions {
  readonly store: DeliveryStore;
  readonly connector: Connector;
  /** How many deliveries may be under way at one time. Default: 4. */
  readonly concurrency?: number;
  /** How long one attempt may take in all, in milliseconds. Default: 150,000. */
  readonly attemptMs?: number;
  /**
   * How long a lease lasts from when it was last renewed, which happens each third of that, in milliseconds: longer
   * than a call to the destination may take. Default: 60,000.
   */
  readonly leaseMs?: number;
  /**
   * Which share of what is begun are the newest applications, from 0 to 1, while the rest are the oldest: in a backlog
   * an applicant of this minute need not wait for those of this morning. Default: 0.25.
   */
  readonly newestShare?: number;
  /**
   * How long to wait, at the least, after an attempt whose outcome is unknown before looking whether it got
   * through: the destination may still be working on it. Doubles with each attempt, up to twenty times that. In
   * milliseconds. Default: 30,000.
   */
  readonly settleMs?: number;
  /**
   * How long after its receipt an application is tried before a person has to look, unless it has been tried only a
   * few times by then, since the destination was paused. In milliseconds. Default: three days.
   */
  readonly giveUpAfterMs?: number;
  readonly backoff?: BackoffOptions;
  readonly now?: () => number;
  /** How much time has passed since some moment, whatever the clock says. Default: `now`, or else `performance.now`. */
  readonly elapsed?: () => number;
  readonly random?: () => number;
  readonly log?: Log;
  /** Told how deliveries go. Default: nobody. */
  readonly observer?: DeliveryObserver;
}

/** How long an attempt may take to end once it has been aborted, in milliseconds. Its lease stays, and runs out. */
const abortMs = 2_000;

/** Of so many deliveries, one is a recheck where any is due, however many applications are queued; the others wait. */
const recheckEvery = 4;

/** The longest sleep, in milliseconds, where the store asks for no shorter one. */
const maxSleepMs = 60_000;

/**
 * Delivers what a store holds for one destination, a few at a time. It sleeps until something falls due; `wake` ends
 * the sleep. What each outcome leads to is written in `delivery.ts`, when the destination is left alone in
 * `breaker.ts`.
 */
export function createDeliveryWorker(options: DeliveryWorkerOptions) {
  const { store, connector, concurrency = 4, attemptMs = 150_000, settleMs = 30_000 } = options;
  const { leaseMs = 60_000, newestShare = 0.25, giveUpAfterMs = 3 * 86_400_000 } = options;
  const { now = store.now, random = Math.random, log = silentLog, backoff } = options;
  const { observer = silentDeliveries } = options;
  const { destination } = connector;
  const breaker = createBreaker(options);
  const suspects = createSuspects();
  const clock = watchClock(now);
  const unsettled = createUnsettled(options.elapsed ?? options.now ?? (() => performance.now()));
  const wallClock = options.now ?? Date.now;
  const attemptOptions = { store, connector, attemptMs, leaseMs, now, wallClock, observer };
  const settle = createSettle({
    store,
    breaker,
    suspects,
    unsettled,
    settleMs,
    giveUpAfterMs,
    backoff,
    now,
    random,
    log,
    observer,
  });

  /** What is under way, until its outcome is stored. */
  const underWay = new Set<{ readonly id: string; readonly done: Promise<void> }>();
  /** How many of them are with the connector still: the others take nobody's place. */
  let calling = 0;
  /** How many deliveries have been leased: by that, rechecks and the newest get their turn. */
  let turns = 0;
  let running = false;
  let stopped = false;
  let stopping = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pump: Promise<void> | undefined;
  let again = false;

  /** How many deliveries may be begun now. */
  function room(): number {
    const { state } = breaker.stateAt(now());
    if (state === 'open' || stopped) return 0;
    return Math.max(0, (state === 'half-open' ? 1 : concurrency) - calling);
  }

  /** Leases what is due, as far as there is room, and starts on it. Resolves when nothing more can be started. */
  async function tick(): Promise<void> {
    if (clock.putBack()) {
      // What is under way goes by the old clock, and ends first.
      if (underWay.size > 0) return;
      const at = now();
      await store.resume({ now: at, leasedDueAt: at + settleMs, destination });
      clock.dealtWith();
      log.warn({ destination }, 'the clock was put back; what waited by the old time is due again');
    }
    for (let limit = room(); limit > 0; limit = room()) {
      const at = now();
      const leased = await store.lease({
        destination,
        limit,
        now: at,
        until: at + leaseMs,
        underWay: new Set(Array.from(underWay, ({ id }) => id)),
        lapsedDueAt: at + settleMs,
        rechecksFirst: turnsFor(1 / recheckEvery, limit),
        newestFirst: turnsFor(newestShare, limit),
      });
      if (leased.length === 0) return;
      turns += leased.length;
      // The destination may have refused another one meanwhile.
      const fits = room();
      for (const delivery of leased.slice(0, fits)) begin(delivery, at + leaseMs);
      await Promise.all(leased.slice(fits).map((delivery) => store.release(delivery)));
    }
  }

  /** How many of the next `limit` deliveries are of a kind that has this share of all. */
  function turnsFor(share: number, limit: number): number {
    return Math.floor((turns + limit) * share) - Math.floor(turns * share);
  }

  function begin(delivery: LeasedDelivery, leaseUntil: number): void {
    const { id } = delivery.submission;
    const entry = { id, done: deliver(delivery, leaseUntil).finally(() => underWay.delete(entry)) };
    underWay.add(entry);
  }

  async function deliver(delivery: LeasedDelivery, leaseUntil: number): Promise<void> {
    const startedAt = now();
    const restMs = unsettled.restMs(delivery.submission.id);
    if (restMs > 0) {
      // The clock has been set ahead. Where this cannot be stored, the lease runs out.
      const next = {
        dueAt: startedAt + restMs,
        error: 'retry: the last call may be under way',
        unsettled: true,
      };
      await store.postpone(delivery, next).catch(() => {});
      return wake();
    }
    calling += 1;
    const outcome = await attempt(attemptOptions, delivery, leaseUntil, stopping.signal);
    calling -= 1;
    observer.ended(delivery, outcome);
    const stored = settle(delivery, outcome, startedAt);
    // Not only once that is stored: the next lease shares its commit, and the destination is never left waiting.
    wake();
    await stored.catch((error: unknown) => {
      const fields = { id: delivery.submission.id, destination, attempt: delivery.attempt };
      log.error({ ...fields, error: nameOf(error) }, 'the outcome of an attempt could not be stored');
    });
    // What has just been queued again may be due already.
    wake();
  }

  /** Runs ticks one after another until nothing is left to start, then sleeps until something falls due. */
  async function run(): Promise<void> {
    try {
      do {
        again = false;
        await tick();
      } while (again && running);
      const paused = pausedUntil();
      // Whatever ends next will wake us.
      if (!running || (paused === undefined && room() <= 0)) return;
      const dueAt = await store.nextDueAt(destination);
      const wait = Math.max(dueAt ?? Number.POSITIVE_INFINITY, paused ?? 0) - now();
      // What is due now and yet was not leased waits for its turn behind one that still holds a lease.
      sleep(wait <= 0 ? 250 : Math.max(10, Math.min(store.lookEveryMs ?? maxSleepMs, wait)));
    } catch (error) {
      log.error({ destination, error: nameOf(error) }, 'the store cannot be read; trying again');
      sleep(1_000);
    }
  }

  function sleep(ms: number): void {
    clearTimeout(timer);
    if (running) timer = setTimeout(wake, ms);
  }

  /** Something may be due: a new submission, or room for another delivery. */
  function wake(): void {
    if (!running) return;
    again = true;
    pump ??= run().finally(() => {
      pump = undefined;
      if (again) wake();
    });
  }

  function pausedUntil(): number | undefined {
    const state = breaker.stateAt(now());
    return state.state === 'open' ? state.until : undefined;
  }

  return {
    tick,
    wake,

    /** Begins to deliver. */
    start(): void {
      running = true;
      stopped = false;
      stopping = new AbortController();
      wake();
    },

    /**
     * Takes nothing new, gives what is under way `graceMs` to finish, then aborts it; an aborted attempt goes back to
     * the queue. Resolves when nothing is under way, or two seconds later, to how many attempts still are: their leases
     * stay, and the next start takes them up. Default: 10,000.
     */
    async stop({ graceMs = 10_000 } = {}): Promise<number> {
      running = false;
      stopped = true;
      again = false;
      clearTimeout(timer);
      // This run's own: a start before this stop has ended makes another.
      const controller = stopping;
      await pump;
      const grace = setTimeout(() => controller.abort(), graceMs);
      let end: ReturnType<typeof setTimeout> | undefined;
      const enough = new Promise<void>((resolve) => {
        end = setTimeout(resolve, graceMs + abortMs);
      });
      await Promise.race([Promise.all(Array.from(underWay, ({ done }) => done)), enough]);
      clearTimeout(grace);
      clearTimeout(end);
      controller.abort();
      return underWay.size;
    },

    /**
     * Ends a pause at once, as when a credential has been replaced. One delivery goes out to see whether that helped;
     * if it did not, the next pause is a short one.
     */
    endPause(): void {
      breaker.endPause(now());
      wake();
    },

    /** Until when the destination is left alone, in milliseconds since 1970; undefined when it is not. */
    get pausedUntil(): number | undefined {
      return pausedUntil();
    },

    /** Whether the destination is asked, and if it is not, why and until when: for operators. */
    get breaker(): BreakerState {
      return breaker.stateAt(now());
    },
  };
}

export type DeliveryWorker = ReturnType<typeof createDeliveryWorker>;
