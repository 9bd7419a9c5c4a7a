export interface RateLimit {
  /** How many requests an address may send at once after a pause. */
  readonly burst: number;
  /** How many a minute in the long run. */
  readonly perMinute: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Addresses remembered at the most; the one not seen for the longest time goes first. */
const maxAddresses = 10_000;

/**
 * A token bucket for each address, in memory. Returns undefined when the request may pass, otherwise the number of
 * seconds until the next one may. IPv6 addresses share a bucket by /64, the part that a household is given.
 */
export function createRateLimiter({ burst, perMinute }: RateLimit, now: () => number = Date.now) {
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / 60_000;

  return function take(address: string): number | undefined {
    const key = networkOf(address);
    const at = now();
    const known = buckets.get(key);
    const passed = known ? Math.max(0, at - known.at) : 0;
    const tokens = known ? Math.min(burst, known.tokens + passed * perMs) : burst;
    buckets.delete(key);
    const first = buckets.keys().next();
    if (buckets.size >= maxAddresses && !first.done) buckets.delete(first.value);
    // Who waited as long as asked is let in, whatever was lost in rounding.
    const passes = tokens > 1 - 1e-9;
    buckets.set(key, { tokens: passes ? tokens - 1 : tokens, at });
    return passes ? undefined : Math.max(1, Math.ceil((1 - tokens) / perMs / 1000));
  };
}

/** The address as far as it tells senders apart: of IPv6 the /64. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
