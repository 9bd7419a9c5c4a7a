import type { Submission } from '../model/submission.ts';

/** Whom an application is about, as far as somebody may look for it. */
export interface Subject {
  readonly email?: string;
  /** In its normal form. */
  readonly phone?: string;
}

/** The subject of a submission whose answers are in their normal form. */
export function subjectOf({ answers }: Submission): Subject {
  const { email, phone } = answers;
  return {
    ...(typeof email === 'string' && email !== '' && { email }),
    ...(typeof phone === 'string' && phone !== '' && { phone }),
  };
}
