import type { Json } from '../json.ts';
import type { Assumptions, Cause } from './assumptions.ts';
import type { Field } from './contact-fields.ts';
import { Refusal } from './refusal.ts';
import type { TenantSettings } from './tenant-settings.ts';

/** What is stored of a field: integers and booleans as themselves, dates as `yyyy-MM-dd`; undefined where it was absent. */
export type StoredValue = string | number | boolean | undefined;

const LARGEST_INTEGER = 2 ** 31 - 1;

/** The value of a field as it is stored. Throws a `Refusal` when it is not one that the field can have. */
export function readValue(sent: Json | undefined, field: Field, settings: TenantSettings): StoredValue {
  const { assumptions } = settings;
  if (isAbsent(sent, field, assumptions)) {
    if (field.required) throw refusalOf('missing', sent);
    return undefined;
  }
  switch (field.kind) {
    case 'text':
      return readText(sent, field.maxLength);
    case 'integer':
      return readInteger(sent, field.min ?? -LARGEST_INTEGER - 1, field.max ?? LARGEST_INTEGER, assumptions);
    case 'contact-type': {
      const id = readInteger(sent, 0, LARGEST_INTEGER, assumptions);
      if (settings.contactTypes?.includes(id) === false) throw refusalOf('unknownType', sent);
      return id;
    }
    case 'boolean':
      return readBoolean(sent, assumptions);
    case 'date':
      return readDate(sent, assumptions);
  }
}

/** A text that is empty is there, unless the field is mandatory; an integer or a date that is empty may not be. */
function isAbsent(sent: Json | undefined, field: Field, assumptions: Assumptions): boolean {
  if (sent === undefined || sent === null) return true;
  if (sent !== '') return false;
  if (field.kind === 'text') return field.required && !assumptions.mayBeEmpty.includes(field.name);
  return field.required || assumptions.emptyOptional === 'absent';
}

/** Lengths are counted as JavaScript and Java count them: a character beyond the basic plane is two. */
function readText(sent: Json | undefined, maxLength: number): string {
  if (typeof sent !== 'string') throw refusalOf('wrongType', sent);
  if (sent.length > maxLength) throw refusalOf('tooLong', sent);
  return sent;
}

function readInteger(sent: Json | undefined, min: number, max: number, { types }: Assumptions): number {
  const isText = typeof sent === 'string' && /^-?[0-9]+$/.test(sent);
  const fits = types === 'strings' ? isText : types === 'native' ? typeof sent === 'number' : true;
  const value = isText || typeof sent === 'number' ? Number(sent) : Number.NaN;
  if (!fits || !Number.isInteger(value)) throw refusalOf('wrongType', sent);
  if (value < min || value > max) throw refusalOf('outOfRange', sent);
  return value;
}

function readBoolean(sent: Json | undefined, { types }: Assumptions): boolean {
  if (typeof sent === 'boolean' && types !== 'strings') return sent;
  const word = typeof sent === 'string' && types !== 'native' ? sent.toLowerCase() : undefined;
  if (word !== 'true' && word !== 'false') throw refusalOf('wrongType', sent);
  return word === 'true';
}

function readDate(sent: Json | undefined, { dates }: Assumptions): string {
  const form = dates === 'strict' ? /^(\d{2})\/(\d{2})\/(\d{4})$/ : /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
  const [, day, month, year] = (typeof sent === 'string' ? form.exec(sent) : null) ?? [];
  if (year === undefined) throw refusalOf('badDate', sent);
  const date = new Date(0);
  // Unlike `Date.UTC`, this does not take a year before 100 for one of the last century.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const stored = date.toISOString().replace(/T.*$/, '');
  if (dates === 'strict' && stored !== `${year}-${month}-${day}`) throw refusalOf('badDate', sent);
  return stored;
}

/** A refusal for what was sent in a field, or was not. */
export function refusalOf(cause: Cause, value: Json | undefined): Refusal {
  return new Refusal({ kind: 'field', cause, value });
}
