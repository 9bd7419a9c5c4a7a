import type { Answer, Answers, FormDefinition, Row } from '../model/definition.ts';
import type { ReviewReason, Submission } from '../model/submission.ts';
import { answerInWords, inReadingOrder, isRows, nameIn, questionInWords } from './answer-words.ts';
import { consentInWords, languageName, moment } from './consent-words.ts';
import { presentable } from './presentable.ts';

export interface RecordDetails {
  /** The short code under which the applicant knows the application. */
  readonly reference: string;
  /** When it was stored, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** The form it was made with, where that is known: it says which answers are sensitive. */
  readonly definition: FormDefinition | undefined;
  /** What was noticed while it was delivered, a sentence each. */
  readonly notes?: readonly string[];
}

const sources: Readonly<Record<string, string>> = {
  application_source: 'Source',
  referral_detail: 'Referred by',
  job_id: 'Job',
  terminal_id: 'Terminal',
  landing_page: 'Landing page',
  referrer: 'Came from',
  first_landing_page: 'Landing page of the first visit',
  first_referrer: 'Came from, at the first visit',
};

const reasons: Readonly<Record<ReviewReason, string>> = {
  honeypot: 'A field that people do not see was filled in.',
  too_fast: 'It was sent sooner than a person can fill in the form.',
  no_challenge: 'The page sent no solution of the challenge that browsers solve by themselves.',
  bad_challenge: 'The solution of the challenge was wrong, came too late or had been used before.',
};

/**
 * An application as plain text in English, for a recruiter who sees nothing else: answers in words, consents with their
 * evidence, where the applicant came from, and what was noticed on the way. Sensitive answers are not in it, and no line
 * holds a control character.
 */
export function applicationRecord(submission: Submission, details: RecordDetails): string {
  const { attribution, consents, review = [], timeZone } = submission;
  const { definition, receivedAt, notes = [] } = details;
  const { answers, withheld } = presentable(submission.answers, definition);
  const received = new Date(receivedAt).toISOString();
  const sections = [
    [
      `Driver application ${details.reference}`,
      `Received ${received.slice(0, 10)} ${received.slice(11, 16)} UTC${localTime(receivedAt, timeZone)}`,
    ],
    titled(
      'Marked for review: it may not come from a person',
      review.map((reason) => reasons[reason]),
    ),
    ...answerSections(answers),
    titled(
      'Answered, and not shown here',
      withheld.map((path) => path.map(questionInWords).join(': ')),
    ),
    [
      'Consents',
      ...(consents.length > 0
        ? consents.flatMap((consent) => consentInWords(consent, definition))
        : ['None recorded']),
    ],
    titled(
      'Where the applicant came from',
      Object.entries(attribution).map(([key, value]) => line(nameIn(sources, key) ?? key, value)),
    ),
    titled('Notes', notes),
    [
      `Form ${submission.form}, version ${submission.formVersion}, read in ${languageName(submission.language)}`,
      ...(submission.startedAt ? [line('Begun', moment(submission.startedAt))] : []),
      ...(submission.submittedAt ? [line('Sent', moment(submission.submittedAt))] : []),
      line('Id', submission.id),
    ],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(printable).join('\n'))
    .join('\n\n');
}

/** The answers, and then a section under a heading for each row of each list of rows. */
function answerSections(answers: Answers): string[][] {
  const all = inReadingOrder<Answer>(answers);
  const rows = all.flatMap(([key, answer]) =>
    isRows(answer)
      ? answer.map((row, index) => [
          `${questionInWords(key)}, ${index + 1} of ${answer.length}`,
          ...linesOf(row),
        ])
      : [],
  );
  return [linesOf(Object.fromEntries(all.filter(([, answer]) => !isRows(answer)))), ...rows];
}

const linesOf = (answers: Answers | Row) =>
  inReadingOrder<Answer>(answers).map(([key, answer]) =>
    line(questionInWords(key), answerInWords(key, answer)),
  );

const line = (label: string, value: string | undefined) => `${label}: ${value ?? ''}`;

const titled = (title: string, lines: readonly string[]) => (lines.length > 0 ? [title, ...lines] : []);

const clocks = new Map<string, Intl.DateTimeFormat>();

/** More zones than the world has; what applicants send must not fill the memory. */
const maxClocks = 1_000;

/** A recruiter calls at the applicant's hour. A zone that nobody knows is left out. */
function localTime(at: number, timeZone: string | undefined): string {
  if (!timeZone) return '';
  try {
    const clock =
      clocks.get(timeZone) ??
      new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit' });
    if (clocks.size < maxClocks) clocks.set(timeZone, clock);
    return `, ${clock.format(at)} in ${timeZone}`;
  } catch {
    return '';
  }
}

/** Direction controls go too: they would let one line pose as another. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
