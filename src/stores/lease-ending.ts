import type { Receipt } from '../connectors/connector.ts';
import type { DeliveryState } from '../queue/delivery.ts';

/** How a lease ends. What is left out stays as it was, but for `recheckAt`, which is then none. */
export interface LeaseEnding {
  readonly state: DeliveryState['state'];
  readonly dueAt?: number;
  readonly recheckAt?: number | undefined;
  readonly error?: string;
  readonly receipt?: Receipt;
  /** It is owed anew, since then, in milliseconds since 1970, and its attempts count from here. */
  readonly owedSince?: number | undefined;
  /** Default: false. */
  readonly last?: boolean;
  /** Until it is due. Default: false. */
  readonly unsettled?: boolean;
  /** The same until another time, in milliseconds since 1970. */
  readonly unsettledUntil?: number | undefined;
}
