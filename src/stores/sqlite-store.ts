import type { Checkpoints, Receipt } from '../connectors/connector.ts';
import type { Submission } from '../model/submission.ts';
import { admitFiles } from '../queue/admit-files.ts';
import type { DeliveryState, LeasedDelivery } from '../queue/delivery.ts';
import { type DeliveryStore, type StoredApplication, StoreUnavailable } from '../queue/delivery-store.ts';
import { makeReference } from '../queue/reference.ts';
import { createDiskReserve } from './disk-reserve.ts';
import { createGroupCommit } from './group-commit.ts';
import { openDatabase } from './sqlite-database.ts';
import { createDueChoice, type DueRow } from './sqlite-due.ts';
import { createFileTable } from './sqlite-files.ts';
import { createSpentTokens } from './sqlite-spent-tokens.ts';

export interface SqliteStoreOptions {
  /** The data folder; made when it is not there. One process at a time may use it. */
  readonly directory: string;
  /**
   * How much of the disk stays free of files, in bytes, so that applications without any still fit. Default:
   * 500,000,000.
   */
  readonly reserveBytes?: number;
}

type ApplicationRow = {
  id: string;
  reference: string;
  received_at: number;
  content: string;
  review: string | null;
};
type DeliveryRow = {
  application_id: string;
  destination: string;
  state: DeliveryState['state'];
  serial_key: string | null;
  attempts: number;
  due_at: number;
  recheck_at: number | null;
  last_error: string | null;
  receipt: string | null;
};

/** How a lease ends. What is left out stays as it was, but for `recheckAt`, which is then none. */
interface Ending {
  readonly state: DeliveryState['state'];
  readonly dueAt?: number;
  readonly recheckAt?: number | undefined;
  readonly error?: string;
  readonly receipt?: Receipt;
  /** Default: false. */
  readonly last?: boolean;
  /** Default: false. */
  readonly unsettled?: boolean;
}

/**
 * Keeps submissions, files and deliveries in one SQLite file. Write-ahead log with `synchronous=full`: a commit returns after
 * fsync, and a method resolves after its commit. Writes of one turn of the event loop share a commit.
 *
 * Throws {@link FolderInUse} when another process has the folder, and SQLite's own error when it cannot be opened.
 */
