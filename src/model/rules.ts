/**
 * What a typed answer must look like, field kind by field kind. Each rule takes the tidied text and says which code
 * it breaks, or nothing. The rules accept what people paste and refuse only what cannot be right.
 */

import type { IssueCode } from './issue.ts';

/**
 * Control characters, Unicode's line and paragraph separators, lone surrogates, and the bidirectional overrides that
 * make text read as something else. No answer of a person has them; each is a way to smuggle something past the next
 * reader.
 */
const forbidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** The valid e-mail address of the HTML standard, and a dot in its domain. */
const email =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)+$/i;

const zipCode = /^\d{5}(-\d{4})?$/;
const canadianCode = /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d$/i;

/** Trims and collapses spaces, non-breaking ones included. Control characters stay, to be refused. */
export function tidy(text: string): string {
  return text.replace(/\p{Zs}+/gu, ' ').replace(/^ | $/g, '');
}

/** Text of at most `max` code points without control characters. */
export function checkText(text: string, max: number): IssueCode | undefined {
  if (forbidden.test(text)) return 'control_characters';
  return [...text].length > max ? 'too_long' : undefined;
}

/** A person's name: letters of any script, marks, spaces, `'’.-`. */
export function checkName(text: string): IssueCode | undefined {
  return /^[\p{L}\p{M} '’.-]+$/u.test(text) && /\p{L}/u.test(text) ? undefined : 'invalid_name';
}

/** At most 64 characters before the `@`; the limit of 254 on the whole is a matter of length (RFC 5321, 4.5.3.1). */
export function checkEmail(text: string): IssueCode | undefined {
  return email.test(text) && text.indexOf('@') <= 64 ? undefined : 'invalid_email';
}

/** The number without its extension, and the extension: what people write before one is in their address books. */
const phone = /^(.*?)(?:\s*(?:ext\.?|x|#)\s*(\d{1,6}))?$/i;

/**
 * Ten digits of the North American Numbering Plan, whatever stands between them; `+1` and an extension may be there.
 * Area codes that end in 11 are service codes, and all digits alike is nobody's number. Undefined: it is none.
 */
function readPhone(text: string): { digits: string; extension: string | undefined } | undefined {
  const [, number = '', extension] = phone.exec(text) ?? [];
  const digits = number.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  const real =
    /^[\d\s()./+\p{Pd}]+$/u.test(number) &&
    /^[2-9](?!11)\d\d[2-9]\d{6}$/.test(digits) &&
    !/^(\d)\1+$/.test(digits);
  return real ? { digits, extension } : undefined;
}

/** A telephone number of the North American Numbering Plan. */
export const checkPhone = (text: string): IssueCode | undefined =>
  readPhone(text) ? undefined : 'invalid_phone';

/**
 * A telephone number as it is stored: `720-340-1313`, or `720-340-1313 ext 5`. What is none stays as typed, but for
 * stray spaces and the invisible marks that come along when a number is pasted from a contact list.
 */
export function normalPhone(text: string): string {
  const plain = tidy(text.normalize('NFKC').replace(/\p{Cf}/gu, ''));
  const read = readPhone(plain);
  if (!read) return plain;
  const number = read.digits.replace(/^(...)(...)/, '$1-$2-');
  return read.extension ? `${number} ext ${read.extension}` : number;
}

/** A US ZIP code (five digits, or nine) or a Canadian postal code; of that country alone once it is known. */
export function checkPostalCode(text: string, country?: unknown): IssueCode | undefined {
  const right = (country !== 'CA' && zipCode.test(text)) || (country !== 'US' && canadianCode.test(text));
  return right ? undefined : 'invalid_postal_code';
}
