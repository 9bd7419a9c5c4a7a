import type { DeliveryState } from '../queue/delivery.ts';
import type { AddOptions } from '../queue/delivery-store.ts';

/** The deliveries that an application is owed as it comes, in the order in which they are shown. */
export function deliveriesOwed(
  { destinations, optional = [] }: Pick<AddOptions, 'destinations' | 'optional'>,
  receivedAt: number,
): DeliveryState[] {
  const owed = (destination: string) =>
    ({ destination, state: 'queued', attempts: 0, dueAt: receivedAt }) as const;
  return [...destinations.map(owed), ...optional.map((each) => ({ ...owed(each), optional: true }) as const)];
}
