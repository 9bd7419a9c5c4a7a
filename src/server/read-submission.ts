import type { FormDefinition } from '../model/definition.ts';
import type { Parsed } from '../model/issue.ts';
import type { Submission } from '../model/submission.ts';
import { withTextHashes } from '../protocol/consents.ts';
import { parseSubmission } from '../protocol/submission.ts';
import { withNormalPhones } from './normal-answers.ts';

/**
 * Reads the body of `POST /v1/applications`: the submission as it is to be stored, telephone numbers in their normal
 * form and the texts of consents held against their hashes, or what is wrong with it.
 */
export async function readSubmission(
  body: unknown,
  definitionOf: (form: string) => FormDefinition | undefined,
): Promise<Parsed<Submission>> {
  const parsed = parseSubmission(body, definitionOf);
  if ('issues' in parsed) return parsed;
  const submission = parsed.value;
  const consents = await withTextHashes(submission.consents);
  if ('issues' in consents) return consents;
  const definition = definitionOf(submission.form);
  const answers = definition ? await withNormalPhones(definition, submission.answers) : submission.answers;
  return { value: { ...submission, answers, consents: consents.value } };
}
