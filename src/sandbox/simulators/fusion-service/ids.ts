/** What the system counts; each begins again after a reset. */
export interface Ids {
  /** The next id: 18 digits. */
  next(): bigint;
  /** The next number of a series, from `first` on. */
  nextOf(series: string, first: number): number;
  reset(): void;
}

const FIRST = 300_000_187_654_321_001n;

/**
 * Above 2^58 a JavaScript number is exact for multiples of 64 only. Ids are 64 apart and none is such a multiple: whoever
 * reads one as a number gets an id that no row has, never that of another row.
 */
const DISTANCE = 64n;

/** Counters at their beginning. */
export function createIds(): Ids {
  let id = FIRST;
  const series = new Map<string, number>();
  return {
    next() {
      const next = id;
      id += DISTANCE;
      return next;
    },
    nextOf(name, first) {
      const next = series.get(name) ?? first;
      series.set(name, next + 1);
      return next;
    },
    reset() {
      id = FIRST;
      series.clear();
    },
  };
}
