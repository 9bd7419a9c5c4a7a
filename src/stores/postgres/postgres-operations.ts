import type {
  ApplicationSummary,
  DeliveryFilter,
  DeliveryOperations,
  EraseOutcome,
  FileSummary,
  HeldApplication,
} from '../../queue/delivery-operations.ts';
import { Unreadable, unreadableIn } from '../../queue/unreadable.ts';
import { conditionOf } from '../delivery-condition.ts';
import { applicationSummaryOf, type DeliveryRow, type SummaryRow, summaryOf } from '../delivery-rows.ts';
import { createEnvelope } from '../envelope.ts';
import { unwrapIndexKey } from '../index-key.ts';
import type { Keyring } from '../keyring.ts';
import { createSearchHash, type SearchHash } from '../search-hash.ts';
import { openDatabaseClock } from './database-clock.ts';
import { createApplications } from './postgres-applications.ts';
import { createPostgresDatabase, type PostgresDatabase, type Sql } from './postgres-database.ts';
import { createErasure } from './postgres-erasure.ts';
import { createFiles } from './postgres-files.ts';
import { readIndexKey } from './postgres-keys.ts';
import { createRetry } from './postgres-retry.ts';
import { requireUpToDate } from './postgres-up-to-date.ts';
import { createVacuum } from './postgres-vacuum.ts';
import { type Backend, openTickets, type Tickets } from './tickets.ts';

export interface PostgresOperationsOptions {
  /** Such as `postgres://intake:secret@db.example.com/intake`. Proxies may be at work on it. */
  readonly url: string;
  /** The keys of the proxies. Asked for only by what takes them: to find a person, and to read what one has typed. */
  readonly keys: () => Keyring;
  /** What the database is. Default: `postgres`. */
  readonly backend?: Backend | undefined;
  /** The schema in which the queue has its tables. Default: `applicant_intake_queue`. */
  readonly queueSchema?: string;
}

/** What is sealed in a database, for somebody who only reads. */
interface Opened {
  readonly hash: SearchHash;
  readonly applications: ReturnType<typeof createApplications>;
  readonly files: ReturnType<typeof createFiles>;
}

interface Parts {
  readonly database: PostgresDatabase;
  readonly upkeep: PostgresDatabase;
  readonly tickets: Tickets;
  readonly clock: Awaited<ReturnType<typeof openDatabaseClock>>;
}

/**
 * What operators do with the deliveries of a PostgreSQL database, whose proxies may be running: connections of its own,
 * reads that see one moment, and writes that each are one short transaction. It makes no tables and tidies nothing up:
 * rejects with `OlderSchema` or `NewerSchema` where a proxy of this version has not been through them, and with
 * StoreUnavailable when the database cannot be reached.
 */
export async function openPostgresOperations(
  options: PostgresOperationsOptions,
): Promise<DeliveryOperations> {
  const { url, backend, queueSchema: schema } = options;
  const database = createPostgresDatabase({ url, connections: 2 });
  // Of its own: what the queue asks for by itself must not wait for transactions that wait for the queue.
  const upkeep = createPostgresDatabase({ url, connections: 1 });
  let tickets: Tickets | undefined;
  try {
    await requireUpToDate(database);
    tickets = await openTickets(upkeep, { schema, backend, upkeep: false });
    const clock = await openDatabaseClock(database);
    return createOperations(options, { database, upkeep, tickets, clock });
  } catch (error) {
    await tickets?.close();
    await Promise.all([database.close(), upkeep.close()]);
    throw error;
  }
}

