/** The numbers under which people speak of incidents. */
export interface ReferenceNumbers {
  /** `YYMMDD-NNNNNN`: the day, and a counter that begins at 000000 each day. */
  next(): string;
  reset(): void;
}

/** Days whose counters are remembered: a test's clock may also go back. */
const MAX_DAYS = 100;

/** Counts by the day that the clock shows, in UTC. */
export function createReferenceNumbers(now: () => number): ReferenceNumbers {
  const used = new Map<string, number>();
  return {
    next() {
      const day = new Date(now()).toISOString().slice(2, 10).replaceAll('-', '');
      const number = used.get(day) ?? 0;
      used.set(day, number + 1);
      const [oldest] = used.keys();
      if (used.size > MAX_DAYS && oldest !== undefined) used.delete(oldest);
      return `${day}-${String(number).padStart(6, '0')}`;
    },
    reset: () => used.clear(),
  };
}
