import type { BreakerState } from '../queue/breaker.ts';
import type { DeliveryState } from '../queue/delivery.ts';
import type { Meters } from './meters.ts';

/** Where it is looked up how the deliveries to one destination stand. */
export interface Backlog {
  readonly destination: string;
  /** Rejects when the store cannot be read. */
  counts(): Promise<Readonly<Record<DeliveryState['state'], number>>>;
  /** How long the oldest that is queued or under way has been owed, in milliseconds; asked where there is one. */
  oldestAgeMs(): Promise<number>;
  breaker(): BreakerState['state'];
}

/** What is looked up whenever somebody asks for the metrics. */
export interface Watched {
  /** Rejects when the store cannot be written to. */
  ready(): Promise<unknown>;
  readonly backlogs: readonly Backlog[];
}

/** Sets the gauges. What a store does not tell has no value then: an old one would be a lie. */
export async function readBacklogs(meters: Meters, { ready, backlogs }: Watched): Promise<void> {
  const isReady = await ready().then(
    () => 1,
    () => 0,
  );
  const stored = await Promise.all(backlogs.map(readStored));
  meters.ready.set(isReady);
  for (const gauge of [meters.deliveries, meters.depth, meters.oldest]) gauge.reset();
  for (const [index, { destination, breaker }] of backlogs.entries()) {
    for (const state of ['closed', 'half-open', 'open']) {
      meters.breaker.set({ destination, state }, Number(state === breaker()));
    }
    const found = stored[index];
    if (!found) continue;
    for (const [state, n] of Object.entries(found.counts)) meters.deliveries.set({ destination, state }, n);
    meters.depth.set({ destination }, found.depth);
    meters.oldest.set({ destination }, Math.max(0, found.oldestAgeMs) / 1000);
  }
}

async function readStored({ counts, oldestAgeMs }: Backlog) {
  try {
    const byState = await counts();
    const depth = byState.queued + byState.leased;
    return { counts: byState, depth, oldestAgeMs: depth > 0 ? await oldestAgeMs() : 0 };
  } catch {
    return undefined;
  }
}
