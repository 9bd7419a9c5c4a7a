import type { Checkpoints, Receipt } from '../../connectors/connector.ts';
import type { Submission } from '../../model/submission.ts';
import { admitFiles } from '../../queue/admit-files.ts';
import type { DeliveryState, LeasedDelivery } from '../../queue/delivery.ts';
import type { DeliveryStore, StoredApplication } from '../../queue/delivery-store.ts';
import { makeReference } from '../../queue/reference.ts';
import { openDatabaseClock } from './database-clock.ts';
import { createPostgresDatabase, type PostgresDatabase, type Sql } from './postgres-database.ts';
import { contentOf, deleteContents, filesOf, heldFiles, insertFile } from './postgres-files.ts';
import { createLeases, type DeliveryRow } from './postgres-leases.ts';
import { migratePostgres } from './postgres-schema.ts';
import { type Backend, makeTicketId, openTickets } from './tickets.ts';

export interface PostgresStoreOptions {
  /** Such as `postgres://intake:secret@db.example.com/intake`. */
  readonly url: string;
  /** What the database is. Default: `postgres`. */
  readonly backend?: Backend;
  /** The schema in which the queue has its tables. Default: `applicant_intake_queue`. */
  readonly queueSchema?: string;
  /** How many connections there may be at one time. Default: 10. */
  readonly connections?: number;
  /** For how long counts are taken to be as they were last counted, in milliseconds. Default: 5,000. */
  readonly countsForMs?: number;
}

type ApplicationRow = {
  id: string;
  reference: string;
  received_at: number;
  content: string;
  review: string | null;
};

/** Others may store what is due at any time, so a worker looks this often, in milliseconds. */
const lookEveryMs = 1_000;

/** How many deliveries are queued again in one transaction. */
const requeuedAtOnce = 5_000;

