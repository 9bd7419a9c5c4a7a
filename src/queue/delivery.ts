/**
 * The life of a delivery: our duty to pass one submission, and the files that come with it, on to one destination.
 *
 *              ┌───────────a file comes──────────┐
 *              ▼                                 │
 *   ──add──▶ queued ──lease──▶ leased ─receipt─▶ delivered
 *             ▲  ▲              │ │ ▲
 *             │  └trouble passes┘ │ └──recheck──┐
 *             │                   └─refused─▶ attention
 *             └─────────────restart─────────────┘
 *
 * queued     waits until `dueAt`. It is born here, in the same commit as its submission, due at once.
 * leased     a worker has it until `leaseUntil`, for attempt number `attempt`. Taking the lease counts the attempt
 *            and commits before the first call goes out; so attempt 1 is known never to have been tried before,
 *            and from attempt 2 on the destination may already have it. The worker renews the lease while it is at it
 *            (`held-lease.ts`), and asks before each call to the destination whether it still has it: a process that
 *            was halted for longer than its lease makes no further call. A lease that runs out goes back to queued,
 *            due after the settle delay, unless its worker is still at it: a clock may have leapt.
 *            A result that comes for a lease which has run out since is not recorded: the attempt number is the proof.
 *            No two deliveries with the same serial key are leased at one time for one destination, and none while
 *            what an attempt under the same key set going may still be under way.
 *            One that turns out to have no room is released before anything went out: it is queued again as it was,
 *            and the attempt does not count.
 *            Meanwhile the attempt may record checkpoints, steps that are done. They outlive it and every later one.
 * delivered  the destination's receipt is stored. The end, unless a file comes.
 * attention  the destination refused it, or it has been tried for days, counted from when it came or, where it had been
 *            delivered, from when a file last queued it anew. A person has to look. The process tries such
 *            deliveries once more when it starts, since a start is what follows a changed configuration. One whose
 *            obstacle can go away by itself is leased again, straight from here, when its `recheckAt` has come.
 *
 * A file can come at any time. The delivery that is delivered goes back to queued, due at once, in the same commit as
 * the file, and keeps its receipt: the next attempt is told of it and adds to what is there. One that is queued or in
 * attention takes the file along when its turn comes. One that is leased was begun without the file: when it ends with
 * a receipt, that is stored, and it goes back to queued in the same commit, due at once. So no file is ever forgotten.
 *
 * A crash at any moment leaves one of these states on disk. What was leased by a process that is gone is queued again
 * when the next one starts, or where several share a store when the lease runs out; after the settle delay, because the
 * dead process's last call may still be under way. A start also makes due what would wait for longer, since it often
 * follows a repair.
 */

import type { ApplicationFile, Checkpoints, Receipt } from '../connectors/connector.ts';
import type { Submission } from '../model/submission.ts';

/** What is known of a file without its content. */
export type StoredFile = Omit<ApplicationFile, 'read'>;

/** A delivery in a worker's hands. */
export interface LeasedDelivery {
  readonly submission: Submission;
  /** The short code under which the applicant knows the application. */
  readonly reference: string;
  readonly destination: string;
  /** How often this delivery has been begun, this time included: 1 or more. */
  readonly attempt: number;
  /** When the submission was stored, in milliseconds since 1970. */
  readonly receivedAt: number;
  /**
   * Since when this is owed, in milliseconds since 1970: when the submission was stored or, where it has been
   * delivered, when the first file came that was not delivered with it.
   */
  readonly owedSince: number;
  /** How many attempts there had been by then, or when a person last had it tried again that had been set aside. */
  readonly attemptsBefore: number;
  /** The files that the application had when the lease was taken, in the order received. */
  readonly files: readonly StoredFile[];
  /** What earlier attempts recorded. */
  readonly checkpoints: Checkpoints;
  /** The receipt of an earlier delivery, where files have come in since. */
  readonly previous?: Receipt;
}

/** How one delivery stands, for operators. */
export interface DeliveryState {
  readonly destination: string;
  /** It says nothing of how the application stands. Default: false. */
  readonly optional?: true;
  readonly state: 'queued' | 'leased' | 'delivered' | 'attention';
  readonly attempts: number;
  readonly dueAt: number;
  /** When one that is in attention is tried again without a person, if ever. */
  readonly recheckAt?: number;
  /** What went wrong last, in codes: no personal data. */
  readonly lastError?: string;
  readonly receipt?: Receipt;
}

/**
 * Deliveries with the same key take turns: two applications from one new address must not both find no contact and
 * both create one. A 53-bit hash (cyrb53) of the address in lower case; two addresses that share a key merely wait
 * for each other.
 */
export function serialKeyOf(submission: Submission): string | null {
  const email = submission.answers.email;
  if (typeof email !== 'string') return null;
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (const char of email.toLowerCase()) {
    const code = char.codePointAt(0) ?? 0;
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
