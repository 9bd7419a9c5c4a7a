import * as z from 'zod/mini';
import { holds } from '../model/condition.ts';
import { type Answers, type FormDefinition, fieldsOf } from '../model/definition.ts';
import { type Issue, issue, type Parsed } from '../model/issue.ts';
import type { ConsentRecord } from '../model/submission.ts';
import { hex } from '../shared/hex.ts';
import { atMost, dateTime, languageTag, name, wellFormed } from './frame-values.ts';

/** The longest text of a document, in code points. */
const maxText = 4_000;

/** Decisions on documents, and notices that were on screen. */
export const consentsSchema = z
  .array(
    z.strictObject({
      document: name,
      granted: z.boolean(),
      language: languageTag,
      textSha256: z.optional(z.string().check(z.regex(/^[\da-f]{64}$/i))),
      // Never tidied: what it hashes to counts.
      text: z.optional(z.string().check(wellFormed(maxText))),
      at: dateTime,
    }),
  )
  .check(atMost(32));

/**
 * What is wrong with the consents of a form: each document belongs to it and is decided on once; one that is required
 * and shown has been agreed to. Whether a page has a document that is asked only where provided is the page's to know.
 */
export function checkConsents(
  definition: FormDefinition,
  answers: Answers,
  consents: readonly Pick<ConsentRecord, 'document' | 'granted'>[],
): Issue[] {
  const documents = fieldsOf(definition).filter(({ kind }) => kind === 'consent' || kind === 'notice');
  const first = (document: string) => consents.findIndex((consent) => consent.document === document);
  return [
    ...consents.flatMap(({ document }, index) => {
      const known = documents.some((field) => field.key === document);
      return known && first(document) === index
        ? []
        : [issue(`consents.${index}.document`, 'invalid_option')];
    }),
    ...documents
      .filter((field) => field.required && holds(field.when, answers))
      .filter((field) => !('ifProvided' in field && field.ifProvided) || first(field.key) >= 0)
      .filter(({ key }) => !consents[first(key)]?.granted)
      .map(({ key }) => issue(`consents.${key}`, 'required')),
  ];
}

/**
 * Holds the texts of consents against their hashes: the consents, each text with its hash, or what does not agree. A
 * hash that the page could not compute is added.
 */
export async function withTextHashes(
  consents: readonly ConsentRecord[],
): Promise<Parsed<readonly ConsentRecord[]>> {
  const hashed = await Promise.all(consents.map(withTextHash));
  const issues = hashed.flatMap((consent, index) =>
    consent ? [] : [issue(`consents.${index}.textSha256`, 'mismatch')],
  );
  return issues.length > 0 ? { issues } : { value: hashed.filter((consent) => consent !== undefined) };
}

/** Undefined when the hash given is that of another text. */
async function withTextHash(consent: ConsentRecord): Promise<ConsentRecord | undefined> {
  if (consent.text === undefined) return consent;
  const { document, granted, language, textSha256 = await sha256(consent.text), text, at } = consent;
  if (textSha256.toLowerCase() !== (await sha256(text))) return undefined;
  return { document, granted, language, textSha256, text, at };
}

/** In hexadecimal, of the text in UTF-8. */
async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return hex(new Uint8Array(digest));
}
