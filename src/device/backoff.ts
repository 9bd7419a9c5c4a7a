/** The longest wait, in milliseconds. */
export const longestMs = 300_000;

/**
 * How long to wait after the given number of attempts without an outcome: between nothing and 5 s, doubling to 5 min.
 * Full jitter, so that forms which failed together do not come back together.
 */
export function backoffMs(attempts: number, random: () => number): number {
  return random() * Math.min(longestMs, 5000 * 2 ** (attempts - 1));
}
