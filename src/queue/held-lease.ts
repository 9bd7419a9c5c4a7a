import type { LeasedDelivery } from './delivery.ts';
import type { DeliveryStore } from './delivery-store.ts';

export interface HeldLeaseOptions {
  readonly store: DeliveryStore;
  readonly delivery: LeasedDelivery;
  /** When the lease runs out unless it is renewed, in milliseconds since 1970. */
  readonly until: number;
  /** How long it lasts from when it was last renewed, in milliseconds. */
  readonly leaseMs: number;
  readonly now: () => number;
  /** Called when the lease turns out to be another's. */
  readonly onLost: () => void;
}

/** The lease is renewed when so much of it is over; with as much left, a call may still go out unasked. */
const renewAfter = 1 / 3;

/**
 * Keeps a lease while an attempt works under it. A store that cannot be reached takes the lease from nobody: the next
 * beat tries again, and the next call waits for an answer only where the lease is about to run out.
 */
export function holdLease({ store, delivery, until, leaseMs, now, onLost }: HeldLeaseOptions) {
  let heldUntil = until;
  let ended = false;
  let heartbeat: ReturnType<typeof setTimeout> | undefined;

  async function renew(): Promise<void> {
    const next = now() + leaseMs;
    if (await store.renew(delivery, next)) heldUntil = next;
    else if (!ended) onLost();
  }

  function beat(): void {
    if (!ended) heartbeat = setTimeout(() => void renew().then(beat, beat), leaseMs * renewAfter);
  }

  beat();
  return {
    /** Makes sure that so much of the lease is left as a call needs to go out. Rejects when the store cannot be reached. */
    async refresh(): Promise<void> {
      if (heldUntil - now() < leaseMs * renewAfter) await renew();
    },

    /** Ends the renewals: the attempt is over. */
    stop(): void {
      ended = true;
      clearTimeout(heartbeat);
    },
  };
}
