import type { FormDefinition } from '../model/definition.ts';
import type { Backlog } from '../observability/backlog.ts';
import { createMetrics } from '../observability/create-metrics.ts';
import { createTracing } from '../observability/create-tracing.ts';
import { together } from '../observability/together.ts';
import { nameOf } from '../queue/attempt.ts';
import type { DeliveryStore } from '../queue/delivery-store.ts';
import type { DeliveryWorker } from '../queue/delivery-worker.ts';
import type { Log } from '../queue/log.ts';
import { createRecentAnswer } from '../server/recent-answer.ts';
import { version } from './package-root.ts';

export interface ObserveOptions {
  readonly store: DeliveryStore;
  readonly definitions: readonly FormDefinition[];
  readonly destinations: readonly string[];
  /** The worker for a destination, once there is one. */
  readonly workerOf: (destination: string) => Pick<DeliveryWorker, 'breaker'> | undefined;
  readonly log: Log;
}

/** For how long the age of the oldest delivery holds good, in milliseconds: where a million wait, it takes a while to find. */
const oldestMs = 5_000;

/** Metrics and spans of one proxy: what its parts report to, and the text of `/metrics`. */
export function observe({ store, definitions, destinations, workerOf, log }: ObserveOptions) {
  const metrics = createMetrics({
    forms: definitions.map(({ name }) => name),
    destinations,
    version,
  });
  const reported = new Set<string>();
  const observers = together([metrics, createTracing()], (error) => {
    const name = nameOf(error);
    if (reported.has(name)) return;
    reported.add(name);
    log.error({ error: name }, 'what observes the proxy fails; this is said once');
  });
  const backlogs = destinations.map((destination): Backlog => {
    const oldestOwedSince = createRecentAnswer(() => store.oldestOwedSince(destination), oldestMs, store.now);
    return {
      destination,
      counts: () => store.counts(destination),
      async oldestAgeMs() {
        const since = await oldestOwedSince();
        return since === undefined ? 0 : store.now() - since;
      },
      breaker: () => workerOf(destination)?.breaker.state ?? 'closed',
    };
  });
  return {
    ...observers,
    contentType: metrics.contentType,
    text: () => metrics.text({ ready: () => store.ping(), backlogs }),
  };
}

export type Observed = ReturnType<typeof observe>;