function createOperations(
  { url, keys }: PostgresOperationsOptions,
  { database, upkeep, tickets, clock }: Parts,
): DeliveryOperations {
  const { transaction } = database;
  const retrying = createRetry(tickets, clock.now);
  const erasure = createErasure(tickets);
  const vacuum = createVacuum(url);

  let opened: Promise<Opened> | undefined;
  const sealed = () => {
    if (opened) return opened;
    const opening = open(database, keys);
    opened = opening;
    opening.catch(() => (opened = undefined));
    return opening;
  };

  async function condition(filter: DeliveryFilter) {
    const { email, phone } = filter;
    const about = email !== undefined || phone !== undefined ? await sealed() : undefined;
    return conditionOf(
      filter,
      () => (about as Opened).hash,
      (position) => `$${position}`,
    );
  }

  /** All of what is read is of one moment. */
  const atOneMoment = <T>(work: (sql: Sql) => Promise<T>): Promise<T> =>
    transaction(async (sql) => {
      await sql.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      return work(sql);
    });

  async function heldIn(sql: Sql, id: string, { applications, files }: Opened) {
    const summary = await summaryIn(sql, id);
    if (!summary) return undefined;
    const row = summary.erasedAt === undefined ? await applications.find(sql, id) : undefined;
    const names = new Map((await files.filesOf(sql, id)).map((file) => [file.id, file.name]));
    const held: HeldApplication['files'][number][] = [];
    for (const file of summary.files) {
      const content = await files.contentOf(sql, file.id);
      held.push({ ...file, name: names.get(file.id) ?? '', ...(content && { content }) });
    }
    return { ...summary, ...(row && { submission: applications.submissionIn(row) }), files: held };
  }

  return {
    now: clock.now,

    async list(filter, { limit, after }) {
      const { where, values } = await condition(filter);
      const given = [...values, limit];
      const [at, id, destination] = [1, 2, 3].map((n) => `$${given.length + n}`);
      // The first comparison says no more than the second, and an index can begin with it.
      const beyond = after
        ? `AND (a.received_at, a.id) <= (${at}, ${id})
           AND (a.received_at, a.id, d.destination) < (${at}, ${id}, ${destination})`
        : '';
      const place = after ? [after.receivedAt, after.id, after.destination] : [];
      const rows = await database.rows<SummaryRow>(
        `SELECT a.id, a.reference, a.received_at, d.*,
           (SELECT count(*) FROM files WHERE files.application_id = a.id) AS files
         FROM applications AS a JOIN deliveries AS d ON d.application_id = a.id WHERE ${where} ${beyond}
         ORDER BY a.received_at DESC, a.id DESC, d.destination DESC LIMIT $${given.length}`,
        [...given, ...place],
      );
      return rows.map(summaryOf);
    },

    async count(filter) {
      const { where, values } = await condition(filter);
      const { state: _, destination: __, ...ofApplications } = filter;
      const joined = Object.values(ofApplications).some((value) => value !== undefined);
      const [row] = await database.rows<{ n: number }>(
        `SELECT count(*) AS n FROM deliveries AS d
         ${joined ? 'JOIN applications AS a ON a.id = d.application_id' : ''} WHERE ${where}`,
        values,
      );
      return row?.n ?? 0;
    },

    async idOf(reference) {
      const [row] = await database.rows<{ id: string }>('SELECT id FROM applications WHERE reference = $1', [
        reference,
      ]);
      return row?.id;
    },

    show: (id) => atOneMoment((sql) => summaryIn(sql, id)),

    retry: (deliveries, options) => transaction((sql) => retrying.retry(sql, deliveries, options)),

    async export(id) {
      const parts = await sealed();
      const held = await atOneMoment((sql) => heldIn(sql, id, parts).catch(asValue));
      if (held instanceof Unreadable) throw held;
      return held;
    },

    async erase(ids, { now }) {
      const { outcomes, erased } = await transaction((sql) => eraseIn(sql, ids, now));
      if (erased > 0) await vacuum.run();
      return outcomes;
    },

    async close() {
      clock.stop();
      await vacuum.stop();
      await tickets.close();
      await Promise.all([database.close(), upkeep.close()]);
    },
  };

  async function eraseIn(sql: Sql, ids: readonly string[], now: number) {
    const leases = await sql.rows<{ id: string; held: boolean }>(
      `SELECT application_id AS id, state = 'leased' AND lease_until > $2 AS held FROM deliveries
       WHERE application_id = ANY($1) ORDER BY application_id, destination FOR UPDATE`,
      [ids, now],
    );
    const held = new Set(leases.flatMap((row) => (row.held ? [row.id] : [])));
    const free = ids.filter((id) => !held.has(id));
    // Whoever had it is gone, or is refused from here on.
    await sql.run(
      `UPDATE deliveries SET state = 'queued' WHERE application_id = ANY($1) AND state = 'leased'`,
      [free],
    );
    const erased = await erasure.eraseApplications(sql, free, now);
    const found = await sql.rows<{ id: string; erased: boolean }>(
      'SELECT id, erased_at IS NOT NULL AS erased FROM applications WHERE id = ANY($1)',
      [ids],
    );
    const outcomeOf = new Map(found.map((row) => [row.id, row.erased ? 'erased' : 'leased'] as const));
    return {
      outcomes: ids.map((id): EraseOutcome => outcomeOf.get(id) ?? 'unknown'),
      erased: erased.length,
    };
  }
}

/** Opens what is sealed without making or changing anything. Rejects with `KeysUnusable` when the keys are not the right ones. */
async function open(database: PostgresDatabase, keys: () => Keyring): Promise<Opened> {
  const envelope = createEnvelope(keys());
  const hash = createSearchHash(unwrapIndexKey(await readIndexKey(database), envelope));
  return { hash, applications: createApplications(envelope, hash), files: createFiles(envelope) };
}

async function summaryIn(sql: Sql, id: string): Promise<ApplicationSummary | undefined> {
  const [row] = await sql.rows<{ reference: string; received_at: number; erased_at: number | null }>(
    'SELECT reference, received_at, erased_at FROM applications WHERE id = $1',
    [id],
  );
  if (!row) return undefined;
  const files = await sql.rows<FileSummary>(
    `SELECT id, type, size, received_at AS "receivedAt", content IS NOT NULL AS kept FROM files
     WHERE application_id = $1 ORDER BY position`,
    [id],
  );
  const deliveries = await sql.rows<DeliveryRow>(
    'SELECT * FROM deliveries WHERE application_id = $1 ORDER BY position',
    [id],
  );
  return applicationSummaryOf(row, { id, files, deliveries });
}

/** What cannot be opened says nothing against the database, which a transaction would take it for. */
function asValue(error: unknown): Unreadable {
  const unreadable = unreadableIn(error);
  if (unreadable) return unreadable;
  throw error;
}
