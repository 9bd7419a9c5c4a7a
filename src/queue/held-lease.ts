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
  /**
   * The time of this machine, in milliseconds since 1970. Where a virtual machine was halted, `now` may not have gone on,
   * if it counts the time that has passed.
   */
  readonly wallClock: () => number;
  /** Called when the lease turns out to be another's. */
  readonly onLost: () => void;
}

/** The lease is renewed when so much of it is over; with as much left, a call may still go out unasked. */
const renewAfter = 1 / 3;

/**
 * Keeps a lease while an attempt works under it. A store that cannot be reached takes the lease from nobody: the next
 * beat tries again, and the next call waits for an answer only where the lease is about to run out.
 */
export function holdLease(options: HeldLeaseOptions) {
  const { store, delivery, until, leaseMs, now, wallClock, onLost } = options;
  let heldUntil = until;
  let renewedAt = wallClock();
  let ended = false;
  let heartbeat: ReturnType<typeof setTimeout> | undefined;

  async function renew(): Promise<void> {
    const [next, at] = [now() + leaseMs, wallClock()];
    if (await store.renew(delivery, next)) [heldUntil, renewedAt] = [next, at];
    else if (!ended) onLost();
  }

  function beat(): void {
    if (!ended) heartbeat = setTimeout(() => void renew().then(beat, beat), leaseMs * renewAfter);
  }

  beat();
  return {
    /** Makes sure that so much of the lease is left as a call needs to go out. Rejects when the store cannot be reached. */
    async refresh(): Promise<void> {
      const left = Math.min(heldUntil - now(), renewedAt + leaseMs - wallClock());
      if (left < leaseMs * renewAfter) await renew();
    },

    /** Ends the renewals: the attempt is over. */
    stop(): void {
      ended = true;
      clearTimeout(heartbeat);
    },
  };
}
