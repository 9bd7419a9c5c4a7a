import { nearest } from '../../connectors/nearest.ts';
import type { DeliveryState } from '../../queue/delivery.ts';
import type { DeliveryFilter, DeliveryOperations } from '../../queue/delivery-operations.ts';
import { destinationKinds } from '../destinations/kinds.ts';
import { UsageError } from '../usage-error.ts';
import { normalNumber } from './normal-number.ts';
import { spanMs } from './span.ts';

/** The options by which deliveries are chosen, as they are declared and named. */
export const filterOptions = {
  state: { type: 'string' },
  destination: { type: 'string' },
  reference: { type: 'string' },
  email: { type: 'string' },
  phone: { type: 'string' },
  'older-than': { type: 'string' },
  'newer-than': { type: 'string' },
} as const;

export type FilterValues = { readonly [K in keyof typeof filterOptions]?: string | undefined };

const states: readonly DeliveryState['state'][] = ['queued', 'leased', 'delivered', 'attention'];

/** The filter that the options of a command line make. Throws {@link UsageError}. */
export async function filterFrom(
  values: FilterValues,
  operations: DeliveryOperations,
): Promise<DeliveryFilter> {
  const { state, destination, reference, email, phone } = values;
  const { 'older-than': older, 'newer-than': newer } = values;
  const known = states.find((each) => each === state);
  if (state !== undefined && !known) throw new UsageError(`--state must be one of ${states.join(', ')}`);
  if (destination !== undefined) await refuseUnknown(destination, operations);
  const now = operations.now();
  return {
    ...(known && { state: known }),
    ...(destination !== undefined && { destination }),
    ...(reference !== undefined && { reference: reference.trim().toUpperCase() }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone: await normalNumber(phone) }),
    ...(older !== undefined && { receivedBefore: now - spanMs('older-than', older) }),
    ...(newer !== undefined && { receivedFrom: now - spanMs('newer-than', newer) }),
  };
}

/** A name that is spelt wrong would look like one without deliveries. One of an earlier version or program may have some. */
async function refuseUnknown(destination: string, operations: DeliveryOperations): Promise<void> {
  const known = destinationKinds.map(({ name }) => name);
  if (known.includes(destination) || (await operations.count({ destination })) > 0) return;
  const names = nearest(destination, known).join(', ');
  throw new UsageError(`--destination ${destination} is not a destination; there are ${names}`);
}
