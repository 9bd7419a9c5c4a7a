import type { DeliveryError, Receipt } from '../connectors/connector.ts';
import type { Outcome } from './attempt.ts';
import { type BackoffOptions, backoffMs } from './backoff.ts';
import { type Breaker, maxAskedMs, type Pause } from './breaker.ts';
import type { LeasedDelivery } from './delivery.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { Log } from './log.ts';
import type { DeliveryObserver } from './observer.ts';
import type { Suspects } from './suspects.ts';
import type { Unsettled } from './unsettled.ts';

export interface SettleOptions {
  readonly store: DeliveryStore;
  readonly breaker: Breaker;
  readonly suspects: Suspects;
  readonly unsettled: Unsettled;
  readonly settleMs: number;
  readonly giveUpAfterMs: number;
  readonly backoff?: BackoffOptions | undefined;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly observer: DeliveryObserver;
}

/** How often an application is tried at the least before it is given up. */
const minAttempts = 10;

/** The longest settle delay, in settle delays. */
const maxSettle = 20;

/** When an application that is refused alone is tried again, in milliseconds: it may have been an outage after all. */
const aloneRecheckMs = 900_000;

const pauseMessages: Record<Pause['reason'], string> = {
  refused: 'the destination refuses us; check its settings and credentials',
  failing: 'the destination fails again and again; it is left alone for a while',
  asked: 'the destination asked to be left alone for a while',
};

/**
 * Makes the function that draws the consequences of an attempt: for the delivery, in the store, as `delivery.ts` says;
 * for the destination, in the breaker; and for operators, in the log. It has judged the destination, and asked the
 * store to write, by the time it returns its promise.
 */
export function createSettle(options: SettleOptions) {
  const {
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
  } = options;

  async function deliver(delivery: LeasedDelivery, receipt: Receipt, startedAt: number): Promise<void> {
    const { submission, destination, attempt } = delivery;
    const durationMs = now() - startedAt;
    const fields = { id: submission.id, destination, attempt, receipt, durationMs };
    suspects.accepted(submission.id);
    answered(destination);
    const kept = await store.complete(delivery, receipt);
    if (!kept) return log.warn(fields, 'delivered after the lease had run out');
    log.info(fields, 'delivered');
    observer.settled(delivery, { became: 'delivered', afterMs: now() - delivery.owedSince });
  }

  async function fail(delivery: LeasedDelivery, failure: DeliveryError, ours: boolean): Promise<void> {
    const { submission, destination, attempt, attemptsBefore, owedSince } = delivery;
    const at = now();
    const error = `${failure.kind}: ${failure.message}`;
    const fields = { id: submission.id, destination, attempt, error };
    const tries = attempt - attemptsBefore;
    const settled =
      at + (failure.uncertain ? settleMs * Math.min(maxSettle, 2 ** Math.min(tries - 1, 20)) : 0);

    if (failure.uncertain) unsettled.add(submission.id, settled - at);

    if (failure.kind === 'rejected') {
      suspects.forget(submission.id);
      answered(destination);
      const { recheckMs } = failure;
      return setAside(recheckMs === undefined ? undefined : Math.max(settled, at + recheckMs));
    }
    // A refusal is no answer: it says nothing of whether the others would be taken.
    if (failure.kind === 'misconfigured' && !ours && suspects.refused(submission.id)) {
      return setAside(Math.max(settled, at + aloneRecheckMs));
    }

    const pause = ours ? undefined : breaker.failed(submission.id, failure, at);
    if (pause) {
      const { reason, until } = pause;
      const level = reason === 'asked' ? 'warn' : 'error';
      log[level]({ destination, reason, pausedMs: until - at, error }, pauseMessages[reason]);
    }
    if (failure.kind === 'retry' && !ours && at - owedSince > giveUpAfterMs && tries >= minAttempts) {
      suspects.forget(submission.id);
      return setAside(undefined);
    }
    // A destination that asks for no wait at all still gets one, or it would be asked again without end. One that
    // refuses us is held back by the breaker, and this delivery with it.
    const asked = Math.min(maxAskedMs, failure.retryAfterMs ?? 0);
    const wait = failure.kind === 'retry' ? Math.max(asked, backoffMs(tries, random, backoff)) : 0;
    const dueAt = Math.max(settled, at + wait);
    const last = suspects.has(submission.id);
    if (!(await store.postpone(delivery, { dueAt, error, last, unsettled: failure.uncertain })))
      return lost();
    log.warn({ ...fields, retryInMs: dueAt - at }, 'the delivery will be tried again');
    observer.settled(delivery, { became: 'queued', failure });

    async function setAside(recheckAt: number | undefined): Promise<void> {
      const unsettledUntil = failure.uncertain ? settled : undefined;
      if (!(await store.bury(delivery, { error, recheckAt, unsettledUntil }))) return lost();
      const recheck = recheckAt !== undefined && { recheckInMs: recheckAt - at };
      log.error({ ...fields, ...recheck }, 'the application needs attention');
      observer.settled(delivery, { became: 'attention', failure });
    }

    /** What becomes of it is for the attempt to say that has taken over. */
    function lost(): void {
      log.warn(fields, 'failed after the lease had run out');
    }
  }

  function answered(destination: string): void {
    if (breaker.answered(now())) log.info({ destination }, 'the destination takes deliveries again');
  }

  /** Rejects when the outcome could not be stored: the lease stays then, and runs out; the attempt counts. */
  return async function settle(delivery: LeasedDelivery, outcome: Outcome, startedAt: number): Promise<void> {
    if (outcome.kind === 'receipt') return deliver(delivery, outcome.receipt, startedAt);
    if (outcome.kind === 'failure') return fail(delivery, outcome.failure, outcome.ours);
    const { submission, destination, attempt } = delivery;
    log.warn({ id: submission.id, destination, attempt }, 'the lease was lost, and the attempt ended');
  };
}
