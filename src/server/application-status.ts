import type { ApplicationStatus } from '../protocol/accepted.ts';
import type { StoredApplication } from '../queue/delivery-store.ts';

/** How an application stands, over all its deliveries: the one that is worst off decides. */
export function statusOf({ deliveries }: StoredApplication): ApplicationStatus {
  const states = deliveries.map(({ state }) => state);
  if (states.includes('attention')) return 'attention';
  return states.every((state) => state === 'delivered') ? 'delivered' : 'queued';
}
