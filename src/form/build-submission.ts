import type { Attribution, ConsentRecord, Submission } from '../model/submission.ts';
import type { FormState } from './form-state.ts';

/** A consent's text as the reader saw it. */
export interface ShownText {
  /** To the letter. */
  readonly text: string;
  /** The BCP 47 tag of its language. */
  readonly language: string;
}

/** What a submission needs beside the answers. */
export interface SubmissionContext {
  readonly id: string;
  readonly language: string;
  readonly attribution: Attribution;
  readonly startedAt: Date;
  readonly submittedAt: Date;
  /** What was shown for a consent document when it was given, or else now. */
  readonly consentText: (document: string) => ShownText;
}

/** Makes the submission of a form that has been filled in. */
export async function buildSubmission(state: FormState, context: SubmissionContext): Promise<Submission> {
  const { consentText, startedAt, submittedAt, ...frame } = context;
  const { answers, definition } = state;
  const consents = state.consents.map(async ({ document, granted }): Promise<ConsentRecord> => {
    const { text, language } = consentText(document);
    const at = (state.consentedAt(document) ?? submittedAt).toISOString();
    const textSha256 = await sha256(text);
    return { document, granted, language, ...(textSha256 && { textSha256 }), at };
  });
  return {
    ...frame,
    form: definition.name,
    formVersion: definition.version,
    answers,
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
