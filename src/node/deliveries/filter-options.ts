import type { DeliveryState } from '../../queue/delivery.ts';
import type { DeliveryFilter } from '../../queue/delivery-operations.ts';
import { UsageError } from '../usage-error.ts';
import { spanMs } from './span.ts';

/** The options by which deliveries are chosen, as they are declared and named. */
export const filterOptions = {
  state: { type: 'string' },
  destination: { type: 'string' },
  reference: { type: 'string' },
  'older-than': { type: 'string' },
  'newer-than': { type: 'string' },
} as const;

export type FilterValues = { readonly [K in keyof typeof filterOptions]?: string | undefined };

const states: readonly DeliveryState['state'][] = ['queued', 'leased', 'delivered', 'attention'];

/** The filter that the options of a command line make. Throws {@link UsageError}. */
export function filterFrom(values: FilterValues, now: number): DeliveryFilter {
  const { state, destination, reference } = values;
  const { 'older-than': older, 'newer-than': newer } = values;
  const known = states.find((each) => each === state);
  if (state !== undefined && !known) throw new UsageError(`--state must be one of ${states.join(', ')}`);
  return {
    ...(known && { state: known }),
    ...(destination !== undefined && { destination }),
    ...(reference !== undefined && { reference: reference.trim().toUpperCase() }),
    ...(older !== undefined && { receivedBefore: now - spanMs('older-than', older) }),
    ...(newer !== undefined && { receivedFrom: now - spanMs('newer-than', newer) }),
  };
}
