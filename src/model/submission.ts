import type { Answers } from './definition.ts';

/** What the applicant agreed to or declined: one document, the exact text shown, and when. */
export interface ConsentRecord {
  readonly document: string;
  readonly granted: boolean;
  /** The BCP 47 tag of the language the text was shown in. */
  readonly language: string;
  /** SHA-256 of the text shown, in UTF-8, as 64 hexadecimal digits. Absent where the page could not compute it. */
  readonly textSha256?: string;
  /** The text shown, to the letter. */
  readonly text?: string;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** Where an applicant came from: each key one of `attributionKeys`. */
export type Attribution = Readonly<Partial<Record<AttributionKey, string>>>;

/**
 * What may be recorded of where an applicant came from. The plain names tell of the visit in which the application was
 * sent, those with `first_` of the first visit known.
 */
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
  'first_utm_source',
  'first_utm_medium',
  'first_utm_campaign',
  'first_utm_term',
  'first_utm_content',
  'first_gclid',
  'first_gbraid',
  'first_wbraid',
  'first_fbclid',
  'first_msclkid',
  'first_ttclid',
  'first_landing_page',
  'first_referrer',
] as const;

export type AttributionKey = (typeof attributionKeys)[number];

/**
 * Why the proxy thinks that a person should look at a submission before it is believed. `honeypot`: a field that people
 * do not see was filled in. `too_fast`: sent sooner than a person can fill in the form. `no_challenge`: without the
 * solution of a challenge. `bad_challenge`: with one that is wrong, late or used before.
 */
export type ReviewReason = (typeof reviewReasons)[number];

/** Every reason for a review, in the order in which they are looked at. */
export const reviewReasons = ['honeypot', 'too_fast', 'no_challenge', 'bad_challenge'] as const;

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
  /** What the proxy noted when it took the submission; no sender can set it. Absent where nothing was noted. */
  readonly review?: readonly ReviewReason[];
}
