import { HttpProblem } from '../http-problem.ts';

/**
 * Memory that the bodies of all requests under way share, so that many large ones at a time cannot use up what the
 * machine has. Only what has arrived counts: a sender who announces much and sends nothing takes nobody's share. What is
 * made of a body is not counted; that is for whoever sets the limit to allow for.
 */
export function createByteBudget(maxBytes: number) {
  let used = 0;

  return function open() {
    let own = 0;
    return {
      /** Counts bytes that have arrived for this request. 429 when there is no room for them. */
      take(bytes: number): void {
        if (used + bytes > maxBytes) {
          const headers = { connection: 'close' };
          throw new HttpProblem('too-many-requests', { retryAfterSeconds: 5, headers });
        }
        used += bytes;
        own += bytes;
      },
      /** To be called when the request is done with. */
      release(): void {
        used -= own;
        own = 0;
      },
    };
  };
}
