import { cutToFit } from '../cut-text.ts';
import type { VendorField } from './contact-fields.ts';

/** A value as its field takes it, before it is written in a style; a date has its days first already. */
export type FieldValue = string | number | boolean;

/** What the vendor's lengths count. */
export type LengthUnit = 'characters' | 'bytes';

export interface FitOptions {
  /** What becomes of text that is longer than its field. */
  readonly tooLong: 'cut' | 'attention';
  readonly lengthsIn: LengthUnit;
  /** Stands at the end of text in many lines that was cut. Default: the mark of any cut text. */
  readonly endOfCut?: string;
}

/** The value, or why the field does not take it, in a clause without the value. */
export type Fitted = { readonly value: FieldValue } | { readonly problem: string };

/** Ids in the vendor's database have 31 bits. */
const largest = 2_147_483_647;

/** Makes of a value what its field takes. */
export function fitToField(field: VendorField, value: unknown, options: FitOptions): Fitted {
  switch (field.type) {
    case 'integer':
      return integerOf(field, value);
    case 'boolean':
      return booleanOf(value);
    case 'date':
      return dateOf(value);
    case 'text':
      return textOf(field, value, options);
  }
}

function integerOf({ upTo }: VendorField, value: unknown): Fitted {
  const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  const fits =
    Number.isInteger(number) && Number(number) >= (upTo ? 1 : 0) && Number(number) <= (upTo ?? largest);
  const range = upTo ? ` from 1 to ${upTo}` : '';
  return fits ? { value: Number(number) } : { problem: `the field takes a whole number${range}` };
}

function booleanOf(value: unknown): Fitted {
  if (typeof value === 'boolean') return { value };
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  if (word === 'true' || word === 'false') return { value: word === 'true' };
  return { problem: 'the field takes true or false' };
}

/** A day as we keep it, the start of a time, or a day as the vendor writes it, becomes `25/03/2026`. */
function dateOf(value: unknown): Fitted {
  const given = String(value);
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)(?:$|T)/.exec(given) ?? [];
  const [, ownDay, ownMonth, ownYear] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(given) ?? [];
  const parts = [day ?? ownDay, month ?? ownMonth, year ?? ownYear] as const;
  const [dd, mm, yyyy] = parts;
  const iso = `${yyyy}-${mm}-${dd}`;
  const at = new Date(`${iso}T00:00:00Z`);
  const exists = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso);
  return exists ? { value: parts.join('/') } : { problem: 'the field takes a day' };
}

function textOf(field: VendorField, value: unknown, options: FitOptions): Fitted {
  const given = typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value);
  const text = field.manyLines ? given : given.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  const { maxLength } = field;
  const { tooLong, lengthsIn, endOfCut = '' } = options;
  if (maxLength === undefined || lengthIn(lengthsIn, text) <= maxLength) return { value: text };
  if (tooLong === 'attention' || field.whole) {
    return { problem: `the text is longer than the ${maxLength} ${lengthsIn} that the field takes` };
  }
  const end = field.manyLines ? endOfCut : '';
  const room = maxLength - lengthIn(lengthsIn, end);
  return { value: cutToFit(text, (cut) => lengthIn(lengthsIn, cut) <= room) + end };
}

/**
 * How long a text is. The page says no more than "text 50", so characters beyond the basic plane count twice, as they do
 * in Java: never less than a database counts that counts characters.
 */
export function lengthIn(unit: LengthUnit, text: string): number {
  return unit === 'bytes' ? new TextEncoder().encode(text).length : text.length;
}
