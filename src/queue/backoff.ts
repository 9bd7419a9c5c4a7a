export interface BackoffOptions {
  /** The longest wait after the first failure, in milliseconds. Default: 2,000. */
  readonly baseMs?: number;
  /** The longest wait of all, in milliseconds. Default: one hour. */
  readonly capMs?: number;
}

/**
 * How long to wait after the nth failed attempt: a random share of a span that doubles each time ("full jitter"), so
 * that deliveries which failed together do not come back together.
 */
export function backoffMs(attempt: number, random: () => number, options: BackoffOptions = {}): number {
  const { baseMs = 2_000, capMs = 3_600_000 } = options;
  return Math.round(random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 30)));
}
