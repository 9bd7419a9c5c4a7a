import { PgBoss } from 'pg-boss';
import { StoreUnavailable } from '../../queue/delivery-store.ts';
import { OlderSchema } from '../other-schema.ts';
import type { PostgresDatabase, Sql } from './postgres-database.ts';

/**
 * The queue: a ticket, which is a job of pg-boss, for every delivery that waits, written in the transaction that makes
 * it wait. Whoever fetches a ticket leases its delivery, and the ticket is gone, in one transaction again. So there is
 * no delivery that waits without a ticket, and a ticket whose delivery does not wait for it is an old one.
 *
 * due      what is queued
 * last     what is queued and comes after all others
 * recheck  what is in attention until a certain time
 * fresh    what has never been tried, newest first: a second ticket beside the one in `due`. Whichever is fetched
 *          first counts; the other is an old one then.
 */
export type Lane = 'due' | 'last' | 'recheck' | 'fresh';

export interface Ticket {
  readonly id: string;
  readonly applicationId: string;
}

/** Where a ticket is. */
export interface PlacedTicket extends Pick<Ticket, 'id'> {
  readonly destination: string;
  readonly lane: Lane;
}

export type Backend = 'postgres' | 'cockroachdb' | 'yugabytedb' | 'citus';

export interface NewTicket extends Ticket {
  /** When the delivery may be leased, in milliseconds since 1970. */
  readonly at: number;
  readonly serialKey: string | null;
}

export interface TakeOptions {
  readonly limit: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The serial keys that are leased: their tickets stay. */
  readonly busy: readonly string[];
}

const lanes: readonly Lane[] = ['due', 'last', 'recheck', 'fresh'];

/** pg-boss deletes what waits for too long, which nothing may here: sixty years, in seconds. */
const forever = 1_893_456_000;

/** The last time that a UUID of version 7 can hold. */
const lastTime = 2 ** 48 - 1;

/** For how long an applicant counts as fresh, in seconds. */
const freshSeconds = 86_400;

/** pg-boss fetches by priority, a whole number of 32 bits: seconds from here on, until 2088. */
const epochMs = Date.UTC(2020, 0, 1);

const secondsAt = (ms: number) => Math.min(2_147_483_647, Math.floor((ms - epochMs) / 1000));

/** What fell due first is fetched first; of the fresh ones, what came last. */
const priorityAt = (lane: Lane, ms: number) => (lane === 'fresh' ? secondsAt(ms) : -secondsAt(ms));

/**
 * An id for a ticket: a UUID of version 7 (RFC 9562) whose time is the one at which it is due. Of tickets with one serial
 * key that it fetches at once pg-boss keeps the one with the lowest id, so the fresh ones count backwards.
 */
export function makeTicketId(lane: Lane, at: number): string {
  const time = Math.min(Math.max(0, at), lastTime);
  const digits = (lane === 'fresh' ? lastTime - time : time).toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

export interface TicketsOptions {
  /** Default: `applicant_intake_queue`. */
  readonly schema?: string | undefined;
  /** Default: `postgres`. */
  readonly backend?: Backend | undefined;
  /**
   * Makes the tables, in a schema of their own, when they are not there, and tidies up for as long as the queue is open.
   * Where it is false, one that is not up to date is an {@link OlderSchema}. Default: true.
   */
  readonly upkeep?: boolean;
}

/** Opens the queue. */
export async function openTickets(
  database: PostgresDatabase,
  { schema = 'applicant_intake_queue', backend = 'postgres', upkeep = true }: TicketsOptions = {},
) {
  const adapter = (sql: Pick<Sql, 'rows'>) => ({
    executeSql: async (text: string, values?: unknown[]) => ({
      rows: await sql.rows<unknown>(text, values),
    }),
  });
  const boss = new PgBoss({
    db: adapter(database),
    schema,
    backend,
    schedule: false,
    migrate: upkeep,
    supervise: upkeep,
  });
  // What it meets while it tidies up; whatever concerns a delivery rejects the call that it concerns.
  boss.on('error', () => {});
  try {
    await boss.start();
  } catch (cause) {
    if (upkeep || cause instanceof StoreUnavailable) throw cause;
    throw new OlderSchema('The queue is not up to date', { cause });
  }

  const ready = new Map<string, Promise<unknown>>();

  /** Makes the queues of a destination, once. */
  function queuesOf(destination: string): Promise<unknown> {
    const known = ready.get(destination);
    if (known) return known;
    const made = Promise.all(
      lanes.map((lane) =>
        boss.createQueue(nameOf(destination, lane), {
          retentionSeconds: lane === 'fresh' ? freshSeconds : forever,
        }),
      ),
    );
    ready.set(destination, made);
    made.catch(() => ready.delete(destination));
    return made;
  }

  return {
    queuesOf,

    /** A condition on rows of `deliveries`: that their ticket is not in the queue. */
    isLost: `NOT EXISTS (SELECT 1 FROM ${schema}.job WHERE job.id::text = deliveries.ticket)`,

    async put(sql: Sql, destination: string, lane: Lane, tickets: readonly NewTicket[]): Promise<void> {
      if (tickets.length === 0) return;
      const jobs = tickets.map(({ id, applicationId, at, serialKey }) => ({
        id,
        data: { applicationId },
        startAfter: new Date(at),
        priority: priorityAt(lane, at),
        ...(serialKey !== null && { group: { id: serialKey } }),
      }));
      await boss.insert(nameOf(destination, lane), jobs, { db: adapter(sql) });
    },

    /** Fetches tickets that are due, no two with one serial key. */
    async take(sql: Sql, destination: string, lane: Lane, options: TakeOptions): Promise<Ticket[]> {
      const { limit, now, busy } = options;
      const name = nameOf(destination, lane);
      const db = adapter(sql);
      const jobs = await boss.fetch<{ applicationId: string }>(name, {
        batchSize: limit,
        groupConcurrency: 1,
        ignoreGroups: [...busy],
        // Not to read past what is due: after an outage a million may wait for later.
        [lane === 'fresh' ? 'maxPriority' : 'minPriority']: priorityAt(lane, now),
        db,
      });
      if (jobs.length === 0) return [];
      const ids = jobs.map(({ id }) => id);
      await boss.deleteJob(name, ids, { db });
      return jobs.map(({ id, data }) => ({ id, applicationId: data.applicationId }));
    },

    /** Takes tickets out of their lanes. Those that are not there are not missed. */
    async drop(sql: Sql, tickets: readonly PlacedTicket[]): Promise<void> {
      const byQueue = Map.groupBy(tickets, ({ destination, lane }) => nameOf(destination, lane));
      for (const [name, some] of byQueue) {
        const ids = some.map(({ id }) => id);
        await boss.deleteJob(name, ids, { db: adapter(sql) });
      }
    },

    close: (): Promise<void> => boss.stop({ graceful: false, close: false }),
  };
}

export type Tickets = Awaited<ReturnType<typeof openTickets>>;

const nameOf = (destination: string, lane: Lane) => `${destination}/${lane}`;
