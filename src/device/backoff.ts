/** The shortest and the longest wait between two attempts, in milliseconds. */
export const shortestMs = 1000;
export const longestMs = 300_000;

/**
 * How long to wait after the given number of attempts without an outcome: up to 5 s, doubling to 5 min. Full jitter, so
 * that forms which failed together do not come back together.
 */
export function backoffMs(attempts: number, random: () => number): number {
  return Math.max(shortestMs, random() * Math.min(longestMs, 5000 * 2 ** (attempts - 1)));
}
