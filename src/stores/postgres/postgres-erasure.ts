import { type EraseLimits, erasedAtOnce, erasedError } from '../../queue/erasure.ts';
import type { Sql } from './postgres-database.ts';
import { type DeliveryRow, laneOf } from './postgres-leases.ts';
import type { PlacedTicket, Tickets } from './tickets.ts';

type Ticketed = Pick<
  DeliveryRow,
  'application_id' | 'destination' | 'state' | 'comes_last' | 'ticket' | 'fresh_ticket'
>;

/** That an application has ended before the limits $1, delivered, and $2, in attention. */
const hasEnded = `EXISTS (SELECT 1 FROM deliveries WHERE application_id = id AND NOT optional)
  AND NOT EXISTS (
    SELECT 1 FROM deliveries WHERE application_id = id AND (NOT optional OR state = 'leased') AND NOT coalesce(
      state = 'delivered' AND settled_at < $1::bigint OR state = 'attention' AND settled_at < $2::bigint, false))`;

/** Erases applications, with their tickets. Every function is part of the caller's transaction. */
export function createErasure(tickets: Tickets) {
  /** The deliveries of applications, for nobody else to change until the end of the transaction. */
  const lock = (sql: Sql, ids: readonly string[]): Promise<Ticketed[]> =>
    sql.rows<Ticketed>(
      `SELECT application_id, destination, state, comes_last, ticket, fresh_ticket FROM deliveries
       WHERE application_id = ANY($1) ORDER BY application_id, destination FOR UPDATE`,
      [ids],
    );

  async function dropTickets(sql: Sql, rows: readonly Ticketed[]): Promise<void> {
    const own = rows.flatMap((row): PlacedTicket[] => {
      const { destination, ticket, fresh_ticket: fresh } = row;
      return [
        ...(ticket === null ? [] : [{ id: ticket, destination, lane: laneOf(row) }]),
        ...(fresh === null ? [] : [{ id: fresh, destination, lane: 'fresh' as const }]),
      ];
    });
    await tickets.drop(sql, own);
  }

  return {
    /**
     * Erases these applications, `now` in milliseconds since 1970, whatever their state, except those that a worker has
     * in hand: those are left as they are. What was not delivered never will be; what waited with a later file is
     * delivered again, as its receipt says. Resolves to the ids of those that were erased.
     */
    async eraseApplications(sql: Sql, ids: readonly string[], now: number): Promise<string[]> {
      const rows = await lock(sql, ids);
      const erased = await sql.rows<{ id: string }>(
        `UPDATE applications SET content = NULL, review = NULL, email_hash = NULL, phone_hash = NULL, erased_at = $2
         WHERE id = ANY($1) AND erased_at IS NULL AND NOT EXISTS (
           SELECT 1 FROM deliveries WHERE application_id = id AND state = 'leased') RETURNING id`,
        [ids, now],
      );
      const gone = erased.map(({ id }) => id);
      if (gone.length === 0) return [];
      await sql.run('DELETE FROM data_keys WHERE application_id = ANY($1)', [gone]);
      await sql.run('DELETE FROM files WHERE application_id = ANY($1)', [gone]);
      await sql.run(
        `UPDATE deliveries SET serial_key = NULL, checkpoints = NULL, ticket = NULL, fresh_ticket = NULL,
           recheck_at = NULL, state = CASE WHEN receipt IS NULL THEN 'attention' ELSE 'delivered' END,
           last_error = CASE WHEN receipt IS NULL THEN '${erasedError}' ELSE last_error END
         WHERE application_id = ANY($1)`,
        [gone],
      );
      await dropTickets(
        sql,
        rows.filter((row) => gone.includes(row.application_id)),
      );
      return gone;
    },

    /** The ids of some applications that have ended before these limits, oldest first. */
    async ended(sql: Sql, { deliveredBefore, attentionBefore }: EraseLimits): Promise<string[]> {
      const limits = [deliveredBefore, attentionBefore];
      const found = await sql.rows<{ id: string }>(
        `SELECT id FROM applications
         WHERE erased_at IS NULL AND received_at < greatest($1::bigint, $2::bigint) AND ${hasEnded}
         ORDER BY received_at LIMIT ${erasedAtOnce}`,
        limits,
      );
      const ids = found.map(({ id }) => id);
      if (ids.length === 0) return [];
      // A file may have come until now, and none can from here on.
      await lock(sql, ids);
      const still = await sql.rows<{ id: string }>(
        `SELECT id FROM applications WHERE id = ANY($3) AND ${hasEnded}`,
        [...limits, ids],
      );
      return still.map(({ id }) => id);
    },
  };
}
