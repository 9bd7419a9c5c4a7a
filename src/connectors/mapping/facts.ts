import { type Answer, type FormDefinition, fieldsOf } from '../../model/definition.ts';
import { countryOf } from '../../model/region-codes.ts';
import { attributionKeys, type Submission } from '../../model/submission.ts';
import { answerInWords } from '../answer-words.ts';
import { applicationRecord, type RecordDetails } from '../application-record.ts';
import { presentable } from '../presentable.ts';
import { protectedClassOf } from '../protected-class.ts';
import { SensitiveFact } from './sensitive-fact.ts';

/** Everything that a mapping can name, by name: `answers.email`, `consents.sms.at`, `reference` and so on. */
export type Facts = Readonly<Record<string, unknown>>;

/** The facts that are no answers, attribution or consents. */
const ownFacts = [
  'id',
  'reference',
  'form',
  'formVersion',
  'language',
  'timeZone',
  'receivedAt',
  'startedAt',
  'submittedAt',
  'review',
  'application',
  'notes',
];

const consentFacts = ['granted', 'at', 'language', 'textSha256', 'text'] as const;

/**
 * The facts of an application. The site wants a country with a state, and each state we know has one country; of all
 * dashes that stand in pasted phone numbers it takes the hyphen only ("Contacts", pattern of `phones.number`).
 * `application` is the whole of it in readable text, `review` why it is marked. Lists become text; what is sensitive can
 * be sent to a field of its own and nowhere else, and what tells a protected class nowhere at all.
 */
export function factsOf(submission: Submission, details: RecordDetails): Facts {
  const { answers, attribution, consents, review } = submission;
  const { answers: shown, withheld } = presentable(answers, details.definition);
  const sensitive = withheld
    .filter((path) => path.length === 1)
    .map(([key = '']) => key)
    .filter((key) => !protectedClassOf(key));
  const country = answers.country ?? countryOf(String(answers.state ?? ''));
  const phone = typeof answers.phone === 'string' ? answers.phone.replace(/\p{Pd}/gu, '-') : undefined;
  const agreed = consents.flatMap((consent) =>
    consentFacts.map((key) => [`${consent.document}.${key}`, consent[key]] as const),
  );
  return {
    id: submission.id,
    reference: details.reference,
    form: submission.form,
    formVersion: submission.formVersion,
    language: submission.language,
    timeZone: submission.timeZone,
    receivedAt: new Date(details.receivedAt).toISOString(),
    startedAt: submission.startedAt,
    submittedAt: submission.submittedAt,
    review: review?.join(', '),
    application: applicationRecord(submission, details),
    notes: details.notes?.join('\n'),
    ...prefixed('answers', Object.entries({ ...shown, country, phone, email: lookupEmail(submission) })),
    ...prefixed(
      'answers',
      sensitive.map((key) => [key, new SensitiveFact(answers[key])]),
    ),
    ...prefixed('attribution', Object.entries(attribution)),
    ...prefixed('consents', agreed),
  };
}

/** The names of all facts that applications of these forms can have. */
export function factNames(definitions: readonly FormDefinition[]): string[] {
  const fields = definitions.flatMap(fieldsOf);
  return [
    ...ownFacts,
    ...fields.flatMap(({ key, kind }) => {
      if (kind === 'file') return [];
      const isDocument = kind === 'consent' || kind === 'notice';
      return isDocument ? consentFacts.map((fact) => `consents.${key}.${fact}`) : [`answers.${key}`];
    }),
    ...attributionKeys.map((key) => `attribution.${key}`),
  ];
}

/** The names in braces that a template holds. */
export function placeholdersIn(template: string): string[] {
  return [...template.matchAll(/\{([\w.-]+)\}/g)].map(([, name = '']) => name);
}

/** A template with its placeholders filled: a fact by its name, or an answer by its key, in words for people. */
export function fill(template: string, facts: Facts): string {
  return template.replace(/\{([\w.-]+)\}/g, (_, name: string) => {
    // A code as it is, where the answer is asked for by its full name.
    if (Object.hasOwn(facts, name)) return String(inOneText(name, facts[name]) ?? '');
    const answer = facts[`answers.${name}`];
    return isAnswer(answer) ? answerInWords(name, answer) : '';
  });
}

/** A fact as one value: what is a list becomes text, a list of codes by the names of the options. */
export function inOneText(name: string, fact: unknown): unknown {
  return Array.isArray(fact) ? answerInWords(name.replace(/^answers\./, ''), fact as Answer) : fact;
}

const isAnswer = (fact: unknown): fact is Answer =>
  typeof fact === 'string' || typeof fact === 'boolean' || Array.isArray(fact);

/** The address by which contacts are found: the vendor's own portal lower-cases before it compares. */
export function lookupEmail(submission: Submission): string {
  return String(submission.answers.email ?? '').toLowerCase();
}

function prefixed(prefix: string, values: readonly (readonly unknown[])[]): Facts {
  return Object.fromEntries(values.map(([key, value]) => [`${prefix}.${key}`, value]));
}
