import type { Submission } from '../model/submission.ts';

/** A finished application that has not arrived yet. */
export interface OutboxItem {
  /** The id of the submission. */
  readonly id: string;
  readonly submission: Submission;
  readonly files: readonly File[];
  /** When it was finished, in milliseconds since the epoch. The oldest goes out first. */
  readonly since: number;
}

/**
 * What became of sending an item:
 * - `accepted`: it is safe, under this reference.
 * - `retry`: it may or may not have arrived. Worth trying again, not before `afterMs` milliseconds if given.
 * - `refused`: trying again is no use; `kind` says why, in the caller's words.
 */
export type SendOutcome =
  | { readonly outcome: 'accepted'; readonly reference: string }
  | { readonly outcome: 'retry'; readonly afterMs?: number }
  | { readonly outcome: 'refused'; readonly kind: string };

/** An item as it can be told to the reader. Times are milliseconds since the epoch. */
export interface OutboxEntry {
  readonly id: string;
  readonly form: string;
  readonly formVersion: string;
  readonly since: number;
  readonly expiresAt: number;
  /** Where it is: on the device, whatever happens to the page; or only on this page, for as long as that is open. */
  readonly kept: 'device' | 'page';
  /** `expired`: its time ran out before it could be sent, and its answers are gone. Listed until removed, for a while. */
  readonly state: 'waiting' | 'refused' | 'expired';
  /** Why it was refused. */
  readonly kind?: string;
  /** When a waiting item is next tried by itself. */
  readonly nextAt?: number;
}

/**
 * What has happened to an item:
 * - `accepted`, `refused`, `expired`: once for each tab, whichever tab it happened in.
 * - `updated`: something was added, removed or put off; `items()` tells.
 */
export type OutboxChange =
  | { readonly change: 'accepted'; readonly id: string; readonly reference: string }
  | { readonly change: 'refused'; readonly id: string; readonly kind: string }
  | { readonly change: 'expired'; readonly id: string }
  | { readonly change: 'updated' };
