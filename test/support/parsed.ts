import { driverShort, type FormDefinition, type Submission } from '../../src/model/index.ts';
import { parseSubmission } from '../../src/protocol/submission.ts';
import { buildSubmission } from './submissions.ts';

const definitionOf = (form: string) => (form === driverShort.name ? driverShort : undefined);

/** Parses a body as it comes from the wire. */
const parse = (
  envelope: Record<string, unknown>,
  answers: Record<string, unknown>,
  definition?: FormDefinition,
) =>
  parseSubmission(
    JSON.parse(JSON.stringify(buildSubmission(answers, envelope))),
    definition ? () => definition : definitionOf,
  );

/** What is wrong with an otherwise right submission: paths and codes. */
export function complaints(
  envelope: Record<string, unknown>,
  answers: Record<string, unknown> = {},
  definition?: FormDefinition,
): string[] {
  const parsed = parse(envelope, answers, definition);
  return 'issues' in parsed ? parsed.issues.map(({ path, code }) => `${path} ${code}`) : [];
}

/** What an otherwise right submission becomes. */
export function accepted(
  envelope: Record<string, unknown>,
  answers: Record<string, unknown> = {},
  definition?: FormDefinition,
): Submission {
  const parsed = parse(envelope, answers, definition);
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}
