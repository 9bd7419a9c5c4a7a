import { onTestFinished } from 'vitest';
import {
  type Connector,
  type DeliveryContext,
  DeliveryError,
  type Receipt,
} from '../../src/connectors/connector.ts';
import type { Submission } from '../../src/model/index.ts';
import { createDeliveryWorker, type DeliveryWorkerOptions } from '../../src/queue/index.ts';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { collectLog } from './collect-log.ts';
import { buildSubmission } from './submissions.ts';
import { until } from './until.ts';

/** What a destination in a test does with an attempt: the nth call is given n, from 1. */
export type Deliver = (
  submission: Submission,
  context: DeliveryContext & { readonly call: number },
) => Promise<Receipt> | Receipt;

/** An error of a connector. */
export const failure = (kind: DeliveryError['kind'], details = {}) =>
  new DeliveryError(kind, 'status 500', details);

/** A worker on a store, a clock that a test sets, and a destination that does as the test says. Not started. */
export function openWorker(deliver: Deliver, options: Partial<DeliveryWorkerOptions> = {}) {
  const store = options.store ?? createMemoryStore();
  const log = collectLog();
  const clock = { now: 1_000_000 };
  const calls: { readonly id: string; readonly attempt: number }[] = [];
  const connector: Connector = {
    destination: 'crm',
    async deliver(submission, context) {
      calls.push({ id: submission.id, attempt: context.attempt });
      return deliver(submission, { ...context, call: calls.length });
    },
    check: async () => [],
  };
  const worker = createDeliveryWorker({
    store,
    connector,
    log,
    now: () => clock.now,
    random: () => 1,
    ...options,
  });
  onTestFinished(async () => void (await worker.stop({ graceMs: 0 })));

  const stateOf = async (id: string) => (await store.find(id))?.deliveries[0];
  return {
    store,
    log,
    clock,
    calls,
    worker,
    stateOf,
    async add(serialKey: string | null = null, receivedAt = clock.now): Promise<string> {
      const submission = buildSubmission() as unknown as Submission;
      await store.add(submission, { destinations: ['crm'], serialKey, receivedAt });
      return submission.id;
    },
    /** Starts what is due and waits until its outcome is stored. */
    async tick(): Promise<void> {
      await worker.tick();
      await until(async () => (await store.counts()).leased === 0);
    },
    /** Moves the clock to when a delivery falls due. */
    async skipTo(id: string): Promise<void> {
      clock.now = (await stateOf(id))?.dueAt ?? clock.now;
    },
  };
}
