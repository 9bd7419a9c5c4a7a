/** What a clock may go back without harm, in milliseconds: things wait as much longer. */
const harmlessMs = 60_000;

/**
 * Notices that a clock has been put back. What was postponed by the old clock would wait for the time that it was put
 * back by besides, a day perhaps; a clock put forward only ends waits early.
 */
export function watchClock(now: () => number) {
  let latest = Number.NEGATIVE_INFINITY;
  let putBack = false;

  return {
    /** Whether it has been put back since that was last dealt with. */
    putBack(): boolean {
      const at = now();
      putBack ||= at < latest - harmlessMs;
      latest = at;
      return putBack;
    },

    /** That has been dealt with. */
    dealtWith(): void {
      putBack = false;
    },
  };
}
