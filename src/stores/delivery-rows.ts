import type { Checkpoints, Receipt } from '../connectors/connector.ts';
import type { DeliveryState, LeasedDelivery } from '../queue/delivery.ts';
import {
  type ApplicationSummary,
  type DeliveryDetails,
  type DeliverySummary,
  type RetryOptions,
  type RetryOutcome,
  retryDueAt,
} from '../queue/delivery-operations.ts';
import { erasedError } from '../queue/erasure.ts';

/** A delivery as the table has it. */
export type DeliveryRow = {
  destination: string;
  /** SQLite has no truth values. */
  optional: boolean | number;
  state: DeliveryState['state'];
  attempts: number;
  due_at: number;
  recheck_at: number | null;
  last_error: string | null;
  receipt: string | null;
  lease_until: number | null;
  checkpoints: string | null;
};

/** A delivery, and of its application what nobody typed. */
export type SummaryRow = DeliveryRow & { id: string; reference: string; received_at: number; files: number };

/** What of a delivery an attempt goes on from. */
type WorkRow = Pick<DeliveryRow, 'attempts' | 'receipt' | 'checkpoints'> & {
  /** Null: since the application came. */
  owed_since: number | null;
  attempts_before: number;
};

/** A delivery as a worker gets it, with its application. Throws a `SyntaxError` where the row is damaged. */
export function leasedOf(
  row: WorkRow,
  given: Pick<LeasedDelivery, 'submission' | 'reference' | 'destination' | 'receivedAt' | 'files'>,
): LeasedDelivery {
  return {
    ...given,
    attempt: row.attempts + 1,
    owedSince: row.owed_since ?? given.receivedAt,
    attemptsBefore: row.attempts_before,
    checkpoints: checkpointsOf(row),
    ...(row.receipt !== null && { previous: JSON.parse(row.receipt) as Receipt }),
  };
}

/** What a retry makes of a delivery. */
export function retryOutcomeOf({
  state,
  last_error,
}: Pick<DeliveryRow, 'state' | 'last_error'>): RetryOutcome {
  if (last_error === erasedError) return 'erased';
  return state === 'leased' || state === 'delivered' ? state : 'due';
}

/** When it is due then. A lease that no attempt came of sent nothing. */
export const retriedDueAt = (
  { attempts, lease_until }: Pick<DeliveryRow, 'attempts' | 'lease_until'>,
  options: RetryOptions,
): number => retryDueAt(attempts > 0 ? (lease_until ?? undefined) : undefined, options);

/** An application without anything that was typed. */
export const applicationSummaryOf = (
  row: { readonly reference: string; readonly received_at: number; readonly erased_at: number | null },
  given: Pick<ApplicationSummary, 'id' | 'files'> & { readonly deliveries: readonly DeliveryRow[] },
): ApplicationSummary => ({
  ...given,
  reference: row.reference,
  receivedAt: row.received_at,
  ...(row.erased_at !== null && { erasedAt: row.erased_at }),
  deliveries: given.deliveries.map(detailsOf),
});

/** A delivery in a list. */
export function summaryOf(row: SummaryRow): DeliverySummary {
  const { id, reference, received_at: receivedAt, files } = row;
  return { id, reference, receivedAt, files, ...stateOf(row) };
}

/** A delivery with what attempts have left behind. */
function detailsOf(row: DeliveryRow): DeliveryDetails {
  return {
    ...stateOf(row),
    ...(row.state === 'leased' && row.lease_until !== null && { leaseUntil: row.lease_until }),
    checkpoints: checkpointsOf(row),
  };
}

const checkpointsOf = ({ checkpoints }: Pick<DeliveryRow, 'checkpoints'>): Checkpoints =>
  JSON.parse(checkpoints ?? '{}');

/** How one delivery stands. */
export function stateOf(row: DeliveryRow): DeliveryState {
  return {
    destination: row.destination,
    ...(Boolean(row.optional) && { optional: true as const }),
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at,
    ...(row.recheck_at !== null && { recheckAt: row.recheck_at }),
    ...(row.last_error !== null && { lastError: row.last_error }),
    ...(row.receipt !== null && { receipt: JSON.parse(row.receipt) as Receipt }),
  };
}
