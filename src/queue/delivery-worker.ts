import { type Connector, DeliveryError } from '../connectors/connector.ts';
import { withDeadline } from '../shared/deadline.ts';
import { type BackoffOptions, backoffMs } from './backoff.ts';
import type { LeasedDelivery } from './delivery.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { type Log, silentLog } from './log.ts';

export interface DeliveryWorkerOptions {
  readonly store: DeliveryStore;
  readonly connector: Connector;
  /** How many deliveries may be under way at one time. Default: 4. */
  readonly concurrency?: number;
  /** How long one attempt may take in all, in milliseconds. Default: 150,000. */
  readonly attemptMs?: number;
  /**
   * How long to wait, at the least, after an attempt whose outcome is unknown before looking whether it got
   * through: the destination may still be working on it. Doubles with each attempt, up to ten minutes. In
   * milliseconds. Default: 30,000.
   */
  readonly settleMs?: number;
  /**
   * How long after its receipt an application is tried before a person has to look, unless it has been tried only a
   * few times by then, since the destination was paused. In milliseconds. Default: three days.
   */
  readonly giveUpAfterMs?: number;
  readonly backoff?: BackoffOptions;
  /** How long the destination is left alone when every delivery would fail alike; doubles up to 15 minutes. Default: 15,000. */
  readonly pauseMs?: number;
  readonly now?: () => number;
  readonly random?: () => number;
  readonly log?: Log;
}

/** A lease outlives the attempt by this much, so that it never runs out under a worker that is still at it. */
const leaseMarginMs = 30_000;

/** How often an application is tried at the least before it is given up. */
const minAttempts = 10;

/** How long an attempt may take to end once it has been aborted, in milliseconds. Its lease stays, and runs out. */
const abortMs = 2_000;

/** The longest settle delay, in milliseconds. */
const maxSettleMs = 600_000;

/** The longest pause after misconfiguration, and the longest sleep, in milliseconds. */
const maxPauseMs = 900_000;
const maxSleepMs = 60_000;

/** The longest wait that a destination can ask for; one that asks for years must not hide an application for years. */
const maxRetryAfterMs = 3_600_000;

/**
 * Delivers what a store holds for one destination, a few at a time. It sleeps until something falls due; `wake` ends
 * the sleep. What each outcome leads to is written in `delivery.ts`.
 */
