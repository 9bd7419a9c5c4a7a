import type { ProblemKind } from '../protocol/problem.ts';
import type { Log } from '../queue/log.ts';

/**
 * Makes the function that is told of each refusal at the socket. It logs how many there have been of each kind, a while
 * after the first: a line for each would let a flood fill the disk.
 */
export function createRefusalLog(log: Log, afterMs = 60_000): (kind: ProblemKind) => void {
  const refused = new Map<ProblemKind, number>();

  function write(): void {
    log.warn({ refused: Object.fromEntries(refused) }, 'requests were refused at the socket');
    refused.clear();
  }

  return (kind) => {
    // Nothing to keep the process for.
    if (refused.size === 0) setTimeout(write, afterMs).unref();
    refused.set(kind, (refused.get(kind) ?? 0) + 1);
  };
}
