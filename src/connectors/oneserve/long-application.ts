import { type Answer, type FieldDefinition, type FormDefinition, fieldsOf } from '../../model/definition.ts';
import type { Attribution, ConsentRecord, Submission } from '../../model/submission.ts';
import { answerInWords } from '../answer-words.ts';
import { longestText } from '../longest-text.ts';

/**
 * A made-up application of a form with every answer at its longest. Documents have texts of the length that ours have,
 * and an advertisement was clicked twice: what pages and advertisers write can be longer yet.
 */
export function longApplication(definition: FormDefinition): Submission {
  const fields = fieldsOf(definition);
  return {
    id: '00000000-0000-4000-8000-000000000000',
    form: definition.name,
    formVersion: definition.version,
    language: 'en',
    answers: answersTo(fields),
    attribution: { application_source: ofLength(20), ...click, ...firstClick },
    consents: fields
      .filter(({ kind }) => kind === 'consent' || kind === 'notice')
      .map(({ key }) => consentTo(key)),
    startedAt: moment,
    submittedAt: moment,
    timeZone: 'America/Los_Angeles',
  };
}

const moment = '2026-11-21T17:00:00Z';

const ofLength = (length: number) => 'x'.repeat(length);

/** What comes along with a click on an advertisement, each value of the length that is usual. */
const click: Attribution = {
  utm_source: ofLength(10),
  utm_medium: ofLength(10),
  utm_campaign: ofLength(30),
  utm_term: ofLength(20),
  utm_content: ofLength(20),
  gclid: ofLength(90),
  landing_page: ofLength(50),
  referrer: ofLength(25),
};

const firstClick: Attribution = Object.fromEntries(
  Object.entries(click).map(([key, value]) => [`first_${key}`, value]),
);

const consentTo = (document: string): ConsentRecord => ({
  document,
  granted: true,
  language: 'en',
  text: ofLength(200),
  textSha256: ofLength(64),
  at: moment,
});

const answersTo = (fields: readonly FieldDefinition[]) =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const answer = longestAnswer(field);
      return answer === undefined ? [] : [[field.key, answer]];
    }),
  );

function longestAnswer(field: FieldDefinition): Answer | undefined {
  switch (field.kind) {
    case 'consent':
    case 'notice':
    case 'file':
      return undefined;
    case 'yes-no':
      return true;
    case 'choice':
      return field.options
        .map(({ code }) => code)
        .reduce((one, other) => (shown(field.key, other) > shown(field.key, one) ? other : one), '');
    case 'checkboxes':
      return field.options.map(({ code }) => code);
    case 'repeater': {
      const row = answersTo(field.fields) as Readonly<Record<string, string>>;
      return Array.from({ length: field.maxRows ?? 20 }, () => row);
    }
    default:
      return ofLength(longestText(field));
  }
}

const shown = (key: string, code: string) => answerInWords(key, code).length;
