import { HttpProblem } from '../http-problem.ts';
import { networkOf } from './rate-limit.ts';

/**
 * Bounds how many requests of one address may be under way at a time, so that one sender who stalls cannot take what
 * all others need. 429 for one more. Returns the function that ends one. Senders without an address are not bounded:
 * they may be everyone.
 */
export function createOpenUploads(maxPerAddress: number) {
  const open = new Map<string, number>();

  return function begin(address: string | undefined): () => void {
    if (!address) return () => {};
    const key = networkOf(address);
    const before = open.get(key) ?? 0;
    if (before >= maxPerAddress) {
      throw new HttpProblem('too-many-requests', {
        retryAfterSeconds: 5,
        headers: { connection: 'close' },
      });
    }
    open.set(key, before + 1);
    return () => {
      const left = (open.get(key) ?? 0) - 1;
      if (left > 0) open.set(key, left);
      else open.delete(key);
    };
  };
}
