import type { DeliveryState } from '../../queue/delivery.ts';

/** The destination of a delivery, for people: an optional one says nothing of how its application stands. */
export const destinationInWords = ({ destination, optional }: DeliveryState): string =>
  `${destination}${optional ? ' (optional)' : ''}`;