export function createSqliteStore(options: SqliteStoreOptions): DeliveryStore {
  const { directory, reserveBytes = 500_000_000 } = options;
  const { database, close } = openDatabase(directory);
  const keepFree = createDiskReserve(directory, reserveBytes);
  const write = createGroupCommit(database);
  const files = createFileTable(database);
  const spentTokens = createSpentTokens(database);

  const insertApplication = database.prepare(
    'INSERT INTO applications (id, reference, received_at, content, review) VALUES (?, ?, ?, ?, ?)',
  );
  const insertDelivery = database.prepare(
    `INSERT INTO deliveries (application_id, destination, state, serial_key, due_at) VALUES (?, ?, 'queued', ?, ?)`,
  );
  const selectApplication = database.prepare('SELECT * FROM applications WHERE id = ?');
  const selectReference = database.prepare('SELECT 1 FROM applications WHERE reference = ?');
  const selectDeliveries = database.prepare(
    'SELECT * FROM deliveries WHERE application_id = ? ORDER BY rowid',
  );
  const selectLapsed = database.prepare(
    `SELECT application_id FROM deliveries WHERE destination = ? AND state = 'leased' AND lease_until <= ?`,
  );
  const requeueLapsed = database.prepare(
    `UPDATE deliveries SET state = 'queued', due_at = ?1, lease_until = ?1 WHERE application_id = ? AND destination = ?`,
  );
  // What is unsettled keeps its key for as long as it waits; `lease_until` is none of what waits for another reason.
  const selectBusy = database.prepare(
    `SELECT serial_key FROM deliveries
       WHERE destination = ?1 AND state = 'leased' AND serial_key IS NOT NULL
     UNION ALL SELECT serial_key FROM deliveries
       WHERE destination = ?1 AND state = 'queued' AND last IN (0, 1) AND due_at > ?2 AND lease_until > ?2
         AND serial_key IS NOT NULL`,
  );
  const chooseDue = createDueChoice(database);
  const take = database.prepare(
    `UPDATE deliveries SET state = 'leased', attempts = attempts + 1, lease_until = ?, recheck_at = NULL
     WHERE application_id = ? AND destination = ?`,
  );
  const prolong = database.prepare(
    `UPDATE deliveries SET lease_until = ?
     WHERE application_id = ? AND destination = ? AND attempts = ? AND state = 'leased'`,
  );
  const mergeCheckpoints = database.prepare(
    `UPDATE deliveries SET checkpoints = json_patch(coalesce(checkpoints, '{}'), ?)
     WHERE application_id = ? AND destination = ? AND attempts = ? AND state = 'leased'`,
  );
  const settle = database.prepare(
    `UPDATE deliveries SET state = ?, due_at = coalesce(?, due_at), recheck_at = ?, last = ?, lease_until = ?,
       last_error = coalesce(?, last_error), receipt = coalesce(?, receipt)
     WHERE application_id = ? AND destination = ? AND attempts = ? AND state = 'leased'`,
  );
  const selectNext = database.prepare(
    `SELECT min(at) AS at FROM (
       SELECT min(due_at) AS at FROM deliveries WHERE destination = ?1 AND state = 'queued' AND last = 0
       UNION ALL SELECT min(due_at) FROM deliveries WHERE destination = ?1 AND state = 'queued' AND last = 1
       UNION ALL SELECT min(recheck_at) FROM deliveries
         WHERE destination = ?1 AND state = 'attention' AND recheck_at IS NOT NULL
       UNION ALL SELECT min(lease_until) FROM deliveries WHERE destination = ?1 AND state = 'leased')`,
  );
  const requeue = database.prepare(
    `UPDATE deliveries SET state = 'queued', due_at = ?1, recheck_at = NULL,
       lease_until = CASE WHEN state = 'leased' THEN ?1 END WHERE state = ?2`,
  );
  const settleAnew = database.prepare(
    `UPDATE deliveries SET due_at = ?1, lease_until = ?1 WHERE state = 'queued' AND lease_until IS NOT NULL`,
  );
  const hasten = database.prepare(`UPDATE deliveries SET due_at = ?1 WHERE state = 'queued' AND due_at > ?1`);
  const requeueDelivered = database.prepare(
    `UPDATE deliveries SET state = 'queued', due_at = ? WHERE application_id = ? AND state = 'delivered'`,
  );
  const oweAnew = database.prepare(
    `UPDATE deliveries SET owed_since = ?, attempts_before = attempts
     WHERE application_id = ? AND state IN ('delivered', 'leased')`,
  );
  const undoLease = database.prepare(
    `UPDATE deliveries SET state = 'queued', attempts = attempts - 1, lease_until = NULL
     WHERE application_id = ? AND destination = ? AND attempts = ? AND state = 'leased'`,
  );
  const probe = database.prepare('INSERT OR REPLACE INTO probe (id, at) VALUES (1, ?)');
  const count = database.prepare('SELECT state, n FROM delivery_counts');

  function view(row: ApplicationRow): StoredApplication {
    const deliveries = selectDeliveries.all(row.id) as DeliveryRow[];
    return {
      id: row.id,
      reference: row.reference,
      receivedAt: row.received_at,
      files: files.filesOf(row.id),
      deliveries: deliveries.map(stateOf),
    };
  }

  function newReference(): string {
    const reference = makeReference();
    return selectReference.get(reference) ? newReference() : reference;
  }

  /** Ends a lease, if it is still this attempt's. */
  function end({ submission, destination, attempt }: LeasedDelivery, ending: Ending): boolean {
    const { state, dueAt = null, recheckAt = null, error = null, receipt } = ending;
    const { last = false, unsettled = false } = ending;
    const json = receipt ? JSON.stringify(receipt) : null;
    const values = [state, dueAt, recheckAt, Number(last), unsettled ? dueAt : null, error, json];
    return settle.run(...values, submission.id, destination, attempt).changes === 1;
  }

  function leasedFrom(row: DueRow, destination: string): LeasedDelivery {
    const application = selectApplication.get(row.application_id) as ApplicationRow;
    return {
      submission: submissionIn(application),
      reference: application.reference,
      destination,
      attempt: row.attempts + 1,
      receivedAt: application.received_at,
      owedSince: row.owed_since ?? application.received_at,
      attemptsBefore: row.attempts_before,
      files: files.filesOf(application.id),
      checkpoints: JSON.parse(row.checkpoints ?? '{}') as Checkpoints,
      ...(row.receipt !== null && { previous: JSON.parse(row.receipt) as Receipt }),
    };
  }

  return {
    now: () => Date.now(),

    add: ({ review, ...submission }, { destinations, serialKey, receivedAt }) => {
      const content = JSON.stringify(submission);
      const noted = review ? JSON.stringify(review) : null;
      return write(() => {
        const existing = selectApplication.get(submission.id) as ApplicationRow | undefined;
        if (existing) {
          const outcome = existing.content === content ? 'same' : 'different';
          return { outcome, application: view(existing) } as const;
        }
        const reference = newReference();
        insertApplication.run(submission.id, reference, receivedAt, content, noted);
        for (const destination of destinations) {
          insertDelivery.run(submission.id, destination, serialKey, receivedAt);
        }
        const deliveries = destinations.map((destination) => {
          return { destination, state: 'queued', attempts: 0, dueAt: receivedAt } as const;
        });
        return {
          outcome: 'added',
          application: { id: submission.id, reference, receivedAt, files: [], deliveries },
        } as const;
      });
    },

    spend: (token, options) => write(() => spentTokens.spend(token, options)),

    async addFiles(applicationId, offered, options) {
      await keepFree(offered.reduce((sum, { content }) => sum + content.byteLength, 0));
      return write(() => {
        if (!selectApplication.get(applicationId)) return { outcome: 'unknown', files: [] } as const;
        const { outcome, admitted } = admitFiles(files.held(applicationId), offered, options);
        for (const file of admitted) files.insert(applicationId, file, options.now);
        if (admitted.length > 0) {
          oweAnew.run(options.now, applicationId);
          requeueDelivered.run(options.now, applicationId);
        }
        return { outcome, files: files.filesOf(applicationId) };
      });
    },

    readFile: (fileId) => read(() => files.contentOf(fileId)),

    deleteFileContents: ({ receivedBefore }) => write(() => files.deleteContents(receivedBefore)),

    find: (id) =>
      read(() => {
        const row = selectApplication.get(id) as ApplicationRow | undefined;
        return row && view(row);
      }),

    lease: ({
      destination,
      limit,
      now,
      until,
      underWay,
      lapsedDueAt = now,
      rechecksFirst = 0,
      newestFirst = 0,
    }) =>
      write(() => {
        for (const { application_id: id } of selectLapsed.all(destination, now) as DeliveryRow[]) {
          if (!underWay?.has(id)) requeueLapsed.run(lapsedDueAt, id, destination);
        }
        const busy = (selectBusy.all(destination, now) as { serial_key: string }[]).map(
          (row) => row.serial_key,
        );
        const due = chooseDue({ destination, limit, now, busy, rechecksFirst, newestFirst }, (id) =>
          take.run(until, id, destination),
        );
        return due.map((row) => leasedFrom(row, destination));
      }),

    release: ({ submission, destination, attempt }) =>
      write(() => undoLease.run(submission.id, destination, attempt).changes === 1),

    renew: ({ submission, destination, attempt }, until) =>
      write(() => prolong.run(until, submission.id, destination, attempt).changes === 1),

    record: ({ submission, destination, attempt }, checkpoints) =>
      write(() => {
        const json = JSON.stringify(checkpoints);
        return mergeCheckpoints.run(json, submission.id, destination, attempt).changes === 1;
      }),

    complete: (delivery, receipt) =>
      write(() => {
        const known = new Set(delivery.files.map(({ id }) => id));
        const missed = files.filesOf(delivery.submission.id).some(({ id }) => !known.has(id));
        // Its due time has passed, so queued is due at once.
        return end(delivery, { state: missed ? 'queued' : 'delivered', receipt });
      }),

    postpone: (delivery, next) => write(() => end(delivery, { state: 'queued', ...next })),

    bury: (delivery, { error, recheckAt }) =>
      write(() => end(delivery, { state: 'attention', error, recheckAt })),

    nextDueAt: (destination) =>
      read(() => (selectNext.get(destination) as { at: number | null }).at ?? undefined),

    resume: ({ now, leasedDueAt }) =>
      write(() => {
        requeue.run(now, 'attention');
        requeue.run(leasedDueAt, 'leased');
        // By what clock that was due, nobody knows any more.
        settleAnew.run(leasedDueAt);
        hasten.run(leasedDueAt);
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
      close();
    },
  };
}

async function read<T>(query: () => T): Promise<T> {
  try {
    return query();
  } catch (cause) {
    throw new StoreUnavailable(cause);
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
