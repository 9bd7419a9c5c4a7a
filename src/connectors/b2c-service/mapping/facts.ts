import { type FormDefinition, fieldsOf } from '../../../model/definition.ts';
import { countryOf } from '../../../model/regions.ts';
import { attributionKeys, type Submission } from '../../../model/submission.ts';
import { answerInWords, applicationRecord, type RecordDetails } from '../../application-record.ts';

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
  'application',
  'notes',
];

const consentFacts = ['granted', 'at', 'language', 'textSha256'];

/**
 * The facts of an application. The site wants a country with a state, and each state we know has one country; of all
 * dashes that stand in pasted phone numbers it takes the hyphen only ("Contacts", pattern of `phones.number`).
 * `application` is the whole of it in readable text.
 */
export function factsOf(submission: Submission, details: RecordDetails): Facts {
  const { answers, attribution, consents } = submission;
  const country = answers.country ?? countryOf(String(answers.state ?? ''));
  const phone = typeof answers.phone === 'string' ? answers.phone.replace(/\p{Pd}/gu, '-') : undefined;
  const agreed = consents.flatMap(({ document, granted, at, language, textSha256 }) =>
    Object.entries({ granted, at, language, textSha256 }).map(([key, value]) => [
      `${document}.${key}`,
      value,
    ]),
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
    application: applicationRecord(submission, details),
    notes: details.notes?.join('\n'),
    ...prefixed('answers', Object.entries({ ...answers, country, phone, email: lookupEmail(submission) })),
    ...prefixed('attribution', Object.entries(attribution)),
    ...prefixed('consents', agreed),
  };
}

/** The names of all facts that applications of these forms can have. */
export function factNames(definitions: readonly FormDefinition[]): string[] {
  const fields = definitions.flatMap(fieldsOf);
  return [
    ...ownFacts,
    ...fields.flatMap(({ key, kind }) =>
      kind === 'consent' ? consentFacts.map((fact) => `consents.${key}.${fact}`) : [`answers.${key}`],
    ),
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
    if (Object.hasOwn(facts, name)) return String(facts[name] ?? '');
    const answer = facts[`answers.${name}`];
    if (answer === undefined) return '';
    return typeof answer === 'string' || typeof answer === 'boolean' ? answerInWords(name, answer) : '';
  });
}

/** The address by which contacts are found: the vendor's own portal lower-cases before it compares. */
export function lookupEmail(submission: Submission): string {
  return String(submission.answers.email ?? '').toLowerCase();
}

function prefixed(prefix: string, values: readonly (readonly unknown[])[]): Facts {
  return Object.fromEntries(values.map(([key, value]) => [`${prefix}.${key}`, value]));
}
