import type { ColumnType } from './columns.ts';
import type { Comparison } from './syntax.ts';

/** A value on either side of a comparison. */
export type Value = string | number | boolean | null;

/** True, false, or null for "unknown", which is what comparing with nothing gives. */
export type Truth = boolean | null;

/** How two values compare: as the column among them says, otherwise as numbers if both are, otherwise as text. */
export interface Collation {
  type: ColumnType | null;
  caseSensitive: boolean;
}

/** Negative, zero or positive as the first value comes before, with or after the second; null when that is unknown. */
export function order(a: Value, b: Value, { type, caseSensitive }: Collation): number | null {
  const asText = type === 'text' || type === 'address' || (type === null && !(isNumber(a) && isNumber(b)));
  if (asText) {
    const ignoreCase = type === 'address' || !caseSensitive;
    return compareKeys(textKey(a, ignoreCase), textKey(b, ignoreCase));
  }
  const keyOf: (value: Value) => number | bigint | null =
    type === 'boolean' ? booleanKey : type === 'time' ? timeKey : numberKey;
  return compareKeys(keyOf(a), keyOf(b));
}

/** Whether a comparison holds. */
export function holds(comparison: Comparison, a: Value, b: Value, collation: Collation): Truth {
  const result = order(a, b, collation);
  if (result === null) return null;
  switch (comparison) {
    case '=':
      return result === 0;
    case '!=':
      return result !== 0;
    case '<':
      return result < 0;
    case '<=':
      return result <= 0;
    case '>':
      return result > 0;
    case '>=':
      return result >= 0;
  }
}

/** Whether text fits a pattern in which `%` stands for any text and `_` for any one character. */
export function isLike(value: Value, pattern: string, collation: Collation): Truth {
  const ignoreCase = collation.type === 'address' || !collation.caseSensitive;
  const text = textKey(value, ignoreCase);
  const wanted = textKey(pattern, ignoreCase);
  return text === null || wanted === null ? null : fits([...text], [...wanted]);
}

/** Goes back only to the last `%`, so that no pattern takes longer than the product of the two lengths. */
function fits(text: readonly string[], pattern: readonly string[]): boolean {
  let at = 0;
  let wanted = 0;
  let resumeAt = 0;
  let lastPercent = -1;
  while (at < text.length) {
    if (pattern[wanted] === '%') {
      lastPercent = wanted;
      resumeAt = at;
      wanted += 1;
    } else if (pattern[wanted] === '_' || pattern[wanted] === text[at]) {
      at += 1;
      wanted += 1;
    } else if (lastPercent >= 0) {
      resumeAt += 1;
      at = resumeAt;
      wanted = lastPercent + 1;
    } else {
      return false;
    }
  }
  return pattern.slice(wanted).every((char) => char === '%');
}

function compareKeys<T extends string | number | bigint>(a: T | null, b: T | null): number | null {
  if (a === null || b === null) return null;
  return a < b ? -1 : a > b ? 1 : 0;
}

function isNumber(value: Value): boolean {
  return typeof value === 'number';
}

function textKey(value: Value, ignoreCase: boolean): string | null {
  if (value === null) return null;
  return ignoreCase ? String(value).toLowerCase() : String(value);
}

/** Ids may have more digits than a number can hold exactly. */
function numberKey(value: Value): number | bigint | null {
  if (typeof value === 'string' && /^[0-9]{16,}$/.test(value)) return BigInt(value);
  if (value === null || (typeof value === 'string' && value.trim() === '')) return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

function booleanKey(value: Value): number | bigint | null {
  if (typeof value !== 'string') return numberKey(value);
  const word = value.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true' ? 1 : 0;
  return numberKey(value);
}

function timeKey(value: Value): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
