import type { FormDefinition } from '../model/definition.ts';
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
  readonly destination: string;
  /** The worker, once there is one. */
  readonly worker: () => DeliveryWorker | undefined;
  readonly log: Log;
}

/** For how long the age of the oldest delivery holds good, in milliseconds: where a million wait, it takes a while to find. */
const oldestMs = 5_000;

/** Metrics and spans of one proxy: what its parts report to, and the text of `/metrics`. */
export function observe({ store, definitions, destination, worker, log }: ObserveOptions) {
  const metrics = createMetrics({
    forms: definitions.map(({ name }) => name),
    destinations: [destination],
    version,
  });
  const reported = new Set<string>();
  const observers = together([metrics, createTracing()], (error) => {
    const name = nameOf(error);
    if (reported.has(name)) return;
    reported.add(name);
    log.error({ error: name }, 'what observes the proxy fails; this is said once');
  });
  const oldestOwedSince = createRecentAnswer(() => store.oldestOwedSince(destination), oldestMs, store.now);
  const backlog = {
    destination,
    counts: () => store.counts(),
    async oldestAgeMs() {
      const since = await oldestOwedSince();
      return since === undefined ? 0 : store.now() - since;
    },
    breaker: () => worker()?.breaker.state ?? 'closed',
  };
  return {
    ...observers,
    contentType: metrics.contentType,
    text: () => metrics.text({ ready: () => store.ping(), backlogs: [backlog] }),
  };
}
