import * as z from 'zod/mini';
import { holds } from '../model/condition.ts';
import { type Answers, type FormDefinition, fieldsOf } from '../model/definition.ts';
import { type Issue, issue, type Parsed, parse } from '../model/issue.ts';
import { addMoreAnswerRules } from '../model/more-answer-rules.ts';
import { checkText, tidy } from '../model/rules.ts';
import { type Attribution, attributionKeys, type Submission } from '../model/submission.ts';
import { validateAnswers } from '../model/validate-answers.ts';

addMoreAnswerRules();

/** A UUID of any version, in the notation of RFC 9562, in lower case once parsed. */
const uuid = z.string().check(
  z.regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i),
  z.overwrite((id: string) => id.toLowerCase()),
);

/** A line that a machine wrote: no control characters, at most `max` code points, tidied. */
const line = (max: number) =>
  z.string().check(
    z.overwrite(tidy),
    z.check<string>(({ value, issues }) => {
      const code = checkText(value, max);
      if (!code) return;
      const params = code === 'too_long' ? { code, max } : { code };
      issues.push({ code: 'custom', params, input: undefined });
    }),
  );

/** RFC 3339 with seconds, in UTC or with an offset, and a day that exists. */
const dateTime = z.string().check(
  z.refine((text: string) => {
    const clock = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
    const day = clock.exec(text)?.[1];
    if (day === undefined || Number.isNaN(Date.parse(text))) return false;
    // `Date` takes 30 February for 2 March.
    return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  }),
);

/** A BCP 47 tag, such as `es` or `fr-CA`. */
const languageTag = z.string().check(z.regex(/^[a-z]{2,3}(-[a-z\d]{2,8}){0,3}$/i));

/** Names such as a form, a version or a consent document have. */
const name = z.string().check(z.regex(/^[\w.-]{1,64}$/));

/** A limit for lists. Zod's own also measures other things that have a `length`, and throws when that is no number. */
const atMost = (max: number) =>
  z.check<readonly unknown[]>(({ value, issues }) => {
    if (value.length <= max) return;
    issues.push({ code: 'custom', params: { code: 'too_long', max }, input: undefined });
  });

/** Long enough for a page's address; every other attribution value is far shorter in practice. */
const maxAttribution = 2048;

const envelopeSchema = z.strictObject({
  id: uuid,
  form: name,
  formVersion: name,
  language: languageTag,
  // Judged by the form's definition.
  answers: z.optional(z.unknown()),
  attribution: z.optional(
    z.strictObject(
      Object.fromEntries(attributionKeys.map((key) => [key, z.optional(line(maxAttribution))] as const)),
    ),
  ),
  consents: z.optional(
    z
      .array(
        z.strictObject({
          document: name,
          granted: z.boolean(),
          language: languageTag,
          textSha256: z.optional(z.string().check(z.regex(/^[\da-f]{64}$/i))),
          at: dateTime,
        }),
      )
      .check(atMost(32)),
  ),
  startedAt: z.optional(dateTime),
  submittedAt: z.optional(dateTime),
  timeZone: z.optional(line(64)),
});

/**
 * Checks the body of `POST /v1/applications`: its frame, then its answers by the definition that the form named has.
 * Everything wrong with either is reported at once.
 */
export function parseSubmission(
  input: unknown,
  definitionOf: (form: string) => FormDefinition | undefined,
): Parsed<Submission> {
  const frame = parse(envelopeSchema, input);
  const form = (input as { form?: unknown } | null)?.form;
  const definition = typeof form === 'string' ? definitionOf(form) : undefined;
  if (!definition) {
    const reported = knownBad(frame, '') || knownBad(frame, 'form');
    return { issues: [...issuesIn(frame), ...(reported ? [] : [unknownForm])] };
  }

  const given = (input as { answers?: unknown }).answers;
  const answers =
    given === undefined ? { issues: [issue('answers', 'required')] } : validateAnswers(definition, given);
  if ('issues' in frame || 'issues' in answers) return { issues: [...issuesIn(frame), ...issuesIn(answers)] };

  const { attribution, consents = [], formVersion, ...rest } = frame.value;
  const mistakes = [
    ...(formVersion === definition.version ? [] : [issue('formVersion', 'unsupported_version')]),
    ...checkConsents(definition, answers.value, consents),
  ];
  if (mistakes.length > 0) return { issues: mistakes };
  const known = Object.entries(attribution ?? {}).filter(([, value]) => value);
  return {
    value: {
      ...rest,
      formVersion,
      answers: answers.value,
      attribution: Object.fromEntries(known) as Attribution,
      consents,
    } as Submission,
  };
}

const unknownForm = issue('form', 'unknown_form');

const issuesIn = (parsed: Parsed<unknown>) => ('issues' in parsed ? parsed.issues : []);

const knownBad = (parsed: Parsed<unknown>, path: string) =>
  issuesIn(parsed).some((found) => found.path === path);

/**
 * Each document belongs to the form and is decided on once; one that is required and shown has been agreed to. Whether
 * a page had a document that not every page has, only the page knows.
 */
function checkConsents(
  definition: FormDefinition,
  answers: Answers,
  consents: readonly { document: string; granted: boolean }[],
): Issue[] {
  const documents = fieldsOf(definition).filter(
    (field) => field.kind === 'consent' || field.kind === 'notice',
  );
  const first = (document: string) => consents.findIndex((consent) => consent.document === document);
  return [
    ...consents.flatMap(({ document }, index) => {
      const known = documents.some((field) => field.key === document);
      return known && first(document) === index
        ? []
        : [issue(`consents.${index}.document`, 'invalid_option')];
    }),
    ...documents
      .filter((field) => field.required && !field.ifProvided && holds(field.when, answers))
      .filter(({ key }) => !consents[first(key)]?.granted)
      .map(({ key }) => issue(`consents.${key}`, 'required')),
  ];
}
