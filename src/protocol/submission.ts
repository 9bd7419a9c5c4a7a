import '../model/all-kinds.ts';
import * as z from 'zod/mini';
import type { FormDefinition } from '../model/definition.ts';
import { issue, type Parsed, parse } from '../model/issue.ts';
import type { Submission } from '../model/submission.ts';
import { validateAnswers } from '../model/validate-answers.ts';
import { readAttribution } from './attribution.ts';
import { challengeSchema } from './challenge.ts';
import { checkConsents, consentsSchema } from './consents.ts';
import { dateTime, languageTag, line, name, uuid } from './frame-values.ts';

const envelopeSchema = z.strictObject({
  id: uuid,
  form: name,
  formVersion: name,
  language: languageTag,
  // Judged by the form's definition.
  answers: z.optional(z.unknown()),
  // Read by itself.
  attribution: z.optional(z.unknown()),
  consents: z.optional(consentsSchema),
  startedAt: z.optional(dateTime),
  submittedAt: z.optional(dateTime),
  timeZone: z.optional(line(64)),
  // Judged by the proxy, and not kept.
  challenge: z.optional(challengeSchema),
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
  const given = (input ?? {}) as { form?: unknown; answers?: unknown; attribution?: unknown };
  const attribution = readAttribution(given.attribution);
  const definition = typeof given.form === 'string' ? definitionOf(given.form) : undefined;
  if (!definition) {
    const reported = knownBad(frame, '') || knownBad(frame, 'form');
    return {
      issues: [...issuesIn(frame), ...issuesIn(attribution), ...(reported ? [] : [unknownForm])],
    };
  }

  const answers =
    given.answers === undefined
      ? { issues: [issue('answers', 'required')] }
      : validateAnswers(definition, given.answers);
  if ('issues' in frame || 'issues' in attribution || 'issues' in answers) {
    return { issues: [...issuesIn(frame), ...issuesIn(attribution), ...issuesIn(answers)] };
  }

  const { consents = [], formVersion, attribution: _, challenge: __, ...rest } = frame.value;
  const mistakes = [
    ...(formVersion === definition.version ? [] : [issue('formVersion', 'unsupported_version')]),
    ...checkConsents(definition, answers.value, consents),
  ];
  if (mistakes.length > 0) return { issues: mistakes };
  return {
    value: {
      ...rest,
      formVersion,
      answers: answers.value,
      attribution: attribution.value,
      consents,
    } as Submission,
  };
}

const unknownForm = issue('form', 'unknown_form');

const issuesIn = (parsed: Parsed<unknown>) => ('issues' in parsed ? parsed.issues : []);

const knownBad = (parsed: Parsed<unknown>, path: string) =>
  issuesIn(parsed).some((found) => found.path === path);
