import type { FormDefinition } from '../model/definition.ts';
import { attemptTimeMs } from '../queue/attempt-time.ts';
import type { BreakerState } from '../queue/breaker.ts';
import type { DeliveryStore } from '../queue/delivery-store.ts';
import { createDeliveryWorker, type DeliveryWorker } from '../queue/delivery-worker.ts';
import type { Log } from '../queue/log.ts';
import type { ConfiguredDestination } from './destinations/configured-destination.ts';
import { createHttpFetch } from './http-fetch.ts';
import type { Observed } from './observe.ts';
import type { Settings } from './settings.ts';
import { type SiteCheck, startSiteCheck } from './site-check.ts';

export interface DeliverOptions {
  readonly store: DeliveryStore;
  readonly settings: Pick<Settings, 'leaseMs' | 'newestPercent' | 'files'>;
  readonly definitions: readonly FormDefinition[];
  readonly observed: Observed;
  /** How long a destination is left alone that would refuse everything, in milliseconds. Default: as the breaker has it. */
  readonly pauseMs?: number;
  readonly log: Log;
}

/** Deliveries to one destination: its connector, its worker, and the check that is made of it. */
export interface Delivering {
  readonly name: string;
  readonly worker: DeliveryWorker;
  readonly check: SiteCheck;
  /** Ends checks and deliveries, and what the connector holds open. Resolves to how many deliveries were cut off. */
  stop(): Promise<number>;
}

/** How long a connector may take to say goodbye, in milliseconds. */
const closeMs = 3_000;

/** Makes everything ready to deliver to a destination, and begins to check it. The worker is started by the caller. */
export function deliverTo(destination: ConfiguredDestination, options: DeliverOptions): Delivering {
  const { store, settings, definitions, observed, log } = options;
  const { name, timeoutMs, settleMs, concurrency } = destination;
  const connector = destination.connect({
    // A call goes out while a third of the lease is left, or not at all.
    fetch: createHttpFetch({ sendWithinMs: settings.leaseMs / 6 }),
    observer: observed.callsTo(name),
    definitions,
  });
  const worker = createDeliveryWorker({
    store,
    connector,
    concurrency,
    settleMs,
    ...(options.pauseMs !== undefined && { pauseMs: options.pauseMs }),
    leaseMs: settings.leaseMs,
    newestShare: settings.newestPercent / 100,
    attemptMs: attemptTimeMs({ timeoutMs, maxFiles: settings.files?.maxFiles ?? 0 }),
    log,
    observer: observed.deliveries,
  });
  const check = startSiteCheck({ connector, definitions, log });
  // Whoever replaces a refused secret wants to see what comes of it now, not after the pause.
  const unwatch = destination.secretFiles.map((file) =>
    file.watch(() => {
      worker.endPause();
      check.again();
    }),
  );
  return {
    name,
    worker,
    check,
    async stop() {
      for (const end of unwatch) end();
      check.stop();
      const cutOff = await worker.stop();
      await Promise.race([connector.close?.().catch(() => {}), afterMs(closeMs)]);
      return cutOff;
    },
  };
}

/** How deliveries to a destination are doing, for operators. */
export async function stateOf(store: DeliveryStore, { name, worker }: Delivering) {
  return {
    deliveries: await store.counts(name),
    paused: worker.pausedUntil !== undefined,
    breaker: inIso(worker.breaker),
  };
}

/** Times are for people here. */
function inIso(breaker: BreakerState): Record<string, unknown> {
  return 'until' in breaker ? { ...breaker, until: new Date(breaker.until).toISOString() } : { ...breaker };
}

const afterMs = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
