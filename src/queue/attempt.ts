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
}

/** Why an attempt was aborted whose lease has gone to another. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Has the connector deliver what is leased. Stores nothing but what the connector records, and never rejects. */
export async function attempt(
  { store, connector, attemptMs }: AttemptOptions,
  delivery: LeasedDelivery,
  stopping: AbortSignal,
): Promise<Outcome> {
  const { submission, attempt, reference, receivedAt, files, checkpoints, previous } = delivery;
  let lost = false;

  function contextOf(signal: AbortSignal, abort: (reason: unknown) => void): DeliveryContext {
    return {
      attempt,
      signal,
      reference,
      receivedAt,
      files: files.map((file) => readable(file, store)),
      checkpoints,
      previous,
      async record(more) {
        if (await store.record(delivery, more)) return;
        lost = true;
        const reason = new LeaseLost('Another attempt has the lease');
        abort(reason);
        throw reason;
      },
    };
  }

  try {
    const receipt = await withDeadline(attemptMs, stopping, async (signal, abort) =>
      connector.deliver(submission, contextOf(signal, abort)),
    );
    return { kind: 'receipt', receipt };
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
      const content = await store.readFile(file.id);
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
