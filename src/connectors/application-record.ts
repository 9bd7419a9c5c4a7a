import type { Answer } from '../model/definition.ts';
import { englishLabels } from '../model/labels.ts';
import { regions } from '../model/regions.ts';
import type { ConsentRecord, Submission } from '../model/submission.ts';

export interface RecordDetails {
  /** The short code under which the applicant knows the application. */
  readonly reference: string;
  /** When it was stored, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** What was noticed while it was delivered, a sentence each. */
  readonly notes?: readonly string[];
}

/** The questions in few words, in the order in which a recruiter wants the answers: who, how to reach, what. */
const questions: Readonly<Record<string, string>> = {
  first_name: 'First name',
  last_name: 'Last name',
  phone: 'Phone',
  email: 'E-mail',
  street: 'Street',
  city: 'City',
  state: 'State',
  postal_code: 'ZIP or postal code',
  country: 'Country',
  application_type: 'Applies as',
  has_cdl: 'Has a CDL',
  cdl_type: 'CDL class',
  driving_preference: 'Likes to drive',
  truck_type: 'Truck',
};

const states: Readonly<Record<string, string>> = { ...regions.US, ...regions.CA };

const countries: Readonly<Record<string, string>> = { US: 'United States', CA: 'Canada' };

/** The documents that can be agreed to. */
const documents: Readonly<Record<string, string>> = { sms: 'Text messages and calls' };

const sources: Readonly<Record<string, string>> = {
  application_source: 'Source',
  referral_detail: 'Referred by',
  job_id: 'Job',
  terminal_id: 'Terminal',
  landing_page: 'Landing page',
  referrer: 'Came from',
};

/**
 * An application as plain text in English, for a recruiter who sees nothing else: answers in words, consents with their
 * evidence, where the applicant came from, and what was noticed on the way. No line holds a control character.
 */
export function applicationRecord(submission: Submission, details: RecordDetails): string {
  const { answers, attribution, consents, timeZone } = submission;
  const known = Object.keys(questions).filter((key) => Object.hasOwn(answers, key));
  const others = Object.keys(answers).filter((key) => !Object.hasOwn(questions, key));
  const received = new Date(details.receivedAt).toISOString();
  const sections = [
    [
      `Driver application ${details.reference}`,
      `Received ${received.slice(0, 10)} ${received.slice(11, 16)} UTC${localTime(details.receivedAt, timeZone)}`,
    ],
    [...known, ...others].map((key) =>
      line(nameIn(questions, key) ?? inWords(key), answerInWords(key, answers[key])),
    ),
    ['Consents', ...(consents.length > 0 ? consents.flatMap(consentInWords) : ['None recorded'])],
    titled(
      'Where the applicant came from',
      Object.entries(attribution).map(([key, value]) => line(nameIn(sources, key) ?? key, value)),
    ),
    titled('Notes', details.notes ?? []),
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

/** An answer in words: the name of an option, yes or no, or what was written. */
export function answerInWords(key: string, answer: Answer | undefined): string {
  if (typeof answer === 'boolean') return answer ? 'Yes' : 'No';
  if (typeof answer === 'object') {
    return answer
      .map((each) =>
        typeof each === 'string'
          ? answerInWords(key, each)
          : Object.entries(each)
              .map(([inner, value]) => `${inWords(inner)}: ${answerInWords(inner, value)}`)
              .join(', '),
      )
      .join('; ');
  }
  const code = answer ?? '';
  const names = Object.hasOwn(englishLabels, key)
    ? (englishLabels[key as keyof typeof englishLabels] as Readonly<Record<string, string>>)
    : key === 'country'
      ? countries
      : key === 'state'
        ? states
        : {};
  return Object.hasOwn(names, code) ? ((names as Readonly<Record<string, string>>)[code] ?? code) : code;
}

function consentInWords({ document, granted, language, textSha256, at }: ConsentRecord): string[] {
  const name = nameIn(documents, document) ?? inWords(document);
  const decided = `${name}: ${granted ? 'agreed' : 'not agreed'} ${moment(at)}, shown in ${languageName(language)}`;
  return textSha256 ? [decided, `SHA-256 of the text shown: ${textSha256.toLowerCase()}`] : [decided];
}

/** An RFC 3339 time for people: `2026-11-21 17:00:05 UTC`. */
function moment(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A key such as `constructor` must not find what every object has. */
const nameIn = (names: Readonly<Record<string, string>>, key: string) =>
  Object.hasOwn(names, key) ? names[key] : undefined;

const line = (label: string, value: string | undefined) => `${label}: ${value ?? ''}`;

const titled = (title: string, lines: readonly string[]) => (lines.length > 0 ? [title, ...lines] : []);

/** `years_of_experience` → `Years of experience`. */
function inWords(key: string): string {
  const words = key.replaceAll(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Made once: it is what takes time about them. */
const languages = new Intl.DisplayNames('en', { type: 'language' });
const clocks = new Map<string, Intl.DateTimeFormat>();

/** More zones than the world has; what applicants send must not fill the memory. */
const maxClocks = 1_000;

function languageName(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

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
