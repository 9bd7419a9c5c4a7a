import type { KeptDecision } from '../form/consents.ts';

/** A document that a reader saw or decided on, as a page carries it: not its text, which we know. */
const form =
  /^([\w.-]{1,64}) ([a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([01])$/i;

/** What is known of a decision without the text. */
export type CarriedDecision = Omit<KeptDecision, 'text'>;

/** As a hidden input holds it. */
export const carriedFrom = ({ document, language, at, granted }: KeptDecision): string =>
  `${document} ${language} ${at} ${granted ? 1 : 0}`;

/** Reads it again; undefined for what is none. */
export function carriedDecision(text: string): CarriedDecision | undefined {
  const [, document, language, at = '', granted] = form.exec(text) ?? [];
  if (document === undefined || language === undefined || Number.isNaN(Date.parse(at))) return undefined;
  return { document, language, at, granted: granted === '1' };
}
