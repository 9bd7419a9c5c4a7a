import { type FormDefinition, fieldsOf } from '../model/definition.ts';
import type { ConsentRecord } from '../model/submission.ts';
import { inWords, nameIn } from './answer-words.ts';

/** The documents that can be agreed to or read. */
const documents: Readonly<Record<string, string>> = {
  sms: 'Text messages and calls',
  privacy: 'Privacy notice',
};

/** A consent as lines of a record: what was decided on which document, when and in what language, and the evidence. */
export function consentInWords(consent: ConsentRecord, definition: FormDefinition | undefined): string[] {
  const { document, granted, language, textSha256, text, at } = consent;
  const name = nameIn(documents, document) ?? inWords(document);
  const decision = isNotice(document, definition)
    ? granted
      ? 'shown'
      : 'not shown'
    : granted
      ? 'agreed'
      : 'not agreed';
  const shownIn = isNotice(document, definition) ? 'in' : 'shown in';
  return [
    `${name}: ${decision} ${moment(at)}, ${shownIn} ${languageName(language)}`,
    ...(text ? [`Text shown: ${text}`] : []),
    ...(textSha256 ? [`SHA-256 of the text shown: ${textSha256.toLowerCase()}`] : []),
  ];
}

const isNotice = (document: string, definition: FormDefinition | undefined) =>
  definition !== undefined &&
  fieldsOf(definition).some(({ key, kind }) => key === document && kind === 'notice');

/** An RFC 3339 time for people: `2026-11-21 17:00:05 UTC`. */
export function moment(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Made once: it is what takes time about them. */
const languages = new Intl.DisplayNames('en', { type: 'language' });

/** A language tag as a name in English. */
export function languageName(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
