import type { DeliveryError } from '../connectors/connector.ts';
import type { Outcome } from './attempt.ts';
import type { LeasedDelivery } from './delivery.ts';

/** What has become of a delivery: `afterMs` counts from when it was owed, `failure` is why it is not delivered. */
export type Settled =
  | { readonly became: 'delivered'; readonly afterMs: number }
  | { readonly became: 'queued' | 'attention'; readonly failure: DeliveryError };

/** Is told how deliveries go while they do. It decides nothing, and must not throw. */
export interface DeliveryObserver {
  /** An attempt begins. `signal` is what the calls it makes carry, and so what they are known by. */
  begun(delivery: LeasedDelivery, signal: AbortSignal): void;
  /** The attempt is over; its outcome is not stored yet. */
  ended(delivery: LeasedDelivery, outcome: Outcome): void;
  /** The outcome is stored. Never called for a lease that was lost. */
  settled(delivery: LeasedDelivery, settled: Settled): void;
}

/** Takes no notice. */
export const silentDeliveries: DeliveryObserver = { begun() {}, ended() {}, settled() {} };
