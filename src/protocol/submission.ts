import '../model/all-kinds.ts';
import * as z from 'zod/mini';
import type { FormDefinition } from '../model/definition.ts';
import { issue, type Parsed, parse } from '../model/issue.ts';
import type { Attribution, Submission } from '../model/submission.ts';
import { validateAnswers } from '../model/validate-answers.ts';
import { attributionSchema } from './attribution.ts';
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
  attribution: z.optional(attributionSchema),
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

  const { attribution, consents = [], formVersion, challenge: _, ...rest } = frame.value;
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
