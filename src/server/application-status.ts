import type { ApplicationStatus } from '../protocol/accepted.ts';
import type { StoredApplication } from '../queue/delivery-store.ts';
import { erasedError } from '../queue/erasure.ts';

/**
 * How an application stands, over all deliveries that are not optional: the one that is worst off decides. Undefined when it was erased
 * before it was delivered anywhere: it does not wait, is not on its way and has not arrived, so that nothing of it is
 * left to tell.
 */
export function statusOf({ deliveries }: StoredApplication): ApplicationStatus | undefined {
  const required = deliveries.filter(({ optional }) => !optional);
  const left = required.filter(({ lastError }) => lastError !== erasedError);
  if (left.length === 0 && required.length > 0) return undefined;
  const states = left.map(({ state }) => state);
  if (states.includes('attention')) return 'attention';
  return states.every((state) => state === 'delivered') ? 'delivered' : 'queued';
}
