/** Members that are times, by their names: milliseconds since 1970 here, RFC 3339 for machines elsewhere. */
const isTime = (name: string) => name.endsWith('At') || name === 'leaseUntil';

/** What operators are shown, with times as RFC 3339 writes them. */
export function inJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === 'number' && isTime(name) ? new Date(member).toISOString() : inJson(member),
    ]),
  );
}
