import { admitFiles } from '../queue/admit-files.ts';
import type { DeliveryState, LeasedDelivery, StoredFile } from '../queue/delivery.ts';
import { type DeliveryStore, type StoredApplication, StoreUnavailable } from '../queue/delivery-store.ts';
import { type Erasure, erasedError } from '../queue/erasure.ts';
import { type Log, silentLog } from '../queue/log.ts';
import { makeReference } from '../queue/reference.ts';
import { Unreadable, unreadableIn } from '../queue/unreadable.ts';
import { deliveriesOwed } from './deliveries-owed.ts';
import { type DeliveryRow, leasedOf, stateOf } from './delivery-rows.ts';
import { createDiskReserve } from './disk-reserve.ts';
import { createGroupCommit } from './group-commit.ts';
import type { Keyring } from './keyring.ts';
import type { LeaseEnding } from './lease-ending.ts';
import type { ApplicationRow } from './sqlite-applications.ts';
import { openDatabase } from './sqlite-database.ts';
import { createDueChoice, type DueRow } from './sqlite-due.ts';
import { createErasure } from './sqlite-erasure.ts';
import { createFileTable } from './sqlite-files.ts';
import { createOldestOwed } from './sqlite-oldest.ts';
import { purge } from './sqlite-purge.ts';
import { openSealedTables } from './sqlite-sealed-tables.ts';
import { createSpentTokens } from './sqlite-spent-tokens.ts';

export interface SqliteStoreOptions {
  /** The data folder; made when it is not there. One process at a time may use it. */
  readonly directory: string;
  /**
   * How much of the disk stays free of files, in bytes, so that applications without any still fit. Default:
   * 500,000,000.
   */
  readonly reserveBytes?: number;
  /**
   * What people typed is sealed under these. Default: those in `intake.key` of the data folder, which is made for the
   * first start. Without them the data cannot be read.
   */
  readonly keys?: Keyring | undefined;
  /** Told of the file when a key has been made. Default: nobody. */
  readonly onKeyMade?: (file: string) => void;
  /** Milliseconds since 1970. Default: the time of this machine. */
  readonly now?: () => number;
  /** Default: none. */
  readonly log?: Log;
}

/** How soon a worker sees what an operator has made due over a connection of their own, in milliseconds. */
const lookEveryMs = 2_000;

/**
 * Keeps submissions, files and deliveries in one SQLite file. Write-ahead log with `synchronous=full`: a commit returns after
 * fsync, and a method resolves after its commit. Writes of one turn of the event loop share a commit.
 *
 * Throws `FolderInUse` when another process has the folder, `KeysUnusable` when the keys do not open what is stored, and
 * SQLite's own error when it cannot be opened.
 */
