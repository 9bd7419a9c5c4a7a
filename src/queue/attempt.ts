import {
  type ApplicationFile,
  type Connector,
  type DeliveryContext,
  DeliveryError,
  type Receipt,
} from '../connectors/connector.ts';
import { withDeadline } from '../shared/deadline.ts';
import type { LeasedDelivery, StoredFile } from './delivery.ts';
import { type DeliveryStore, StoreUnavailable } from './delivery-store.ts';
import { holdLease } from './held-lease.ts';
import type { DeliveryObserver } from './observer.ts';
import { Unreadable } from './unreadable.ts';

/**
 * How an attempt ended. `lost`: another attempt has the lease now, so there is nothing to store. A failure is `ours`
 * when it says nothing of the destination: this process stops, or its store cannot be used.
 */
export type Outcome =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'failure'; readonly failure: DeliveryError; readonly ours: boolean }
  | { readonly kind: 'lost' };

export interface AttemptOptions {
  readonly store: DeliveryStore;
  readonly connector: Connector;
  readonly attemptMs: number;
  /** How long a lease lasts from when it was last renewed, in milliseconds. */
  readonly leaseMs: number;
  readonly now: () => number;
  /** The time of this machine, in milliseconds since 1970. */
  readonly wallClock: () => number;
  readonly observer: DeliveryObserver;
}

/** Why an attempt was aborted whose lease has gone to another. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * Has the connector deliver what is leased until `leaseUntil`, and renews the lease meanwhile. Stores nothing but that
 * and what the connector records, and never rejects.
 */
export async function attempt(
  { store, connector, attemptMs, leaseMs, now, wallClock, observer }: AttemptOptions,
  delivery: LeasedDelivery,
  leaseUntil: number,
  stopping: AbortSignal,
): Promise<Outcome> {
  const { submission, attempt, attemptsBefore, reference, receivedAt, files, checkpoints, previous } =
    delivery;
  let lost = false;

  async function deliver(signal: AbortSignal, abort: (reason: unknown) => void): Promise<Receipt> {
    function onLost(): void {
      lost = true;
      abort(new LeaseLost('Another attempt has the lease'));
    }
    observer.begun(delivery, signal);
    const lease = holdLease({ store, delivery, until: leaseUntil, leaseMs, now, wallClock, onLost });
    const context: DeliveryContext = {
      attempt,
      attemptsBefore,
      signal: Object.assign(signal, {
        async stillHeld(): Promise<void> {
          await lease.refresh();
          signal.throwIfAborted();
        },
      }),
      reference,
      receivedAt,
      files: files.map((file) => readable(file, store)),
      checkpoints,
      previous,
      async record(more) {
        if (!(await store.record(delivery, more))) onLost();
        signal.throwIfAborted();
      },
    };
    try {
      return await connector.deliver(submission, context);
    } finally {
      lease.stop();
    }
  }

  try {
    return { kind: 'receipt', receipt: await withDeadline(attemptMs, stopping, deliver) };
  } catch (cause) {
    if (lost) return { kind: 'lost' };
    const ours = stopping.aborted || cause instanceof StoreUnavailable;
    return { kind: 'failure', failure: asDeliveryError(cause), ours };
  }
}

function readable(file: StoredFile, store: DeliveryStore): ApplicationFile {
  return {
    ...file,
    async read() {
      const content = await store.readFile(file.id).catch((cause: unknown) => {
        // No later attempt could read it either.
        if (cause instanceof Unreadable) throw new DeliveryError('rejected', cause.message, { cause });
        throw cause;
      });
      if (!content) throw new DeliveryError('rejected', `file ${file.id} is not in the store`);
      return content;
    },
  };
}

/** What a connector did not foresee may have happened after it sent something. */
function asDeliveryError(cause: unknown): DeliveryError {
  if (cause instanceof DeliveryError) return cause;
  return new DeliveryError('retry', `unexpected ${nameOf(cause)}`, { uncertain: true, cause });
}

/** The kind of an error, without its message, which may quote data. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
