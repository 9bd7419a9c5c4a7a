import type { Checkpoints } from '../../connectors/connector.ts';
import type { LeasedDelivery } from '../../queue/delivery.ts';
import type { LeaseOptions } from '../../queue/delivery-store.ts';
import type { DeliveryRow as Row } from '../delivery-rows.ts';
import type { LeaseEnding } from '../lease-ending.ts';
import type { Sql } from './postgres-database.ts';
import { type Lane, makeTicketId, type NewTicket, type Ticket, type Tickets } from './tickets.ts';

/** A delivery as the table has it. */
export type DeliveryRow = Row & {
  position: number;
  application_id: string;
  serial_key: string | null;
  comes_last: boolean;
  ticket: string | null;
  fresh_ticket: string | null;
  owed_since: number;
  attempts_before: number;
};

/** Whose lease it is: of a leased delivery, no more. */
export type Lease = Pick<LeasedDelivery, 'destination' | 'attempt'> & {
  readonly submission: { readonly id: string };
};

/** How many tickets are fetched at once, at the most, where all are old ones. */
const maxAtOnce = 500;

/** When a delivery that waits may be leased. */
const dueAt = ({ state, recheck_at, due_at }: Pick<DeliveryRow, 'state' | 'recheck_at' | 'due_at'>) =>
  state === 'attention' ? (recheck_at ?? 0) : due_at;

const own = `application_id = $1 AND destination = $2 AND attempts = $3 AND state = 'leased'`;

const keysOf = ({ submission, destination, attempt }: Lease) => [submission.id, destination, attempt];

/** The lane in which a delivery that waits has its ticket. */
export const laneOf = ({ state, comes_last }: Pick<DeliveryRow, 'state' | 'comes_last'>): Lane =>
  state === 'attention' ? 'recheck' : comes_last ? 'last' : 'due';

/**
 * The deliveries and their tickets, which change together. Every function is part of the caller's transaction. `now` is
 * the time in milliseconds since 1970.
 */
