import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Receipt } from '../connectors/connector.ts';
import type { Submission } from '../model/submission.ts';
import type { DeliveryState, LeasedDelivery } from '../queue/delivery.ts';
import { type DeliveryStore, type StoredApplication, StoreUnavailable } from '../queue/delivery-store.ts';
import { makeReference } from '../queue/reference.ts';
import { lockFolder } from './folder-lock.ts';
import { createGroupCommit } from './group-commit.ts';
import { migrate } from './sqlite-schema.ts';

export interface SqliteStoreOptions {
  /** The data folder; made when it is not there. One process at a time may use it. */
  readonly directory: string;
}

type ApplicationRow = { id: string; reference: string; received_at: number; content: string };
type DeliveryRow = {
  application_id: string;
  destination: string;
  state: DeliveryState['state'];
  serial_key: string | null;
  attempts: number;
  due_at: number;
  last_error: string | null;
  receipt: string | null;
};

/**
 * Keeps submissions and deliveries in one SQLite file. Write-ahead log with `synchronous=full`: a commit returns after
 * fsync, and a method resolves after its commit. Writes of one turn of the event loop share a commit.
 *
 * Throws {@link FolderInUse} when another process has the folder, and SQLite's own error when it cannot be opened.
 */
export function createSqliteStore({ directory }: SqliteStoreOptions): DeliveryStore {
  makeFolder(resolve(directory));
  const unlock = lockFolder(directory);
  const database = open(join(directory, 'intake.db'), unlock);
  const write = createGroupCommit(database);

  const insertApplication = database.prepare(
    'INSERT INTO applications (id, reference, received_at, content) VALUES (?, ?, ?, ?)',
  );
  const insertDelivery = database.prepare(
    `INSERT INTO deliveries (application_id, destination, state, serial_key, due_at) VALUES (?, ?, 'queued', ?, ?)`,
  );
  const selectApplication = database.prepare('SELECT * FROM applications WHERE id = ?');
  const selectReference = database.prepare('SELECT 1 FROM applications WHERE reference = ?');
  const selectDeliveries = database.prepare('SELECT * FROM deliveries WHERE application_id = ?');
  const selectLapsed = database.prepare(
    `SELECT application_id FROM deliveries WHERE destination = ? AND state = 'leased' AND lease_until <= ?`,
  );
  const requeueLapsed = database.prepare(
    `UPDATE deliveries SET state = 'queued', due_at = ? WHERE application_id = ? AND destination = ?`,
  );
  const selectDue = database.prepare(
    `SELECT application_id, serial_key, attempts FROM deliveries
     WHERE destination = ? AND state = 'queued' AND due_at <= ? ORDER BY due_at`,
  );
  const selectBusy = database.prepare(
    `SELECT serial_key FROM deliveries WHERE destination = ? AND state = 'leased'`,
  );
  const take = database.prepare(
    `UPDATE deliveries SET state = 'leased', attempts = attempts + 1, lease_until = ?
     WHERE application_id = ? AND destination = ?`,
  );
  const settle = database.prepare(
    `UPDATE deliveries SET state = ?, due_at = coalesce(?, due_at), last_error = coalesce(?, last_error), receipt = ?
     WHERE application_id = ? AND destination = ? AND attempts = ? AND state = 'leased'`,
  );
  const selectNext = database.prepare(
    `SELECT min(at) AS at FROM (
       SELECT min(due_at) AS at FROM deliveries WHERE destination = ?1 AND state = 'queued'
       UNION ALL SELECT min(lease_until) FROM deliveries WHERE destination = ?1 AND state = 'leased')`,
  );
  const requeue = database.prepare(`UPDATE deliveries SET state = 'queued', due_at = ? WHERE state = ?`);
  const probe = database.prepare('INSERT OR REPLACE INTO probe (id, at) VALUES (1, ?)');
  const count = database.prepare('SELECT state, count(*) AS n FROM deliveries GROUP BY state');

  function view(row: ApplicationRow): StoredApplication {
    const deliveries = selectDeliveries.all(row.id) as DeliveryRow[];
    return {
      id: row.id,
      reference: row.reference,
      receivedAt: row.received_at,
      deliveries: deliveries.map(stateOf),
    };
  }

  function newReference(): string {
    const reference = makeReference();
    return selectReference.get(reference) ? newReference() : reference;
  }

  /** Ends a lease that is still this attempt's. */
  function end(
    { submission, destination, attempt }: LeasedDelivery,
    state: DeliveryState['state'],
    {
      dueAt = null,
      error = null,
      receipt = null,
    }: { dueAt?: number | null; error?: string | null; receipt?: Receipt | null },
  ): Promise<boolean> {
    return write(() => {
      const json = receipt && JSON.stringify(receipt);
      return settle.run(state, dueAt, error, json, submission.id, destination, attempt).changes === 1;
    });
  }

  return {
    add: (submission, { destinations, serialKey, receivedAt }) => {
      const content = JSON.stringify(submission);
      return write(() => {
        const existing = selectApplication.get(submission.id) as ApplicationRow | undefined;
        if (existing) {
          const outcome = existing.content === content ? 'same' : 'different';
          return { outcome, application: view(existing) } as const;
        }
        const reference = newReference();
        insertApplication.run(submission.id, reference, receivedAt, content);
        for (const destination of destinations) {
          insertDelivery.run(submission.id, destination, serialKey, receivedAt);
        }
        const deliveries = destinations.map((destination) => {
          return { destination, state: 'queued', attempts: 0, dueAt: receivedAt } as const;
        });
        return {
          outcome: 'added',
          application: { id: submission.id, reference, receivedAt, deliveries },
        } as const;
      });
    },

    find: (id) =>
      read(() => {
        const row = selectApplication.get(id) as ApplicationRow | undefined;
        return row && view(row);
      }),

    lease: ({ destination, limit, now, until, underWay, lapsedDueAt = now }) =>
      write(() => {
        for (const { application_id: id } of selectLapsed.all(destination, now) as DeliveryRow[]) {
          if (!underWay?.has(id)) requeueLapsed.run(lapsedDueAt, id, destination);
        }
        const busy = new Set((selectBusy.all(destination) as DeliveryRow[]).map((row) => row.serial_key));
        const chosen: DeliveryRow[] = [];
        for (const row of selectDue.iterate(destination, now) as Iterable<DeliveryRow>) {
          if (chosen.length >= limit) break;
          if (row.serial_key !== null && busy.has(row.serial_key)) continue;
          busy.add(row.serial_key);
          chosen.push(row);
        }
        return chosen.map((row): LeasedDelivery => {
          take.run(until, row.application_id, destination);
          const application = selectApplication.get(row.application_id) as ApplicationRow;
          return {
            submission: JSON.parse(application.content) as Submission,
            destination,
            attempt: row.attempts + 1,
            receivedAt: application.received_at,
          };
        });
      }),

    complete: (delivery, receipt) => end(delivery, 'delivered', { receipt }),

    postpone: (delivery, { dueAt, error }) => end(delivery, 'queued', { dueAt, error }),

    bury: (delivery, { error }) => end(delivery, 'attention', { error }),

    nextDueAt: (destination) =>
      read(() => (selectNext.get(destination) as { at: number | null }).at ?? undefined),

    resume: ({ now, leasedDueAt }) =>
      write(() => {
        requeue.run(now, 'attention');
        requeue.run(leasedDueAt, 'leased');
      }),

    counts: () =>
      read(() => {
        const counts = { queued: 0, leased: 0, delivered: 0, attention: 0 };
        for (const { state, n } of count.all() as { state: DeliveryState['state']; n: number }[])
          counts[state] = n;
        return counts;
      }),

    // Only a real write shows that the disk is neither full nor read-only.
    ping: () => write(() => void probe.run(Date.now())),

    async close() {
      await write(() => {}).catch(() => {});
      database.close();
      unlock();
    },
  };
}

/** Not `mkdir` with `recursive`, which never returns where a parent exists but takes no folder, as in `/proc`. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

function open(file: string, unlock: () => void): DatabaseSync {
  try {
    const database = new DatabaseSync(file);
    database.exec(
      'PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA foreign_keys = on; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -512;',
    );
    migrate(database);
    return database;
  } catch (error) {
    unlock();
    throw error;
  }
}

async function read<T>(query: () => T): Promise<T> {
  try {
    return query();
  } catch (cause) {
    throw new StoreUnavailable(cause);
  }
}

function stateOf(row: DeliveryRow): DeliveryState {
  return {
    destination: row.destination,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at,
    ...(row.last_error !== null && { lastError: row.last_error }),
    ...(row.receipt !== null && { receipt: JSON.parse(row.receipt) as Receipt }),
  };
}