export function createDeliveryWorker(options: DeliveryWorkerOptions) {
  const { store, connector, concurrency = 4, attemptMs = 150_000, settleMs = 30_000 } = options;
  const { giveUpAfterMs = 3 * 86_400_000, pauseMs = 15_000, now = Date.now, random = Math.random } = options;
  const { log = silentLog } = options;
  const { destination } = connector;

  /** What is under way, by the submission's id. */
  const underWay = new Map<string, Promise<void>>();
  let running = false;
  let stopped = false;
  let stopping = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pump: Promise<void> | undefined;
  let again = false;
  let pausedUntil = 0;
  let pauses = 0;
  /** How many deliveries the destination has taken, and how many it had when it refused one as misconfigured. */
  let accepted = 0;
  const refused = new Map<string, number>();

  /** Leases what is due, as far as there is room, and starts on it. Resolves when nothing more can be started. */
  async function tick(): Promise<void> {
    // After a pause one delivery goes ahead of the others to find out whether the destination takes us now.
    const room = () => (pauses > 0 ? 1 : concurrency) - underWay.size;
    while (room() > 0 && now() >= pausedUntil && !stopped) {
      const at = now();
      const leased = await store.lease({
        destination,
        limit: room(),
        now: at,
        until: at + attemptMs + leaseMarginMs,
        underWay: new Set(underWay.keys()),
        lapsedDueAt: at + settleMs,
      });
      for (const delivery of leased) {
        const { id } = delivery.submission;
        const attempt = deliver(delivery).finally(() => {
          underWay.delete(id);
          wake();
        });
        underWay.set(id, attempt);
      }
      if (leased.length === 0) return;
    }
  }

  async function deliver(delivery: LeasedDelivery): Promise<void> {
    const { submission, attempt } = delivery;
    const fields = { id: submission.id, destination, attempt };
    const startedAt = now();
    try {
      const receipt = await withDeadline(attemptMs, stopping.signal, (signal) =>
        connector.deliver(submission, { attempt, signal }),
      );
      pauses = 0;
      accepted += 1;
      refused.delete(submission.id);
      const kept = await store.complete(delivery, receipt);
      const durationMs = now() - startedAt;
      if (kept) log.info({ ...fields, receipt, durationMs }, 'delivered');
      else log.warn({ ...fields, receipt, durationMs }, 'delivered after the lease had run out');
    } catch (cause) {
      await fail(delivery, asDeliveryError(cause)).catch((error: unknown) =>
        // The lease stays and runs out; the attempt counts. Nothing is lost.
        log.error({ ...fields, error: nameOf(error) }, 'the outcome of an attempt could not be stored'),
      );
    }
  }

  async function fail(delivery: LeasedDelivery, failure: DeliveryError): Promise<void> {
    const { submission, attempt, receivedAt } = delivery;
    const at = now();
    const error = `${failure.kind}: ${failure.message}`;
    const fields = { id: submission.id, destination, attempt, error };
    const settled =
      at + (failure.uncertain ? Math.min(maxSettleMs, settleMs * 2 ** Math.min(attempt - 1, 20)) : 0);
    // Refused like everything else, it seemed; but others have got through since, so it is this one that is refused.
    const alone = accepted > (refused.get(submission.id) ?? Number.POSITIVE_INFINITY);

    if (failure.kind === 'misconfigured' && !alone) {
      refused.set(submission.id, accepted);
      // Those that were under way together are refused together; that is one refusal.
      if (at >= pausedUntil) {
        pausedUntil = at + Math.min(maxPauseMs, pauseMs * 2 ** Math.min(pauses, 20));
        pauses += 1;
      }
      const pausedMs = pausedUntil - at;
      await store.postpone(delivery, { dueAt: Math.max(settled, pausedUntil), error });
      log.error({ ...fields, pausedMs }, 'the destination refuses us; check its settings and credentials');
    } else if (failure.kind !== 'retry' || (at - receivedAt > giveUpAfterMs && attempt >= minAttempts)) {
      pauses = 0;
      refused.delete(submission.id);
      await store.bury(delivery, { error });
      log.error(fields, 'the application needs attention');
    } else {
      // A destination that asks for no wait at all still gets one, or it would be asked again without end.
      const asked = Math.min(maxRetryAfterMs, failure.retryAfterMs ?? 0);
      const wait = Math.max(asked, backoffMs(attempt, random, options.backoff));
      await store.postpone(delivery, { dueAt: Math.max(settled, at + wait), error });
      log.warn({ ...fields, retryInMs: Math.max(settled - at, wait) }, 'the delivery will be tried again');
    }
  }

  /** Runs ticks one after another until nothing is left to start, then sleeps until something falls due. */
  async function run(): Promise<void> {
    try {
      do {
        again = false;
        await tick();
      } while (again && running);
      if (!running || underWay.size >= concurrency) return;
      const dueAt = await store.nextDueAt(destination);
      const wait = Math.max(dueAt ?? Number.POSITIVE_INFINITY, pausedUntil) - now();
      // What is due now and yet was not leased waits for its turn behind one that still holds a lease.
      sleep(wait <= 0 ? 250 : Math.max(10, Math.min(maxSleepMs, wait)));
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
     * the queue. Resolves when nothing is under way, or two seconds later. Default: 10,000.
     */
    async stop({ graceMs = 10_000 } = {}): Promise<void> {
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
      await Promise.race([Promise.all(underWay.values()), enough]);
      clearTimeout(grace);
      clearTimeout(end);
      controller.abort();
    },

    /** Until when the destination is left alone, in milliseconds since 1970; undefined when it is not. */
    get pausedUntil(): number | undefined {
      return pausedUntil > now() ? pausedUntil : undefined;
    },
  };
}

export type DeliveryWorker = ReturnType<typeof createDeliveryWorker>;

/** What a connector did not foresee may have happened after it sent something. */
function asDeliveryError(cause: unknown): DeliveryError {
  if (cause instanceof DeliveryError) return cause;
  return new DeliveryError('retry', `unexpected ${nameOf(cause)}`, { uncertain: true, cause });
}

/** The kind of an error, without its message, which may quote data. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