export function createLeases(tickets: Tickets, now: () => number) {
  /** Gives deliveries that wait from now on the tickets by which they are found. */
  async function queue(
    sql: Sql,
    rows: readonly Pick<
      DeliveryRow,
      'application_id' | 'destination' | 'state' | 'serial_key' | 'due_at' | 'recheck_at' | 'comes_last'
    >[],
  ): Promise<void> {
    const groups = new Map<string, { destination: string; lane: Lane; tickets: NewTicket[] }>();
    const ids: string[] = [];
    for (const row of rows) {
      const { application_id: applicationId, destination, serial_key: serialKey } = row;
      const lane = laneOf(row);
      const at = dueAt(row);
      const group = groups.get(`${destination} ${lane}`) ?? { destination, lane, tickets: [] };
      const id = makeTicketId(lane, at);
      ids.push(id);
      group.tickets.push({ id, applicationId, at, serialKey });
      groups.set(`${destination} ${lane}`, group);
    }
    if (ids.length === 0) return;
    await sql.run(
      `UPDATE deliveries SET ticket = given.ticket
       FROM unnest($1::text[], $2::text[], $3::text[]) AS given (application_id, destination, ticket)
       WHERE deliveries.application_id = given.application_id AND deliveries.destination = given.destination`,
      [rows.map((row) => row.application_id), rows.map((row) => row.destination), ids],
    );
    for (const { destination, lane, tickets: some } of groups.values()) {
      await tickets.put(sql, destination, lane, some);
    }
  }

  /** The deliveries of tickets that count still, in the order of the lane, for nobody else to touch until the end. */
  async function waiting(
    sql: Sql,
    destination: string,
    lane: Lane,
    fetched: readonly Ticket[],
  ): Promise<DeliveryRow[]> {
    const counts =
      lane === 'fresh' ? `fresh_ticket = ANY($3) AND state = 'queued' AND attempts = 0` : 'ticket = ANY($3)';
    const rows = await sql.rows<DeliveryRow>(
      `SELECT * FROM deliveries WHERE destination = $1 AND application_id = ANY($2) AND ${counts}
       ORDER BY application_id FOR UPDATE`,
      [destination, fetched.map(({ applicationId }) => applicationId), fetched.map(({ id }) => id)],
    );
    const sign = lane === 'fresh' ? -1 : 1;
    return rows.sort((a, b) => sign * (dueAt(a) - dueAt(b) || a.position - b.position));
  }

  /** Gives back the tickets of fresh ones for which there is no room, or no turn, now. */
  function putBack(sql: Sql, destination: string, rows: readonly DeliveryRow[]): Promise<void> {
    const fresh = rows.flatMap(({ fresh_ticket: id, application_id, serial_key, due_at }) =>
      id === null ? [] : [{ id, applicationId: application_id, at: due_at, serialKey: serial_key }],
    );
    return tickets.put(sql, destination, 'fresh', fresh);
  }

  /** The serial keys that are taken, once leases that have lapsed are ended. */
  async function busyKeys(sql: Sql, options: LeaseOptions): Promise<string[]> {
    const { destination, now, underWay } = options;
    // What is unsettled keeps its key for as long as it waits.
    const select = () =>
      sql.rows<{ application_id: string; serial_key: string | null; lapsed: boolean }>(
        `SELECT application_id, serial_key, lease_until <= $2 AS lapsed FROM deliveries
           WHERE destination = $1 AND state = 'leased'
         UNION ALL SELECT application_id, serial_key, false FROM deliveries
           WHERE destination = $1 AND state = 'queued' AND due_at > $2 AND unsettled_until > $2`,
        [destination, now],
      );
    let rows = await select();
    if (rows.some(({ application_id: id, lapsed }) => lapsed && !underWay?.has(id))) {
      await requeueLapsed(sql, options);
      rows = await select();
    }
    return rows.flatMap(({ serial_key: key }) => key ?? []);
  }

  async function requeueLapsed(sql: Sql, options: LeaseOptions): Promise<void> {
    const { destination, now, underWay = new Set(), lapsedDueAt = now } = options;
    const lapsed = await sql.rows<DeliveryRow>(
      `UPDATE deliveries SET state = 'queued', due_at = $3, unsettled_until = $3 WHERE (application_id, destination) IN (
         SELECT application_id, destination FROM deliveries
         WHERE destination = $1 AND state = 'leased' AND lease_until <= $2 AND application_id <> ALL($4)
         FOR UPDATE SKIP LOCKED) RETURNING *`,
      [destination, now, lapsedDueAt, [...underWay]],
    );
    await queue(sql, lapsed);
  }

  return {
    queue,

    /** Takes what is due, lane after lane, as `DeliveryStore.lease` says. */
    async lease(sql: Sql, options: LeaseOptions): Promise<DeliveryRow[]> {
      const { destination, limit, now, until, rechecksFirst = 0, newestFirst = 0 } = options;
      const busy = await busyKeys(sql, options);
      const taken: DeliveryRow[] = [];

      async function takeFrom(lane: Lane, atMost: number): Promise<void> {
        const most = Math.min(limit, atMost);
        let atOnce = 0;
        while (taken.length < most) {
          const fetched = await tickets.take(sql, destination, lane, {
            limit: Math.max(most - taken.length, atOnce),
            now,
            busy,
          });
          if (fetched.length === 0) return;
          const due: DeliveryRow[] = [];
          const back: DeliveryRow[] = [];
          const rows = await waiting(sql, destination, lane, fetched);
          for (const row of rows) {
            const key = row.serial_key;
            const fits = dueAt(row) <= now && taken.length + due.length < most;
            // Another lane may have held the same key; and the clock of the queue may be ahead of the caller's.
            (fits && (key === null || !busy.includes(key)) ? due : back).push(row);
            if (fits && key !== null) busy.push(key);
          }
          await mark(sql, due, until);
          taken.push(...due);
          await (lane === 'fresh' ? putBack(sql, destination, back) : queue(sql, back));
          if (back.some((row) => dueAt(row) > now)) return;
          // A long backlog leaves as many old tickets behind; one by one, they would take minutes.
          if (rows.length === 0) atOnce = Math.min(maxAtOnce, 4 * fetched.length);
        }
      }

      await takeFrom('recheck', rechecksFirst);
      await takeFrom('fresh', taken.length + newestFirst);
      for (const lane of ['due', 'last', 'recheck'] as const) await takeFrom(lane, limit);
      return taken;
    },

    /** Ends a lease, if it is still this attempt's. */
    async end(sql: Sql, delivery: Lease, ending: LeaseEnding): Promise<boolean> {
      const { state, dueAt = null, recheckAt = null, error = null, receipt } = ending;
      const { last = false, unsettled = false, unsettledUntil = unsettled ? dueAt : null } = ending;
      const rows = await sql.rows<DeliveryRow>(
        `UPDATE deliveries SET state = $4, due_at = coalesce($5, due_at), recheck_at = $6, comes_last = $7,
           last_error = coalesce($8, last_error), receipt = coalesce($9, receipt), unsettled_until = $10,
           owed_since = coalesce($12, owed_since),
           attempts_before = CASE WHEN $12::bigint IS NULL THEN attempts_before ELSE attempts END,
           settled_at = CASE $4 WHEN 'delivered' THEN $11 WHEN 'attention' THEN coalesce(settled_at, $11)
             ELSE CASE WHEN $12::bigint IS NULL THEN settled_at END END
         WHERE ${own} RETURNING *`,
        [
          ...keysOf(delivery),
          ...[state, dueAt, recheckAt, last, error, receipt ? JSON.stringify(receipt) : null],
          unsettledUntil,
          now(),
          ending.owedSince ?? null,
        ],
      );
      const [row] = rows;
      if (row?.state === 'queued' || (row?.state === 'attention' && row.recheck_at !== null)) {
        await queue(sql, [row]);
      }
      return row !== undefined;
    },

    /** Undoes a lease. */
    async undo(sql: Sql, delivery: LeasedDelivery): Promise<boolean> {
      const rows = await sql.rows<DeliveryRow>(
        `UPDATE deliveries SET state = 'queued', attempts = attempts - 1 WHERE ${own} RETURNING *`,
        keysOf(delivery),
      );
      await queue(sql, rows);
      return rows.length === 1;
    },

    async renew(sql: Pick<Sql, 'rows'>, delivery: LeasedDelivery, until: number): Promise<boolean> {
      const rows = await sql.rows(`UPDATE deliveries SET lease_until = $4 WHERE ${own} RETURNING 1`, [
        ...keysOf(delivery),
        until,
      ]);
      return rows.length === 1;
    },

    async record(sql: Sql, delivery: LeasedDelivery, more: Checkpoints): Promise<boolean> {
      const [row] = await sql.rows<Pick<DeliveryRow, 'checkpoints'>>(
        `SELECT checkpoints FROM deliveries WHERE ${own} FOR UPDATE`,
        keysOf(delivery),
      );
      if (!row) return false;
      const all = { ...(JSON.parse(row.checkpoints ?? '{}') as Checkpoints), ...more };
      await sql.run(`UPDATE deliveries SET checkpoints = $4 WHERE ${own}`, [
        ...keysOf(delivery),
        JSON.stringify(all),
      ]);
      return true;
    },
  };

  async function mark(sql: Sql, rows: readonly DeliveryRow[], until: number): Promise<void> {
    if (rows.length === 0) return;
    await sql.run(
      `UPDATE deliveries SET state = 'leased', attempts = attempts + 1, lease_until = $3, recheck_at = NULL, unsettled_until = NULL,
         ticket = NULL
       WHERE destination = $1 AND application_id = ANY($2)`,
      [rows[0]?.destination, rows.map((row) => row.application_id), until],
    );
  }
}
