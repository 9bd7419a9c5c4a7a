import type { DeliveryKey, RetryOptions, RetryOutcome } from '../../queue/delivery-operations.ts';
import { retriedDueAt, retryOutcomeOf } from '../delivery-rows.ts';
import type { Sql } from './postgres-database.ts';
import { createLeases, type DeliveryRow, laneOf } from './postgres-leases.ts';
import type { Tickets } from './tickets.ts';

type Ticketed = Pick<DeliveryRow, 'destination' | 'state' | 'comes_last'> & { readonly ticket: string };

/** Makes deliveries due. Every function is part of the caller's transaction. */
export function createRetry(tickets: Tickets, now: () => number) {
  const leases = createLeases(tickets, now);

  /**
   * Takes away by what the deliveries are found as yet. First of all: who leases has a ticket before its delivery, and
   * two that have them the other way round would wait for each other. Whatever becomes of a delivery before it is locked,
   * this ticket is used up then or an old one.
   */
  async function dropTickets(sql: Sql, deliveries: readonly DeliveryKey[]): Promise<void> {
    const rows = await sql.rows<Ticketed>(
      `SELECT destination, state, comes_last, ticket
       FROM unnest($1::text[], $2::text[]) AS asked (application_id, destination)
       JOIN deliveries USING (application_id, destination)
       WHERE state IN ('queued', 'attention') AND ticket IS NOT NULL`,
      [deliveries.map(({ id }) => id), deliveries.map(({ destination }) => destination)],
    );
    await tickets.drop(
      sql,
      rows.map((row) => ({ id: row.ticket, destination: row.destination, lane: laneOf(row) })),
    );
  }

  return {
    /**
     * Does as `DeliveryOperations.retry` says. What is due gets a new ticket in place of its own, also where it had been
     * due already: its own may be lost.
     */
    async retry(
      sql: Sql,
      deliveries: readonly DeliveryKey[],
      options: RetryOptions,
    ): Promise<RetryOutcome[]> {
      await dropTickets(sql, deliveries);
      const rows = await sql.rows<DeliveryRow>(
        `SELECT * FROM deliveries WHERE application_id = ANY($1) ORDER BY application_id, destination FOR UPDATE`,
        [[...new Set(deliveries.map(({ id }) => id))]],
      );
      const rowOf = new Map(rows.map((row) => [nameOf(row.application_id, row.destination), row]));
      const asked = new Set(deliveries.map(({ id, destination }) => nameOf(id, destination)));
      const outcomes = new Map([...rowOf].map(([name, row]) => [name, retryOutcomeOf(row)]));
      const due = [...asked].flatMap((name) => {
        const row = rowOf.get(name);
        return row && outcomes.get(name) === 'due' ? [retried(row, options)] : [];
      });
      await sql.run(
        `UPDATE deliveries SET state = 'queued', due_at = given.due_at, recheck_at = NULL, comes_last = false,
           owed_since = given.owed_since, attempts_before = given.attempts_before,
           settled_at = CASE WHEN state = 'attention' THEN NULL ELSE settled_at END
         FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::integer[])
           AS given (application_id, destination, due_at, owed_since, attempts_before)
         WHERE deliveries.application_id = given.application_id AND deliveries.destination = given.destination`,
        [
          due.map((row) => row.application_id),
          due.map((row) => row.destination),
          due.map((row) => row.due_at),
          due.map((row) => row.owed_since),
          due.map((row) => row.attempts_before),
        ],
      );
      await leases.queue(sql, due);
      return deliveries.map(({ id, destination }) => outcomes.get(nameOf(id, destination)) ?? 'unknown');
    },
  };
}

/** A delivery as it is once it is tried again. What was in attention starts anew; what is queued is only never put off. */
function retried(row: DeliveryRow, options: RetryOptions): DeliveryRow {
  const dueAt = retriedDueAt(row, options);
  const queued = { ...row, state: 'queued', comes_last: false, recheck_at: null } as const;
  return row.state === 'attention'
    ? { ...queued, due_at: dueAt, owed_since: options.now, attempts_before: row.attempts }
    : { ...queued, due_at: Math.min(row.due_at, dueAt) };
}

const nameOf = (id: string, destination: string) => `${id} ${destination}`;
