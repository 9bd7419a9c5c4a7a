import type { FormDefinition } from '../model/definition.ts';
import type { Submission } from '../model/submission.ts';

/** Passes submissions on to one destination. */
export interface Connector {
  /** The destination's name, such as `b2c-service`; deliveries are stored under it. */
  readonly destination: string;
  /**
   * Makes sure that the destination holds this submission and its files exactly once, whatever earlier attempts did.
   * Throws a {@link DeliveryError}; anything else thrown counts as `retry` with an uncertain outcome.
   */
  deliver(submission: Submission, context: DeliveryContext): Promise<Receipt>;
  /**
   * Asks the destination whether everything is there that delivering needs. What is wrong comes back as findings,
   * also that the destination cannot be reached; an empty list means that nothing is. Creates nothing there.
   */
  check(context: CheckContext): Promise<readonly Finding[]>;
  /**
   * Ends what it holds open at the destination, such as a session. Called once, when the process stops and nothing is
   * under way any more; it has a few seconds. Default: there is nothing to end.
   */
  close?(): Promise<void>;
}

export interface DeliveryContext {
  /**
   * 1 for the first attempt ever begun. From 2 on, an earlier attempt may have got through without our knowing:
   * the connector must look before it creates anything.
   */
  readonly attempt: number;
  /**
   * How many attempts there had been when a person last had it tried again that had been set aside, or a file queued
   * again what had been delivered. Nothing that happens by itself changes it, neither a recheck nor a start of the
   * process. Default: 0.
   */
  readonly attemptsBefore?: number | undefined;
  readonly signal: AttemptSignal;
  /** The short code under which the applicant knows the application. */
  readonly reference: string;
  /** When the application was stored, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** What the applicant sent along, in the order received. */
  readonly files: readonly ApplicationFile[];
  /** The receipt of an earlier delivery, where files have come in since. */
  readonly previous?: Receipt | undefined;
  /** What earlier attempts recorded. */
  readonly checkpoints: Checkpoints;
  /**
   * Adds to the checkpoints on stable storage. Rejects when the lease is no longer this attempt's: then nothing more
   * may be asked of the destination.
   */
  record(checkpoints: Checkpoints): Promise<void>;
}

/** Aborted when the attempt's time is up, its lease has gone to another, or the process stops. */
export interface AttemptSignal extends AbortSignal {
  /**
   * To be awaited right before each call to the destination, as `http-client.ts` does for every call that is given this
   * signal. Rejects when the lease has gone to another attempt: a process that was halted for longer than its lease
   * hears nothing of that until it asks.
   */
  stillHeld(): Promise<void>;
}

/** Steps that are done and need not be done again, by a name of the connector's own: `contact` → `51718`. */
export type Checkpoints = Readonly<Record<string, string>>;

/** A file that belongs to an application. Its type is what its content says. */
export interface ApplicationFile {
  readonly id: string;
  /** A name without a path, unique among the files of the application. */
  readonly name: string;
  /** A media type, such as `application/pdf`. */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** The content. */
  read(): Promise<Uint8Array>;
}

/** The destination's answer: proof that it holds the submission. */
export interface Receipt {
  /** The destination's own id of what it created. */
  readonly id: string;
  /** The number its people call it by, if it has one. */
  readonly reference?: string;
  /** Where it stands: filled in by the proxy, and of no concern to a connector. */
  readonly site?: string;
}

export interface CheckContext {
  /** The forms whose applications are delivered there. */
  readonly definitions: readonly FormDefinition[];
  readonly signal: AbortSignal;
  /** Told what is looked at next, in a few words. Default: nobody. */
  readonly progress?: (step: string) => void;
}

/** One thing that is not as delivering needs it, for an operator: no personal data. */
export interface Finding {
  /** `error`: applications will be set aside. `warning`: they arrive, but not wholly as meant. */
  readonly severity: 'error' | 'warning';
  /** What kind of thing is wrong, such as `menu-value-missing`. */
  readonly code: string;
  /** Where in the configuration, such as `mapping.contact "customFields.c.cdl_type.lookupName"`. */
  readonly where: string;
  /** What is wrong, in a clause. */
  readonly problem: string;
  /** What the destination has instead, the nearest first. */
  readonly offers: readonly string[];
  /** How to put it right. */
  readonly fix: string;
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
  /**
   * For `rejected`: after how long it is worth another try without a person, in milliseconds, since what stands in
   * the way can go away by itself. Default: never.
   */
  readonly recheckMs?: number | undefined;
  readonly cause?: unknown;
}

/** A delivery attempt failed. The message is for operators: operations, statuses and codes, never personal data. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly kind: DeliveryErrorKind;
  readonly retryAfterMs: number | undefined;
  readonly uncertain: boolean;
  readonly recheckMs: number | undefined;

  constructor(kind: DeliveryErrorKind, message: string, details: DeliveryErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.retryAfterMs = details.retryAfterMs;
    this.uncertain = details.uncertain ?? false;
    this.recheckMs = details.recheckMs;
  }
}