/**
 * Keeps submissions, files and deliveries in a PostgreSQL database, for as many processes on as many machines as there
 * are. Each method is one transaction, queue included. Rejects with StoreUnavailable when the database cannot be
 * reached, and with an Error when a newer program has written it.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<DeliveryStore> {
  const { url, backend = 'postgres', queueSchema = 'applicant_intake_queue', connections = 10 } = options;
  const database = createPostgresDatabase({ url, connections });
  // Of its own: what the queue asks for by itself must not wait for transactions that wait for the queue.
  const upkeep = createPostgresDatabase({ url, connections: 2 });
  try {
    const tickets = await migratePostgres(database, () =>
      openTickets(upkeep, { schema: queueSchema, backend }),
    );
    const clock = await openDatabaseClock(database);
    return createStore(options, { database, upkeep, tickets, clock });
  } catch (error) {
    await Promise.all([database.close(), upkeep.close()]);
    throw error;
  }
}

interface Parts {
  readonly database: PostgresDatabase;
  readonly upkeep: PostgresDatabase;
  readonly tickets: Awaited<ReturnType<typeof openTickets>>;
  readonly clock: Awaited<ReturnType<typeof openDatabaseClock>>;
}

function createStore(
  { countsForMs = 5_000 }: PostgresStoreOptions,
  { database, upkeep, tickets, clock }: Parts,
): DeliveryStore {
  const { transaction } = database;
  const leases = createLeases(tickets);

  async function applicationIn(sql: Pick<Sql, 'rows'>, id: string): Promise<ApplicationRow | undefined> {
    const [row] = await sql.rows<ApplicationRow>('SELECT * FROM applications WHERE id = $1', [id]);
    return row;
  }

  async function view(sql: Pick<Sql, 'rows'>, row: ApplicationRow): Promise<StoredApplication> {
    const deliveries = await sql.rows<DeliveryRow>(
      'SELECT * FROM deliveries WHERE application_id = $1 ORDER BY position',
      [row.id],
    );
    return {
      id: row.id,
      reference: row.reference,
      receivedAt: row.received_at,
      files: await filesOf(sql, row.id),
      deliveries: deliveries.map(stateOf),
    };
  }

  async function leasedFrom(sql: Sql, row: DeliveryRow): Promise<LeasedDelivery> {
    const application = (await applicationIn(sql, row.application_id)) as ApplicationRow;
    return {
      submission: submissionIn(application),
      reference: application.reference,
      destination: row.destination,
      attempt: row.attempts + 1,
      receivedAt: application.received_at,
      owedSince: row.owed_since,
      attemptsBefore: row.attempts_before,
      files: await filesOf(sql, application.id),
      checkpoints: JSON.parse(row.checkpoints ?? '{}') as Checkpoints,
      ...(row.receipt !== null && { previous: JSON.parse(row.receipt) as Receipt }),
    };
  }

  /** Queues some of the deliveries that `condition` is true of, and gives them their tickets. Resolves to how many. */
  const requeueSome = (condition: string, dueAt: number): Promise<number> =>
    transaction(async (sql) => {
      const rows = await sql.rows<DeliveryRow>(
        `UPDATE deliveries SET state = 'queued', due_at = $1, recheck_at = NULL
         WHERE (application_id, destination) IN (
           SELECT application_id, destination FROM deliveries WHERE ${condition}
           LIMIT ${requeuedAtOnce} FOR UPDATE SKIP LOCKED) RETURNING *`,
        [dueAt],
      );
      await leases.queue(sql, rows);
      return rows.length;
    });

  async function count(): Promise<Record<DeliveryState['state'], number>> {
    const rows = await database.rows<{ state: DeliveryState['state']; n: number }>(
      'SELECT state, count(*) AS n FROM deliveries GROUP BY state',
    );
    const counts = { queued: 0, leased: 0, delivered: 0, attention: 0 };
    for (const { state, n } of rows) counts[state] = n;
    return counts;
  }

  let counted: { readonly at: number; readonly counts: ReturnType<typeof count> } | undefined;

  return {
    now: clock.now,
    lookEveryMs,

    async add({ review, ...submission }, { destinations, serialKey, receivedAt }) {
      const content = JSON.stringify(submission);
      const noted = review ? JSON.stringify(review) : null;
      const { id } = submission;
      await Promise.all(destinations.map((destination) => tickets.queuesOf(destination)));
      return transaction(async (sql) => {
        for (;;) {
          const reference = makeReference();
          const added = await sql.run(
            `INSERT INTO applications (id, reference, received_at, content, review)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
            [id, reference, receivedAt, content, noted],
          );
          if (added === 1) {
            const deliveries = await enter(sql, id, destinations, serialKey, receivedAt);
            return {
              outcome: 'added',
              application: { id, reference, receivedAt, files: [], deliveries },
            } as const;
          }
          const existing = await applicationIn(sql, id);
          if (existing) {
            const outcome = existing.content === content ? 'same' : 'different';
            return { outcome, application: await view(sql, existing) } as const;
          }
          // Then it was the reference that somebody has already.
        }
      });
    },

    spend: (token, { submissionId, expiresAt, now }) =>
      transaction(async (sql) => {
        await sql.run('DELETE FROM spent_tokens WHERE expires_at < $1', [now]);
        const spent = await sql.run(
          `INSERT INTO spent_tokens (token, application_id, expires_at) VALUES ($1, $2, $3)
           ON CONFLICT (token) DO NOTHING`,
          [token, submissionId, expiresAt],
        );
        if (spent === 1) return true;
        const rows = await sql.rows('SELECT 1 FROM spent_tokens WHERE token = $1 AND application_id = $2', [
          token,
          submissionId,
        ]);
        return rows.length === 1;
      }),

    addFiles: (applicationId, offered, limits) =>
      transaction(async (sql) => {
        // Two uploads at once must not go over a limit together, nor a lease end between a file and what it sets going.
        const rows = await sql.rows<DeliveryRow>(
          'SELECT * FROM deliveries WHERE application_id = $1 ORDER BY destination FOR UPDATE',
          [applicationId],
        );
        if (!(await applicationIn(sql, applicationId))) return { outcome: 'unknown', files: [] } as const;
        const { outcome, admitted } = admitFiles(await heldFiles(sql, applicationId), offered, limits);
        for (const file of admitted) await insertFile(sql, applicationId, file, limits.now);
        if (admitted.length > 0) {
          await sql.run(
            `UPDATE deliveries SET owed_since = $2, attempts_before = attempts
             WHERE application_id = $1 AND state IN ('delivered', 'leased')`,
            [applicationId, limits.now],
          );
          const delivered = rows.filter(({ state }) => state === 'delivered');
          await sql.run(
            `UPDATE deliveries SET state = 'queued', due_at = $2 WHERE application_id = $1 AND state = 'delivered'`,
            [applicationId, limits.now],
          );
          await leases.queue(
            sql,
            delivered.map((row) => ({ ...row, state: 'queued', due_at: limits.now })),
          );
        }
        return { outcome, files: await filesOf(sql, applicationId) };
      }),

    readFile: (fileId) => contentOf(database, fileId),

    deleteFileContents: ({ receivedBefore }) => transaction((sql) => deleteContents(sql, receivedBefore)),

    async find(id) {
      const row = await applicationIn(database, id);
      return row && view(database, row);
    },

    async lease(options) {
      await tickets.queuesOf(options.destination);
      return transaction(async (sql) => {
        const rows = await leases.lease(sql, options);
        const leased: LeasedDelivery[] = [];
        for (const row of rows) leased.push(await leasedFrom(sql, row));
        return leased;
      });
    },

    release: (delivery) => transaction((sql) => leases.undo(sql, delivery)),

    renew: (delivery, until) => leases.renew(database, delivery, until),

    record: (delivery, checkpoints) => transaction((sql) => leases.record(sql, delivery, checkpoints)),

    complete: (delivery, receipt) =>
      transaction(async (sql) => {
        // Whoever adds a file has this lock, too.
        await sql.rows('SELECT 1 FROM deliveries WHERE application_id = $1 ORDER BY destination FOR UPDATE', [
          delivery.submission.id,
        ]);
        const known = new Set(delivery.files.map(({ id }) => id));
        const missed = (await filesOf(sql, delivery.submission.id)).some(({ id }) => !known.has(id));
        // Its due time has passed, so queued is due at once.
        return leases.end(sql, delivery, { state: missed ? 'queued' : 'delivered', receipt });
      }),

    postpone: (delivery, next) =>
      transaction((sql) => leases.end(sql, delivery, { state: 'queued', ...next })),

    bury: (delivery, { error, recheckAt }) =>
      transaction((sql) => leases.end(sql, delivery, { state: 'attention', error, recheckAt })),

    async nextDueAt(destination) {
      const [row] = await database.rows<{ at: number | null }>(
        `SELECT least(
           (SELECT min(due_at) FROM deliveries WHERE destination = $1 AND state = 'queued'),
           (SELECT min(recheck_at) FROM deliveries WHERE destination = $1 AND state = 'attention'),
           (SELECT min(lease_until) FROM deliveries WHERE destination = $1 AND state = 'leased')) AS at`,
        [destination],
      );
      return row?.at ?? undefined;
    },

    async oldestOwedSince(destination) {
      const [row] = await database.rows<{ at: number | null }>(
        `SELECT min(owed_since) AS at FROM deliveries WHERE destination = $1 AND state IN ('queued', 'leased')`,
        [destination],
      );
      return row?.at ?? undefined;
    },

    async resume({ now, leasedDueAt }) {
      const known = await database.rows<{ destination: string }>(
        'SELECT DISTINCT destination FROM deliveries',
      );
      await Promise.all(known.map(({ destination }) => tickets.queuesOf(destination)));
      const tooLate = `state = 'queued' AND due_at > ${Math.round(leasedDueAt)}`;
      // Its ticket is lost where somebody has emptied the queue.
      for (const [condition, dueAt] of [
        [`state = 'attention'`, now],
        [tooLate, leasedDueAt],
        [`state = 'queued' AND ${tickets.isLost}`, now],
      ] as const) {
        while ((await requeueSome(condition, dueAt)) > 0);
      }
    },

    async counts() {
      const at = clock.now();
      if (!counted || at - counted.at >= countsForMs) {
        const counts = count();
        counted = { at, counts };
        counts.catch(() => (counted = undefined));
      }
      return counted.counts;
    },

    async ping() {
      await database.rows(
        'INSERT INTO probe (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at',
        [clock.now()],
      );
    },

    async close() {
      clock.stop();
      await tickets.close();
      await Promise.all([database.close(), upkeep.close()]);
    },
  };

  /** Enters a delivery for each destination, due at once, with both of its tickets. */
  async function enter(
    sql: Sql,
    id: string,
    destinations: readonly string[],
    serialKey: string | null,
    receivedAt: number,
  ): Promise<DeliveryState[]> {
    for (const destination of destinations) {
      const ticket = makeTicketId('due', receivedAt);
      await sql.run(
        `INSERT INTO deliveries (application_id, destination, state, serial_key, due_at, owed_since, ticket)
         VALUES ($1, $2, 'queued', $3, $4, $4, $5)`,
        [id, destination, serialKey, receivedAt, ticket],
      );
      const entry = { applicationId: id, at: receivedAt, serialKey };
      await tickets.put(sql, destination, 'due', [{ ...entry, id: ticket }]);
      await tickets.put(sql, destination, 'fresh', [{ ...entry, id: makeTicketId('fresh', receivedAt) }]);
    }
    return destinations.map((destination) => {
      return { destination, state: 'queued', attempts: 0, dueAt: receivedAt } as const;
    });
  }
}

function submissionIn({ content, review }: ApplicationRow): Submission {
  return { ...JSON.parse(content), ...(review !== null && { review: JSON.parse(review) }) };
}

function stateOf(row: DeliveryRow): DeliveryState {
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
