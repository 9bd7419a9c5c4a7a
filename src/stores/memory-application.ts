import type { Checkpoints } from '../connectors/connector.ts';
import type { Submission } from '../model/submission.ts';
import type { HeldFile } from '../queue/admit-files.ts';
import type { DeliveryState } from '../queue/delivery.ts';

/** What the memory store keeps of an application. */
export interface Application {
  readonly submission: Submission;
  readonly content: string;
  readonly reference: string;
  readonly receivedAt: number;
  /** In milliseconds since 1970. */
  readonly erasedAt?: number;
  readonly files: KeptFile[];
  readonly deliveries: Map<string, Delivery>;
}

/** A file, and its content until that is deleted. */
export type KeptFile = HeldFile & { readonly receivedAt: number; content: Uint8Array | undefined };

/** What the memory store keeps of a delivery. */
export type Delivery = { -readonly [K in keyof DeliveryState]: DeliveryState[K] } & {
  readonly id: string;
  readonly serialKey: string | null;
  leaseUntil: number;
  /** What an attempt set going may be under way until then; 0 when nothing is. */
  unsettledUntil: number;
  checkpoints: Checkpoints;
  owedSince: number;
  attemptsBefore: number;
  last: boolean;
};

/** How a delivery stands. */
export function stateOf({
  destination,
  optional,
  state,
  attempts,
  dueAt,
  recheckAt,
  lastError,
  receipt,
}: Delivery): DeliveryState {
  return {
    destination,
    ...(optional && { optional }),
    state,
    attempts,
    dueAt,
    ...(recheckAt !== undefined && { recheckAt }),
    ...(lastError !== undefined && { lastError }),
    ...(receipt && { receipt }),
  };
}
