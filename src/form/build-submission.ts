import type { Attribution, ConsentRecord, Submission } from '../model/submission.ts';
import { hex } from '../shared/hex.ts';
import type { ShownText } from './consents.ts';
import type { FormState } from './form-state.ts';

/** What a submission needs beside the answers. */
export interface SubmissionContext {
  readonly id: string;
  readonly language: string;
  readonly attribution: Attribution;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly submittedAt: Date;
  /** What tells robots from people: what was written where no person writes, and a solved challenge. */
  readonly challenge?: { readonly hp: string; readonly altcha: string | undefined };
  /** What shows for a document that the reader has not decided on. */
  readonly documentText: (document: string) => ShownText;
}

/** Makes the submission of a form that has been filled in. */
export async function buildSubmission(state: FormState, context: SubmissionContext): Promise<Submission> {
  const { documentText, challenge, ...frame } = context;
  const { answers, definition } = state;
  const submittedAt = context.submittedAt.toISOString();
  const consents = state.decisions.map(async ({ document, granted }): Promise<ConsentRecord> => {
    const shown = state.consents.of(document) ?? documentText(document);
    const textSha256 = await sha256(shown.text);
    return { at: submittedAt, ...shown, document, granted, ...(textSha256 && { textSha256 }) };
  });
  return {
    ...frame,
    form: definition.name,
    formVersion: definition.version,
    answers,
    consents: await Promise.all(consents),
    submittedAt,
    ...((challenge?.hp || challenge?.altcha) && { challenge }),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** Hexadecimal SHA-256 of a text in UTF-8; undefined on a page without TLS, where browsers offer no digest. */
async function sha256(text: string): Promise<string | undefined> {
  const digest = await crypto.subtle?.digest('SHA-256', new TextEncoder().encode(text));
  return digest && hex(new Uint8Array(digest));
}
