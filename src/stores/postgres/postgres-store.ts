import { admitFiles } from '../../queue/admit-files.ts';
import type { DeliveryState, LeasedDelivery, StoredFile } from '../../queue/delivery.ts';
import type { DeliveryStore, StoredApplication } from '../../queue/delivery-store.ts';
import { type Erasure, erasedError } from '../../queue/erasure.ts';
import { type Log, silentLog } from '../../queue/log.ts';
import { makeReference } from '../../queue/reference.ts';
import { Unreadable, unreadableIn } from '../../queue/unreadable.ts';
import { deliveriesOwed } from '../deliveries-owed.ts';
import { leasedOf, stateOf } from '../delivery-rows.ts';
import { createEnvelope, type Envelope } from '../envelope.ts';
import type { Keyring } from '../keyring.ts';
import { createSearchHash, type SearchHash } from '../search-hash.ts';
import { openDatabaseClock } from './database-clock.ts';
import { type ApplicationRow, createApplications } from './postgres-applications.ts';
import { createPostgresDatabase, type PostgresDatabase, type Sql } from './postgres-database.ts';
import { createErasure } from './postgres-erasure.ts';
import { createFiles } from './postgres-files.ts';
import { masterKeyIds, openIndexKey } from './postgres-keys.ts';
import { createLeases, type DeliveryRow, type Lease } from './postgres-leases.ts';
import { migratePostgres } from './postgres-schema.ts';
import { createVacuum } from './postgres-vacuum.ts';
import { type Backend, makeTicketId, openTickets, type Tickets } from './tickets.ts';

export interface PostgresStoreOptions {
  /** Such as `postgres://intake:secret@db.example.com/intake`. */
  readonly url: string;
  /** What people typed is sealed under these: the same for every process that uses the database. */
  readonly keys: Keyring;
  /** What the database is. Default: `postgres`. */
  readonly backend?: Backend | undefined;
  /** The schema in which the queue has its tables. Default: `applicant_intake_queue`. */
  readonly queueSchema?: string;
  /** How many connections there may be at one time. Default: 10. */
  readonly connections?: number;
  /** For how long counts are taken to be as they were last counted, in milliseconds. Default: 5,000. */
  readonly countsForMs?: number;
  /** Default: none. */
  readonly log?: Log;
}

/** A delivery that cannot be opened, and why. */
type SetAside = Lease & { readonly error: string };

/** Others may store what is due at any time, so a worker looks this often, in milliseconds. */
const lookEveryMs = 1_000;

/** How many deliveries are queued again in one transaction. */
const requeuedAtOnce = 5_000;

