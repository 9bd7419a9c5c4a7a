import type { Issue } from '../model/issue.ts';
import type { Submission } from '../model/submission.ts';
import type { Accepted } from '../protocol/accepted.ts';

/** Takes a submission to wherever applications go. A page can set its own. */
export interface Transport {
  /**
   * Resolves once the submission is on stable storage. The same submission may be sent again under its id.
   * Rejects with a {@link TransportError}; anything else thrown counts as `server`.
   */
  submit(submission: Submission, options: { readonly signal: AbortSignal }): Promise<Accepted>;
}

/**
 * Why a submission was not accepted:
 * - `offline`: no answer came; the network, a blocker or a wrong address.
 * - `timeout`: no answer came in time. The submission may have arrived.
 * - `invalid`: the answers have problems; `issues` says which.
 * - `conflict`: an earlier version of this application had arrived; `reference` is its reference.
 * - `refused`: the server will not take it from this page, or the page sends nonsense. Trying again is no use.
 * - `busy`: the server asks to come back later; `retryAfterMs` says when.
 * - `server`: the server failed, or answered with something that is no acceptance.
 * - `aborted`: the caller gave up.
 */
export type TransportErrorKind =
  | 'offline'
  | 'timeout'
  | 'invalid'
  | 'conflict'
  | 'refused'
  | 'busy'
  | 'server'
  | 'aborted';

export interface TransportErrorDetails {
  readonly issues?: readonly Issue[];
  readonly reference?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** A submission was not accepted. Carries codes and ids, never what a person typed. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly kind: TransportErrorKind;
  /** What is wrong with the answers; empty unless `kind` is `invalid`. */
  readonly issues: readonly Issue[];
  readonly reference: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: TransportErrorKind,
    { issues = [], reference, retryAfterMs, cause }: TransportErrorDetails = {},
  ) {
    super(`The application was not accepted: ${kind}`, { cause });
    this.kind = kind;
    this.issues = issues;
    this.reference = reference;
    this.retryAfterMs = retryAfterMs;
  }
}
