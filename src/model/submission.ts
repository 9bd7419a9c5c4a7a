import type { Answers } from './definition.ts';

/** What the applicant agreed to or declined: one document, the exact text shown, and when. */
export interface ConsentRecord {
  readonly document: string;
  readonly granted: boolean;
  /** The BCP 47 tag of the language the text was shown in. */
  readonly language: string;
  /** SHA-256 of the text shown, in UTF-8, as 64 hexadecimal digits. Absent where the page could not compute it. */
  readonly textSha256?: string;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** Where an applicant came from: each key one of `attributionKeys`. */
export type Attribution = Readonly<Partial<Record<AttributionKey, string>>>;

/** What may be recorded of where an applicant came from. */
export const attributionKeys = [
  'application_source',
  'referral_detail',
  'job_id',
  'terminal_id',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'gclid',
  'gbraid',
  'wbraid',
  'fbclid',
  'msclkid',
  'ttclid',
  'landing_page',
  'referrer',
] as const;

export type AttributionKey = (typeof attributionKeys)[number];

/** An application that has been sent: what the person answered, under an id that stays the same on every retry. */
export interface Submission {
  /** A UUID made by the sender when the draft began. */
  readonly id: string;
  readonly form: string;
  readonly formVersion: string;
  /** The BCP 47 tag of the language the form was read in. */
  readonly language: string;
  readonly answers: Answers;
  readonly attribution: Attribution;
  readonly consents: readonly ConsentRecord[];
  /** RFC 3339, by the applicant's clock. */
  readonly startedAt?: string;
  readonly submittedAt?: string;
  /** An IANA time zone name. */
  readonly timeZone?: string;
}