/**
 * Keeps submissions, files and deliveries in a PostgreSQL database, for as many processes on as many machines as there
 * are. Each method is one transaction, queue included. Rejects with StoreUnavailable when the database cannot be
 * reached, with KeysUnusable when the keys do not open what is stored, and with an Error when a newer program has written
 * it.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<DeliveryStore & Erasure> {
  const { url, keys, backend, queueSchema: schema, connections = 10 } = options;
  const database = createPostgresDatabase({ url, connections });
  // Of its own: what the queue asks for by itself must not wait for transactions that wait for the queue.
  const upkeep = createPostgresDatabase({ url, connections: 2 });
  let tickets: Tickets | undefined;
  try {
    tickets = await migratePostgres(database, () => openTickets(upkeep, { schema, backend }));
    const envelope = createEnvelope(keys);
    const hash = createSearchHash(await openIndexKey(database, envelope));
    const missing = (await masterKeyIds(database)).filter((id) => !keys.byId.has(id));
    if (missing.length > 0) {
      options.log?.error({ keys: missing }, 'keys are missing under which applications are sealed');
    }
    const clock = await openDatabaseClock(database);
    return createStore(options, { database, upkeep, tickets, clock, envelope, hash });
  } catch (error) {
    await tickets?.close();
    await Promise.all([database.close(), upkeep.close()]);
    throw error;
  }
}

interface Parts {
  readonly database: PostgresDatabase;
  readonly upkeep: PostgresDatabase;
  readonly tickets: Tickets;
  readonly clock: Awaited<ReturnType<typeof openDatabaseClock>>;
  readonly envelope: Envelope;
  readonly hash: SearchHash;
}

function createStore(
  { url, countsForMs = 5_000, log = silentLog }: PostgresStoreOptions,
  { database, upkeep, tickets, clock, envelope, hash }: Parts,
): DeliveryStore & Erasure {
  const { transaction } = database;
  const leases = createLeases(tickets, clock.now);
  const applications = createApplications(envelope, hash);
  const files = createFiles(envelope);
  const erasure = createErasure(tickets);
  const vacuum = createVacuum(url);

  async function view(sql: Pick<Sql, 'rows'>, row: ApplicationRow): Promise<StoredApplication> {
    const deliveries = await sql.rows<DeliveryRow>(
      'SELECT * FROM deliveries WHERE application_id = $1 ORDER BY position',
      [row.id],
    );
    return {
      id: row.id,
      reference: row.reference,
      receivedAt: row.received_at,
      files: await filesShown(sql, row.id),
      deliveries: deliveries.map(stateOf),
    };
  }

  /** How an application stands can be told also where the names of its files cannot be opened. */
  async function filesShown(sql: Pick<Sql, 'rows'>, id: string): Promise<readonly StoredFile[]> {
    try {
      return await files.filesOf(sql, id);
    } catch (error) {
      if (error instanceof Unreadable) return [];
      throw error;
    }
  }

  async function leasedFrom(sql: Sql, row: DeliveryRow): Promise<LeasedDelivery> {
    const application = await applications.find(sql, row.application_id);
    if (!application) throw new Unreadable('damaged');
    return leasedOf(row, {
      submission: applications.submissionIn(application),
      reference: application.reference,
      destination: row.destination,
      receivedAt: application.received_at,
      // Most come without, and each query counts.
      files: application.has_files ? await files.filesOf(sql, application.id) : [],
    });
  }

  /** Says why where it cannot be opened: then it waits for a person, and holds up nobody else. */
  async function leasedOrSetAside(sql: Sql, row: DeliveryRow): Promise<LeasedDelivery | SetAside> {
    try {
      return await leasedFrom(sql, row);
    } catch (thrown) {
      const error = unreadableIn(thrown);
      if (!error) throw thrown;
      const { application_id: id, destination, attempts } = row;
      const setAside = { submission: { id }, destination, attempt: attempts + 1, error: error.message };
      await leases.end(sql, setAside, { state: 'attention', error: error.message });
      return setAside;
    }
  }

  /** Queues some deliveries to a destination that `condition` is true of, and gives them their tickets. Resolves to how many. */
  const requeueSome = (destination: string, condition: string, dueAt: number): Promise<number> =>
    transaction(async (sql) => {
      const rows = await sql.rows<DeliveryRow>(
        `UPDATE deliveries SET state = 'queued', due_at = $1, recheck_at = NULL
         WHERE (application_id, destination) IN (
           SELECT application_id, destination FROM deliveries WHERE destination = $2 AND ${condition}
           LIMIT ${requeuedAtOnce} FOR UPDATE SKIP LOCKED) RETURNING *`,
        [dueAt, destination],
      );
      await leases.queue(sql, rows);
      return rows.length;
    });

  /** What has been erased waits for nobody any more. */
  const count = () =>
    database.rows<{ destination: string; state: DeliveryState['state']; n: number }>(
      `SELECT destination, state, count(*) AS n FROM deliveries
       WHERE NOT (state = 'attention' AND last_error IS NOT DISTINCT FROM '${erasedError}')
       GROUP BY destination, state`,
    );

  let counted: { readonly at: number; readonly rows: ReturnType<typeof count> } | undefined;

  return {
    now: clock.now,
    lookEveryMs,

    async add({ review, ...submission }, { serialKey, receivedAt, subject, ...to }) {
      const content = JSON.stringify(submission);
      const noted = review ? JSON.stringify(review) : null;
      const { id } = submission;
      const sealed = applications.seal(id, content, subject);
      const turn = serialKey === null ? null : hash.serialKey(serialKey);
      const owed = deliveriesOwed(to, receivedAt);
      await Promise.all(owed.map(({ destination }) => tickets.queuesOf(destination)));
      return transaction(async (sql) => {
        for (;;) {
          const reference = makeReference();
          if (await applications.insert(sql, { id, reference, receivedAt, review: noted }, sealed)) {
            await enter(sql, id, owed, turn);
            return {
              outcome: 'added',
              application: { id, reference, receivedAt, files: [], deliveries: owed },
            } as const;
          }
          const existing = await applications.find(sql, id);
          if (existing) {
            // Of what has been erased nobody can tell any more, and nothing of it comes back.
            const isSame = existing.erased_at !== null || applications.contentOf(existing) === content;
            return {
              outcome: isSame ? 'same' : 'different',
              application: await view(sql, existing),
            } as const;
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

    addFiles(applicationId, offered, limits) {
      const hashed = offered.map((file) => ({ ...file, sha256: hash.file(file.sha256) }));
      return transaction(async (sql) => {
        // Two uploads at once must not go over a limit together, nor a lease end between a file and what it sets going.
        await sql.rows('SELECT 1 FROM deliveries WHERE application_id = $1 ORDER BY destination FOR UPDATE', [
          applicationId,
        ]);
        const application = await applications.find(sql, applicationId);
        if (application?.erased_at !== null) return { outcome: 'unknown', files: [] } as const;
        const { outcome, admitted } = admitFiles(await files.held(sql, applicationId), hashed, limits);
        await files.insert(sql, applicationId, admitted, limits.now);
        if (admitted.length > 0) {
          const owed = await sql.rows<DeliveryRow>(
            `UPDATE deliveries SET state = 'queued', due_at = $2, owed_since = $2, attempts_before = attempts,
               settled_at = NULL
             WHERE application_id = $1 AND state = 'delivered' RETURNING *`,
            [applicationId, limits.now],
          );
          await leases.queue(sql, owed);
        }
        return { outcome, files: await files.filesOf(sql, applicationId) };
      });
    },

    readFile: (fileId) => files.contentOf(database, fileId),

    deleteFileContents: ({ receivedBefore }) =>
      transaction((sql) => files.deleteContents(sql, receivedBefore)),

    async find(id) {
      const row = await applications.find(database, id);
      return row && view(database, row);
    },

    async lease(options) {
      await tickets.queuesOf(options.destination);
      const { leased, setAside } = await transaction(async (sql) => {
        const leased: LeasedDelivery[] = [];
        const setAside: SetAside[] = [];
        for (let limit = options.limit; limit > 0; limit = options.limit - leased.length) {
          const rows = await leases.lease(sql, { ...options, limit });
          for (const row of rows) {
            const delivery = await leasedOrSetAside(sql, row);
            if ('error' in delivery) setAside.push(delivery);
            else leased.push(delivery);
          }
          // What was set aside gives its place to others.
          if (rows.length < limit) break;
        }
        return { leased, setAside };
      });
      for (const { submission, ...delivery } of setAside) {
        log.error({ id: submission.id, ...delivery }, 'the application needs attention');
      }
      return leased;
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
        const owedSince = await files.missedSince(sql, delivery.submission.id, delivery.files);
        // Its due time has passed, so queued is due at once.
        return leases.end(sql, delivery, {
          state: owedSince === undefined ? 'delivered' : 'queued',
          receipt,
          owedSince,
        });
      }),

    postpone: (delivery, next) =>
      transaction((sql) => leases.end(sql, delivery, { state: 'queued', ...next })),

    bury: (delivery, reason) =>
      transaction((sql) => leases.end(sql, delivery, { state: 'attention', ...reason })),

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

    async resume({ now, leasedDueAt, destination }) {
      const known = await database.rows<{ destination: string }>(
        'SELECT DISTINCT destination FROM deliveries WHERE $1::text IS NULL OR destination = $1',
        [destination ?? null],
      );
      await Promise.all(known.map((each) => tickets.queuesOf(each.destination)));
      const aside = `state = 'attention' AND last_error IS DISTINCT FROM '${erasedError}'`;
      const tooLate = `state = 'queued' AND due_at > ${Math.round(leasedDueAt)}`;
      // Its ticket is lost where somebody has emptied the queue.
      const steps = [
        [`${aside} AND unsettled_until > ${Math.round(now)}`, leasedDueAt],
        [aside, now],
        [tooLate, leasedDueAt],
        [`state = 'queued' AND ${tickets.isLost}`, now],
      ] as const;
      for (const each of known) {
        for (const [condition, dueAt] of steps) {
          while ((await requeueSome(each.destination, condition, dueAt)) > 0);
        }
      }
    },

    async counts(destination) {
      const at = clock.now();
      if (!counted || at - counted.at >= countsForMs) {
        const rows = count();
        counted = { at, rows };
        rows.catch(() => (counted = undefined));
      }
      const counts = { queued: 0, leased: 0, delivered: 0, attention: 0 };
      for (const row of await counted.rows) {
        if (destination === undefined || row.destination === destination) counts[row.state] += row.n;
      }
      return counts;
    },

    eraseEnded: (limits) =>
      transaction(async (sql) => {
        const ids = await erasure.ended(sql, limits);
        return (await erasure.eraseApplications(sql, ids, clock.now())).length;
      }),

    async purge() {
      await vacuum.run();
      return true;
    },

    async ping() {
      await database.rows(
        'INSERT INTO probe (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at',
        [clock.now()],
      );
    },

    async close() {
      clock.stop();
      await vacuum.stop();
      await tickets.close();
      await Promise.all([database.close(), upkeep.close()]);
    },
  };

  /** Enters a delivery for each destination, due at once, with both of its tickets. */
  async function enter(
    sql: Sql,
    id: string,
    owed: readonly DeliveryState[],
    serialKey: string | null,
  ): Promise<void> {
    for (const { destination, optional = false, dueAt: receivedAt } of owed) {
      const ticket = makeTicketId('due', receivedAt);
      const fresh = makeTicketId('fresh', receivedAt);
      await sql.run(
        `INSERT INTO deliveries (application_id, destination, optional, state, serial_key, due_at, owed_since, ticket, fresh_ticket)
         VALUES ($1, $2, $3, 'queued', $4, $5, $5, $6, $7)`,
        [id, destination, optional, serialKey, receivedAt, ticket, fresh],
      );
      const entry = { applicationId: id, at: receivedAt, serialKey };
      await tickets.put(sql, destination, 'due', [{ ...entry, id: ticket }]);
      await tickets.put(sql, destination, 'fresh', [{ ...entry, id: fresh }]);
    }
  }
}
