import { HttpProblem } from '../http-problem.ts';
import { networkOf } from './rate-limit.ts';

/**
 * Memory that the bodies of all requests under way share, so that many large ones at a time cannot use up what the
 * machine has. Only what has arrived counts: a sender who announces much and sends nothing takes nobody's share. What is
 * made of a body is not counted; that is for whoever sets the limit to allow for. Of one address, all requests together
 * may hold `maxPerAddress`, so that it cannot take what all others need; senders without an address may be everyone.
 */
export function createByteBudget(maxBytes: number, maxPerAddress = maxBytes) {
  let used = 0;
  const byNetwork = new Map<string, number>();

  return function open(address?: string) {
    let own = 0;
    const network = address ? networkOf(address) : undefined;

    function count(bytes: number): void {
      used += bytes;
      own += bytes;
      if (network === undefined) return;
      const held = (byNetwork.get(network) ?? 0) + bytes;
      if (held > 0) byNetwork.set(network, held);
      else byNetwork.delete(network);
    }

    return {
      /** Counts bytes that have arrived for this request. 429 when there is no room for them. */
      take(bytes: number): void {
        const room = network === undefined ? maxBytes : maxPerAddress - (byNetwork.get(network) ?? 0);
        if (used + bytes > maxBytes || bytes > room) {
          const headers = { connection: 'close' };
          throw new HttpProblem('too-many-requests', { retryAfterSeconds: 5, headers });
        }
        count(bytes);
      },
      /** To be called when the request is done with. */
      release(): void {
        count(-own);
      },
    };
  };
}
