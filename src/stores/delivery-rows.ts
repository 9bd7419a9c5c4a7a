import type { Checkpoints, Receipt } from '../connectors/connector.ts';
import type { DeliveryState } from '../queue/delivery.ts';
import type { DeliveryDetails, DeliverySummary } from '../queue/delivery-operations.ts';

/** A delivery as the table has it. */
export type DeliveryRow = {
  destination: string;
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

/** A delivery in a list. */
export function summaryOf(row: SummaryRow): DeliverySummary {
  const { id, reference, received_at: receivedAt, files } = row;
  return { id, reference, receivedAt, files, ...stateOf(row) };
}

/** A delivery with what attempts have left behind. */
export function detailsOf(row: DeliveryRow): DeliveryDetails {
  return {
    ...stateOf(row),
    ...(row.state === 'leased' && row.lease_until !== null && { leaseUntil: row.lease_until }),
    checkpoints: JSON.parse(row.checkpoints ?? '{}') as Checkpoints,
  };
}

/** How one delivery stands. */
export function stateOf(row: DeliveryRow): DeliveryState {
  return {
    destination: row.destination,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at,
    ...(row.recheck_at !== null && { recheckAt: row.recheck_at }),
    ...(row.last_error !== null && { lastError: row.last_error }),
    ...(row.receipt !== null && { receipt: JSON.parse(row.receipt) as Receipt }),
  };
}
