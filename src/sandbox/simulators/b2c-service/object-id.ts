/**
 * The id of an object: a number as a rule. Real ids have 64 bits; one that a JSON number cannot carry exactly, or that
 * the site is set to write as text, is a string of digits.
 */
export type ObjectId = number | string;

/** The id as a path writes it; two spellings of one id have the same key. */
export function idKey(id: ObjectId): string {
  return String(id);
}

/** For sorting by id, whatever their size. */
export function compareIds(a: ObjectId, b: ObjectId): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Gives out ids one after the other. */
export interface IdSequence {
  next(): ObjectId;
  continueFrom(first: bigint): void;
  /** Whether the next id is too large for a JSON number to be exact. */
  isLarge(): boolean;
}

const LARGEST_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/** A sequence of ids; `asText` is asked for each of them, since it can change while the site is in use. */
export function createIdSequence(first: bigint, asText: () => boolean): IdSequence {
  let upcoming = first;
  return {
    next() {
      const id = upcoming;
      upcoming += 1n;
      return id > LARGEST_EXACT || asText() ? String(id) : Number(id);
    },
    continueFrom(id) {
      upcoming = id;
    },
    isLarge: () => upcoming > LARGEST_EXACT,
  };
}
