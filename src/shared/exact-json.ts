/**
 * JSON with whole numbers beyond 2^53, such as 64-bit ids, which `JSON.parse` rounds: they are read as `bigint`, and
 * written as bare digits.
 */

/** Reads JSON. A whole number that a `number` would not hold exactly is a `bigint`. Throws what `JSON.parse` throws. */
export function parseExactJson(text: string): unknown {
  const reviver = (_: string, value: unknown, context?: { readonly source?: string }): unknown => {
    const source = context?.source;
    const isRounded =
      typeof value === 'number' && !Number.isSafeInteger(value) && source && /^-?\d+$/.test(source);
    return isRounded ? BigInt(source) : value;
  };
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}

/** Writes JSON. A `bigint` goes out as its digits. */
export function exactJson(value: unknown): string {
  const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'bigint' ? rawJSON(String(each)) : each,
  );
}
