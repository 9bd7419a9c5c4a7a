import type { Checkpoints } from '../connectors/connector.ts';
import type { Submission } from '../model/submission.ts';
import type { DeliveryState } from './delivery.ts';

/**
 * What operators do with deliveries, while workers are at them or while none is. Apart from the store, since it has its
 * own connection: it takes no lease and holds up nobody for long. Every method rejects with StoreUnavailable when
 * storage fails, and does all of what it does or nothing.
 */
export interface DeliveryOperations {
  /** Milliseconds since 1970, by the clock of the store. */
  now(): number;

  /** The deliveries that the filter lets through, those of the newest applications first. Nothing that was typed. */
  list(filter: DeliveryFilter, page: Page): Promise<readonly DeliverySummary[]>;

  /** How many deliveries the filter lets through. */
  count(filter: DeliveryFilter): Promise<number>;

  /** The id of the application that its applicant knows under this code, or undefined when there is none. */
  idOf(reference: string): Promise<string | undefined>;

  /** How an application stands, or undefined when there is none with this id. Nothing that was typed. */
  show(id: string): Promise<ApplicationSummary | undefined>;

  /**
   * Makes due those of the deliveries that wait or are in attention: now or, where the last attempt may have ended so
   * lately that what it sent is still under way, as soon as that has settled. What was in attention has as long as a new
   * one before it is set aside again. One that is leased or delivered is left as it is. The outcomes are in the order
   * asked.
   */
  retry(deliveries: readonly DeliveryKey[], options: RetryOptions): Promise<readonly RetryOutcome[]>;

  /**
   * Everything that is held of an application, in the clear: what the person has a right to see. Undefined when there is
   * none with this id.
   */
  export(id: string): Promise<HeldApplication | undefined>;

  /**
   * Removes for good what was typed in these applications, their files included. What stays is that there was one: its
   * id, so that a sender who repeats it does not bring it back, its reference, its times, and how its deliveries ended.
   * Those with a receipt are delivered. The others stay undelivered for good, in attention with `erased` for an error,
   * and count for nothing. The outcomes are in the order asked.
   */
  erase(ids: readonly string[], options: { readonly now: number }): Promise<readonly EraseOutcome[]>;

  close(): Promise<void>;
}

/** Which deliveries; each member that is given has to fit. */
export interface DeliveryFilter {
  /** What has been erased needs nobody's attention. */
  readonly state?: DeliveryState['state'];
  readonly destination?: string;
  /** The id of the application. */
  readonly id?: string;
  /** The code under which the applicant knows the application. */
  readonly reference?: string;
  /** An e-mail address, however it is written. */
  readonly email?: string;
  /** A telephone number in its normal form. */
  readonly phone?: string;
  /** Milliseconds since 1970; what was received then is let through. */
  readonly receivedFrom?: number;
  /** Milliseconds since 1970; what was received then is not let through. */
  readonly receivedBefore?: number;
}

export interface DeliveryKey {
  /** The id of the application. */
  readonly id: string;
  readonly destination: string;
}

export interface RetryOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How long a lease lasts at the most: the last attempt ended before its lease would have. In milliseconds. */
  readonly leaseMs: number;
  /** How long a destination may go on with what it was sent, in milliseconds. */
  readonly settleMs: number;
}

export interface Page {
  readonly limit: number;
  /** The last delivery of the page before. Default: none, for the first page. */
  readonly after?: DeliveryKey & { readonly receivedAt: number };
}

/** A delivery and of its application what nobody typed. */
export interface DeliverySummary extends DeliveryState, DeliveryKey {
  readonly reference: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** How many files the application has. */
  readonly files: number;
}

/** An application without anything that was typed. */
export interface ApplicationSummary {
  readonly id: string;
  readonly reference: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** When what was typed has been removed, if it has; in milliseconds since 1970. */
  readonly erasedAt?: number;
  /** In the order received; without their names, which are people's own. */
  readonly files: readonly FileSummary[];
  readonly deliveries: readonly DeliveryDetails[];
}

export interface FileSummary {
  readonly id: string;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** Whether its content is still here. */
  readonly kept: boolean;
}

/** A delivery with what attempts have left behind. */
export interface DeliveryDetails extends DeliveryState {
  /** When the lease runs out, where it is leased; in milliseconds since 1970. */
  readonly leaseUntil?: number;
  readonly checkpoints: Checkpoints;
}

/**
 * `due`: queued, and due as soon as may be. `leased`: a worker has it, and sees to what comes next. `delivered`: there is nothing left
 * to do. `erased`: there is nothing left to deliver. `unknown`: there is no such delivery.
 */
export type RetryOutcome = 'due' | 'leased' | 'delivered' | 'erased' | 'unknown';

/** An application with everything that was typed. */
export interface HeldApplication extends Omit<ApplicationSummary, 'files'> {
  /** Absent where it has been erased. */
  readonly submission?: Submission;
  /** In the order received. */
  readonly files: readonly HeldFile[];
}

/** A file with its name and its content. */
export interface HeldFile extends FileSummary {
  readonly name: string;
  /** Absent where it has been deleted. */
  readonly content?: Uint8Array;
}

/**
 * `erased`: nothing that was typed is left here, now or already before. `leased`: a worker is handing it over at this
 * moment, so that nothing was done; it can be asked for again once that has ended. `unknown`: there is no such
 * application.
 */
export type EraseOutcome = 'erased' | 'leased' | 'unknown';

/** When a delivery is due that is tried again and whose last lease, if it had any, was to run out at `leaseUntil`. */
export function retryDueAt(leaseUntil: number | undefined, { now, leaseMs, settleMs }: RetryOptions): number {
  if (leaseUntil === undefined) return now;
  // Not longer than from now, should the clock have been ahead then.
  return Math.max(now, Math.min(leaseUntil, now + leaseMs) + settleMs);
}
