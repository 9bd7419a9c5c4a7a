import type { Submission } from '../model/submission.ts';

/** Passes submissions on to one destination. */
export interface Connector {
  /** The destination's name, such as `b2c-service`; deliveries are stored under it. */
  readonly destination: string;
  /**
   * Makes sure that the destination holds this submission exactly once, whatever earlier attempts did.
   * Throws a {@link DeliveryError}; anything else thrown counts as `retry` with an uncertain outcome.
   */
  deliver(submission: Submission, context: DeliveryContext): Promise<Receipt>;
}

export interface DeliveryContext {
  /**
   * 1 for the first attempt ever begun. From 2 on, an earlier attempt may have got through without our knowing:
   * the connector must look before it creates anything.
   */
  readonly attempt: number;
  /** Aborted when the attempt's time is up or the process stops. */
  readonly signal: AbortSignal;
}

/** The destination's answer: proof that it holds the submission. */
export interface Receipt {
  /** The destination's own id of what it created. */
  readonly id: string;
  /** The number its people call it by, if it has one. */
  readonly reference?: string;
}

/**
 * Why a delivery did not succeed, and so what becomes of it:
 * - `retry`: trouble that passes. Tried again later.
 * - `rejected`: the destination will not have this one. Waits for a person; others go on.
 * - `misconfigured`: every delivery would fail alike. The destination is left alone for a while.
 */
export type DeliveryErrorKind = 'retry' | 'rejected' | 'misconfigured';

export interface DeliveryErrorDetails {
  /** How long the destination asked to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The destination may have done what was asked, or may be doing it still. Default: false. */
  readonly uncertain?: boolean;
  readonly cause?: unknown;
}

/** A delivery attempt failed. The message is for operators: operations, statuses and codes, never personal data. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly kind: DeliveryErrorKind;
  readonly retryAfterMs: number | undefined;
  readonly uncertain: boolean;

  constructor(kind: DeliveryErrorKind, message: string, details: DeliveryErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.retryAfterMs = details.retryAfterMs;
    this.uncertain = details.uncertain ?? false;
  }
}
