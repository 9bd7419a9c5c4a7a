import type { Json } from '../json.ts';
import { VendorProblem } from './problem.ts';
import type { Property } from './properties.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** A value that is neither object nor list, checked against its property; a wrong one is a problem naming the property. */
export function readPlainValue(
  property: Extract<Property, { kind: 'text' | 'boolean' | 'integer' | 'date' | 'date-time' }>,
  value: Json,
  name: string,
): string | number | boolean {
  switch (property.kind) {
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw invalidValue(name, 'a boolean is expected');
    case 'integer':
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
      throw invalidValue(name, 'an integer is expected');
    case 'date':
      if (typeof value === 'string' && DATE.test(value) && isOnCalendar(value)) return value;
      throw invalidValue(name, 'a date YYYY-MM-DD is expected');
    case 'date-time':
      if (typeof value === 'string' && DATE_TIME.test(value) && isOnCalendar(value.slice(0, 10)))
        return value;
      throw invalidValue(name, 'a date and time in ISO 8601 is expected');
    case 'text':
      return readText(property, value, name);
  }
}

/** The problem of a property whose value cannot be written. */
export function invalidValue(name: string, reason: string): VendorProblem {
  return new VendorProblem('OSC-CREST-00006', `Invalid value for ${name}: ${reason}`);
}

function readText(
  { maxLength, pattern, refuses }: Extract<Property, { kind: 'text' }>,
  value: Json,
  name: string,
) {
  if (typeof value !== 'string') throw invalidValue(name, 'a string is expected');
  if (maxLength !== undefined && [...value].length > maxLength) {
    throw invalidValue(name, `longer than the maximum length of ${maxLength}`);
  }
  if (pattern !== undefined && !pattern.test(value)) throw invalidValue(name, 'does not match the pattern');
  if (refuses?.test(value)) throw invalidValue(name, 'empty, or with characters that are not allowed');
  return value;
}

/** `Date` rolls 30 February over into March; a calendar does not. */
function isOnCalendar(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
