import type { Attribution, ConsentRecord, Submission } from '../model/submission.ts';
import type { FormState } from './form-state.ts';

/** What a submission needs beside the answers. */
export interface SubmissionContext {
  readonly id: string;
  readonly language: string;
  readonly attribution: Attribution;
  readonly startedAt: Date;
  readonly submittedAt: Date;
  /** The text shown for a consent document, to the letter. */
  readonly consentText: (document: string) => string;
}

/** Makes the submission of a form that has been filled in. */
export async function buildSubmission(state: FormState, context: SubmissionContext): Promise<Submission> {
  const { id, language, attribution, startedAt, submittedAt, consentText } = context;
  const consents = state.consents.map(async ({ document, granted }): Promise<ConsentRecord> => {
    const textSha256 = await sha256(consentText(document));
    const at = (state.consentedAt(document) ?? submittedAt).toISOString();
    return { document, granted, language, ...(textSha256 && { textSha256 }), at };
  });
  return {
    id,
    form: state.definition.name,
    formVersion: state.definition.version,
    language,
    answers: state.answers,
    attribution,
    consents: await Promise.all(consents),
    startedAt: startedAt.toISOString(),
    submittedAt: submittedAt.toISOString(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** Hexadecimal SHA-256 of a text in UTF-8; undefined on a page without TLS, where browsers offer no digest. */
async function sha256(text: string): Promise<string | undefined> {
  const digest = await globalThis.crypto.subtle?.digest('SHA-256', new TextEncoder().encode(text));
  return digest && Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
