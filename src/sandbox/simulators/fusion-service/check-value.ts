import type { ExactJson } from '../exact-json.ts';
import type { Attribute } from './attribute.ts';
import type { Reason } from './problem.ts';
import { isFound } from './references.ts';
import type { Rows, Value } from './rows.ts';
import type { TenantSettings } from './tenant-settings.ts';

/** A value that an attribute can have, or what is wrong with it. */
export type CheckedValue = { value: Value } | { reason: Reason; wrong: string };

const MAX_INT64 = 2n ** 63n - 1n;

/** Whether an attribute can have this value. An empty text is null, as in the database below. */
export function checkValue(
  input: ExactJson,
  attribute: Attribute,
  settings: TenantSettings,
  rows: Rows,
): CheckedValue {
  if (input === null || input === '') {
    return attribute.mandatory ? { reason: 'missing', wrong: 'must have a value' } : { value: null };
  }
  const value = typedValue(input, attribute, settings.assumptions.numbersAsText === 'accepted');
  if (value === null) return { reason: 'value', wrong: WANTED[attribute.type] };
  const { maxLength, lookup, refersTo } = attribute;
  if (maxLength !== null && typeof value === 'string' && [...value].length > maxLength) {
    return { reason: 'length', wrong: `must not be longer than ${maxLength} characters` };
  }
  if (lookup !== null && !Object.hasOwn(settings.lookups[lookup] ?? {}, String(value))) {
    return { reason: 'lookup', wrong: `must be a code of ${lookup}` };
  }
  if (refersTo !== null && !isFound(refersTo, value, settings, rows)) {
    return { reason: 'reference', wrong: `must be found in ${refersTo}` };
  }
  return { value };
}

const WANTED: Readonly<Record<Attribute['type'], string>> = {
  string: 'must be text',
  integer: 'must be a whole number of 64 bits',
  boolean: 'must be true or false',
  datetime: 'must be a time such as 2026-01-31T08:00:00-08:00',
  base64: 'must be base64',
};

/** The value in the form in which it is stored, or null when it is of another type. */
function typedValue(input: ExactJson, { type }: Attribute, areTextsNumbers: boolean): Value {
  switch (type) {
    case 'string':
      return typeof input === 'string' ? input : null;
    case 'integer':
      return integer(input, areTextsNumbers);
    case 'boolean':
      if (input === true || input === 'true' || input === 'Y') return true;
      return input === false || input === 'false' || input === 'N' ? false : null;
    case 'datetime':
      return typeof input === 'string' && isTime(input) ? input : null;
    case 'base64':
      return typeof input === 'string' && isBase64(input) ? input : null;
  }
}

function integer(input: ExactJson, areTextsNumbers: boolean): bigint | null {
  const isNumber = typeof input === 'bigint' || (typeof input === 'number' && Number.isSafeInteger(input));
  const isText = areTextsNumbers && typeof input === 'string' && /^-?[0-9]{1,19}$/.test(input);
  if (!isNumber && !isText) return null;
  const value = BigInt(input as bigint | number | string);
  return value <= MAX_INT64 && value >= -MAX_INT64 - 1n ? value : null;
}

function isTime(text: string): boolean {
  const isWritten = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text);
  return isWritten && !Number.isNaN(Date.parse(text));
}

function isBase64(text: string): boolean {
  if (text.length % 4 !== 0 || /[^A-Za-z0-9+/=]/.test(text)) return false;
  try {
    atob(text);
    return true;
  } catch {
    return false;
  }
}