export function createSqliteStore(options: SqliteStoreOptions): DeliveryStore & Erasure {
  const { directory, reserveBytes = 500_000_000, now: clock = Date.now, log = silentLog } = options;
  const { database, close } = openDatabase(directory);
  const { applications, hash } = closeUnless(close, () => openSealedTables(database, { ...options, log }));
  const keepFree = createDiskReserve(directory, reserveBytes);
  const write = createGroupCommit(database);
  const files = createFileTable(database, applications.dataKeyOf);
  const spentTokens = createSpentTokens(database);
  const oldestOwed = createOldestOwed(database);
  const erasure = createErasure(database);

  const insertDelivery = database.prepare(
    `INSERT INTO deliveries (application_id, destination, optional, state, serial_key, due_at)
     VALUES (?, ?, ?, 'queued', ?, ?)`,
  );
  const selectDeliveries = database.prepare(
    'SELECT * FROM deliveries WHERE application_id = ? ORDER BY rowid',
  );
  const selectLapsed = database.prepare(
    `SELECT application_id FROM deliveries WHERE destination = ? AND state = 'leased' AND lease_until <= ?`,
  );
  const requeueLapsed = database.prepare(
    `UPDATE deliveries SET state = 'queued', due_at = ?1, unsettled_until = ?1
     WHERE application_id = ?2 AND destination = ?3`,
  );
  // What is unsettled keeps its key for as long as it waits.
  const selectBusy = database.prepare(
    `SELECT serial_key FROM deliveries
       WHERE destination = ?1 AND state = 'leased' AND serial_key IS NOT NULL
     UNION ALL SELECT serial_key FROM deliveries INDEXED BY deliveries_unsettled
       WHERE destination = ?1 AND state = 'queued' AND unsettled_until > ?2 AND due_at > ?2
         AND serial_key IS NOT NULL`,
  );
  const chooseDue = createDueChoice(database);
  const take = database.prepare(
    `UPDATE deliveries SET state = 'leased', attempts = attempts + 1, lease_until = ?, recheck_at = NULL, unsettled_until = NULL
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
    `UPDATE deliveries SET state = ?1, due_at = coalesce(?2, due_at), recheck_at = ?3, last = ?4, unsettled_until = ?11,
       last_error = coalesce(?5, last_error), receipt = coalesce(?6, receipt),
       owed_since = coalesce(?12, owed_since), attempts_before = iif(?12 IS NULL, attempts_before, attempts),
       settled_at = CASE ?1 WHEN 'delivered' THEN ?7 WHEN 'attention' THEN coalesce(settled_at, ?7)
         ELSE iif(?12 IS NULL, settled_at, NULL) END
     WHERE application_id = ?8 AND destination = ?9 AND attempts = ?10 AND state = 'leased'`,
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
       unsettled_until = iif(state = 'leased', ?1, unsettled_until)
     WHERE state = ?2 AND last_error IS NOT '${erasedError}' AND (?3 IS NULL OR destination = ?3)`,
  );
  const settleAnew = database.prepare(
    `UPDATE deliveries SET due_at = ?1, unsettled_until = ?1
     WHERE state = 'queued' AND unsettled_until IS NOT NULL AND (?2 IS NULL OR destination = ?2)`,
  );
  const hasten = database.prepare(
    `UPDATE deliveries SET due_at = ?1 WHERE state = 'queued' AND due_at > ?1 AND (?2 IS NULL OR destination = ?2)`,
  );
  const oweAnew = database.prepare(
    `UPDATE deliveries SET state = 'queued', due_at = ?1, owed_since = ?1, attempts_before = attempts, settled_at = NULL
     WHERE application_id = ?2 AND state = 'delivered'`,
  );
  const undoLease = database.prepare(
    `UPDATE deliveries SET state = 'queued', attempts = attempts - 1, unsettled_until = NULL
     WHERE application_id = ? AND destination = ? AND attempts = ? AND state = 'leased'`,
  );
  const probe = database.prepare('INSERT OR REPLACE INTO probe (id, at) VALUES (1, ?)');
  // What has been erased waits for nobody any more.
  const count = database.prepare(
    `SELECT state, sum(n) AS n FROM delivery_counts WHERE ?1 IS NULL OR destination = ?1 GROUP BY state
     UNION ALL SELECT state, -count(*) FROM deliveries
       WHERE state = 'attention' AND last_error = '${erasedError}' AND (?1 IS NULL OR destination = ?1) GROUP BY state`,
  );

  function view(row: ApplicationRow): StoredApplication {
    const deliveries = selectDeliveries.all(row.id) as DeliveryRow[];
    return {
      id: row.id,
      reference: row.reference,
      receivedAt: row.received_at,
      files: filesShown(row.id),
      deliveries: deliveries.map(stateOf),
    };
  }

  /** How an application stands can be told also where the names of its files cannot be opened. */
  function filesShown(id: string): readonly StoredFile[] {
    try {
      return files.filesOf(id);
    } catch (error) {
      if (error instanceof Unreadable) return [];
      throw error;
    }
  }

  function newReference(): string {
    const reference = makeReference();
    return applications.isReferenceTaken(reference) ? newReference() : reference;
  }

  /** Ends a lease, if it is still this attempt's. */
  function end(
    { id, destination, attempt }: { id: string; destination: string; attempt: number },
    ending: LeaseEnding,
  ): boolean {
    const { state, dueAt = null, recheckAt = null, error = null, receipt } = ending;
    const { last = false, unsettled = false, unsettledUntil = unsettled ? dueAt : null } = ending;
    const { owedSince = null } = ending;
    const json = receipt ? JSON.stringify(receipt) : null;
    const values = [state, dueAt, recheckAt, Number(last), error, json, clock()];
    return settle.run(...values, id, destination, attempt, unsettledUntil, owedSince).changes === 1;
  }

  /** Undefined where it cannot be opened: then it waits for a person, and holds up nobody else. */
  function leasedOrSetAside(row: DueRow, destination: string): LeasedDelivery | undefined {
    try {
      return leasedFrom(row, destination);
    } catch (thrown) {
      const error = unreadableIn(thrown);
      if (!error) throw thrown;
      const delivery = { id: row.application_id, destination, attempt: row.attempts + 1 };
      end(delivery, { state: 'attention', error: error.message });
      log.error({ ...delivery, error: error.message }, 'the application needs attention');
      return undefined;
    }
  }

  function leasedFrom(row: DueRow, destination: string): LeasedDelivery {
    const application = applications.find(row.application_id);
    if (!application) throw new Unreadable('damaged');
    return leasedOf(row, {
      submission: applications.submissionIn(application),
      reference: application.reference,
      destination,
      receivedAt: application.received_at,
      files: files.filesOf(application.id),
    });
  }

  /** Writes what may have to open something. Where that fails, so does this write, and no other of its commit. */
  async function writeOpening<T, P>(work: (prepared: P) => T, prepare: () => P): Promise<T> {
    const result = await write((prepared: P) => {
      try {
        return work(prepared);
      } catch (error) {
        if (error instanceof Unreadable) return error;
        throw error;
      }
    }, prepare);
    if (result instanceof Unreadable) throw new StoreUnavailable(result);
    return result;
  }

  return {
    now: clock,
    lookEveryMs,

    add: (submission, { serialKey, receivedAt, subject, ...to }) => {
      const { review, ...sent } = submission;
      const { id } = sent;
      const content = JSON.stringify(sent);
      const prepare = () => ({
        sealed: applications.seal(id, content, subject),
        turn: serialKey === null ? null : hash.serialKey(serialKey),
      });
      return writeOpening(({ sealed, turn }) => {
        const existing = applications.find(id);
        if (existing) {
          // Of what has been erased nobody can tell any more, and nothing of it comes back.
          const isSame = existing.erased_at !== null || applications.contentOf(existing) === content;
          return { outcome: isSame ? 'same' : 'different', application: view(existing) } as const;
        }
        const reference = newReference();
        const noted = review ? JSON.stringify(review) : null;
        applications.insert({ id, reference, receivedAt, review: noted }, sealed);
        const deliveries = deliveriesOwed(to, receivedAt);
        for (const { destination, optional = false } of deliveries) {
          insertDelivery.run(id, destination, Number(optional), turn, receivedAt);
        }
        return {
          outcome: 'added',
          application: { id, reference, receivedAt, files: [], deliveries },
        } as const;
      }, prepare);
    },

    spend: (token, options) => write(() => spentTokens.spend(token, options)),

    async addFiles(applicationId, offered, options) {
      await keepFree(offered.reduce((sum, { content }) => sum + content.byteLength, 0));
      const prepare = () => offered.map((file) => ({ ...file, sha256: hash.file(file.sha256) }));
      return writeOpening((hashed) => {
        if (applications.find(applicationId)?.erased_at !== null)
          return { outcome: 'unknown', files: [] } as const;
        const { outcome, admitted } = admitFiles(files.held(applicationId), hashed, options);
        files.insert(applicationId, admitted, options.now);
        if (admitted.length > 0) oweAnew.run(options.now, applicationId);
        return { outcome, files: files.filesOf(applicationId) };
      }, prepare);
    },

    readFile: (fileId) => read(() => files.contentOf(fileId)),

    deleteFileContents: ({ receivedBefore }) => write(() => files.deleteContents(receivedBefore)),

    find: (id) =>
      read(() => {
        const row = applications.find(id);
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
        for (const { application_id: id } of selectLapsed.all(destination, now) as {
          application_id: string;
        }[]) {
          if (!underWay?.has(id)) requeueLapsed.run(lapsedDueAt, id, destination);
        }
        const leased: LeasedDelivery[] = [];
        // What cannot be opened is set aside, and others take its place.
        for (let left = limit; left > 0; left = limit - leased.length) {
          const busy = (selectBusy.all(destination, now) as { serial_key: string }[]).map(
            (row) => row.serial_key,
          );
          const due = chooseDue({ destination, limit: left, now, busy, rechecksFirst, newestFirst }, (id) =>
            take.run(until, id, destination),
          );
          const opened = due.map((row) => leasedOrSetAside(row, destination));
          leased.push(...opened.filter((delivery) => delivery !== undefined));
          if (!opened.includes(undefined)) break;
        }
        return leased;
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
        const owedSince = files.missedSince(delivery.submission.id, delivery.files);
        // Its due time has passed, so queued is due at once.
        return end(idsOf(delivery), {
          state: owedSince === undefined ? 'delivered' : 'queued',
          receipt,
          owedSince,
        });
      }),

    postpone: (delivery, next) => write(() => end(idsOf(delivery), { state: 'queued', ...next })),

    bury: (delivery, reason) => write(() => end(idsOf(delivery), { state: 'attention', ...reason })),

    nextDueAt: (destination) =>
      read(() => (selectNext.get(destination) as { at: number | null }).at ?? undefined),

    oldestOwedSince: (destination) => read(() => oldestOwed(destination)),

    resume: ({ now, leasedDueAt, destination = null }) =>
      write(() => {
        requeue.run(now, 'attention', destination);
        requeue.run(leasedDueAt, 'leased', destination);
        // By what clock that was due, nobody knows any more.
        settleAnew.run(leasedDueAt, destination);
        hasten.run(leasedDueAt, destination);
      }),

    counts: (destination) =>
      read(() => {
        const counts = { queued: 0, leased: 0, delivered: 0, attention: 0 };
        const rows = count.all(destination ?? null) as { state: DeliveryState['state']; n: number }[];
        for (const { state, n } of rows) counts[state] += n;
        return counts;
      }),

    eraseEnded: (limits) => write(() => erasure.eraseApplications(erasure.ended(limits), clock()).length),

    purge: () =>
      purge(database).catch((cause: unknown) => {
        throw new StoreUnavailable(cause);
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
    throw cause instanceof Unreadable ? cause : new StoreUnavailable(cause);
  }
}

/** Closes what was opened when what needs it fails. */
function closeUnless<T>(close: () => void, work: () => T): T {
  try {
    return work();
  } catch (error) {
    close();
    throw error;
  }
}

const idsOf = ({ submission: { id }, destination, attempt }: LeasedDelivery) => ({
  id,
  destination,
  attempt,
});
