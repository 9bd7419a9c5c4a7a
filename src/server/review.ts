import { type ReviewReason, reviewReasons, type Submission } from '../model/submission.ts';
import type { Challenge } from '../protocol/challenge.ts';
import type { Altcha } from './altcha.ts';

export interface ReviewerOptions {
  /** How long a person takes at least, in seconds; 0: any time is long enough. */
  readonly minSeconds: number;
  /** Undefined where no challenges are given out. */
  readonly altcha: (() => Promise<Altcha>) | undefined;
}

/**
 * Makes the function that finds what speaks against a person having sent a submission. It never refuses anything: whoever
 * is wrongly suspected has applied all the same. A submission comes `fromPage` when its request has an `Origin`; other
 * servers have no challenges to solve.
 */
export function createReviewer({ minSeconds, altcha }: ReviewerOptions) {
  async function challengeReason(
    { altcha: solution }: Challenge,
    { id }: Submission,
    fromPage: boolean,
  ): Promise<ReviewReason | undefined> {
    if (!altcha) return undefined;
    if (!solution) return fromPage ? 'no_challenge' : undefined;
    return (await (await altcha()).accepts(solution, id)) ? undefined : 'bad_challenge';
  }

  return async function review(
    submission: Submission,
    challenge: Challenge,
    { fromPage }: { readonly fromPage: boolean },
  ): Promise<ReviewReason[]> {
    const found = [
      challenge.hp?.trim() ? 'honeypot' : undefined,
      isTooFast(submission, minSeconds) ? 'too_fast' : undefined,
      await challengeReason(challenge, submission, fromPage),
    ];
    return found.filter((reason) => reason !== undefined) as ReviewReason[];
  };
}

/** Other servers may leave the times out, and then nobody can tell. */
function isTooFast({ startedAt, submittedAt }: Submission, minSeconds: number): boolean {
  if (minSeconds === 0 || startedAt === undefined || submittedAt === undefined) return false;
  return Date.parse(submittedAt) - Date.parse(startedAt) < minSeconds * 1000;
}

/** Counts applications that were marked, by reason, since the process started. */
export function createReviewCounts() {
  const counts = Object.fromEntries(reviewReasons.map((reason) => [reason, 0])) as Record<
    ReviewReason,
    number
  >;
  return {
    add(reasons: readonly ReviewReason[]): void {
      for (const reason of reasons) counts[reason] += 1;
    },
    get counts(): Readonly<Record<ReviewReason, number>> {
      return { ...counts };
    },
  };
}

export type Reviewer = ReturnType<typeof createReviewer>;

export type ReviewCounts = ReturnType<typeof createReviewCounts>;
