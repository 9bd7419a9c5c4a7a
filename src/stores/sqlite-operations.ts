import type {
  ApplicationSummary,
  DeliveryFilter,
  DeliveryKey,
  DeliveryOperations,
  EraseOutcome,
  FileSummary,
  HeldApplication,
  RetryOptions,
  RetryOutcome,
} from '../queue/delivery-operations.ts';
import { StoreUnavailable } from '../queue/delivery-store.ts';
import { erasedError } from '../queue/erasure.ts';
import { unreadableIn } from '../queue/unreadable.ts';
import { conditionOf } from './delivery-condition.ts';
import {
  applicationSummaryOf,
  type DeliveryRow,
  retriedDueAt,
  retryOutcomeOf,
  type SummaryRow,
  summaryOf,
} from './delivery-rows.ts';
import type { Keyring } from './keyring.ts';
import { KeysUnusable } from './keys-unusable.ts';
import { createErasure } from './sqlite-erasure.ts';
import { type Opened, openToRead } from './sqlite-opened.ts';
import { purgeNow } from './sqlite-purge.ts';
import { inTransaction } from './sqlite-transaction.ts';
import { openUpToDate } from './sqlite-up-to-date.ts';

export interface SqliteOperationsOptions {
  /** The data folder. A proxy may be at work on it. */
  readonly directory: string;
  /** Asked for only by what takes them: to find a person, and to read what one has typed. Default: those in the folder. */
  readonly keys?: Keyring | undefined;
}

type ApplicationRow = { reference: string; received_at: number; erased_at: number | null };

/** Up to so many deliveries of one state are quicker sorted than looked for among all applications. */
const fewEnoughToSort = 20_000;

/**
 * What operators do with the deliveries of a data folder, whose proxy may be running: a connection of its own, reads
 * that see one moment, and writes that each are one short transaction. Throws as `openUpToDate` does.
 */
export function openSqliteOperations(options: SqliteOperationsOptions): DeliveryOperations {
  const database = openUpToDate(options.directory);
  let opened: Opened | undefined;
  const sealed = () => {
    opened ??= openToRead(database, options);
    return opened;
  };
  const condition = (filter: DeliveryFilter) => conditionOf(filter, () => sealed().hash);
  const selectApplication = database.prepare(
    'SELECT reference, received_at, erased_at FROM applications WHERE id = ?',
  );
  const selectId = database.prepare('SELECT id FROM applications WHERE reference = ?');
  const selectDeliveries = database.prepare(
    'SELECT * FROM deliveries WHERE application_id = ? ORDER BY rowid',
  );
  const selectFiles = database.prepare(
    `SELECT id, type, size, received_at AS receivedAt, content IS NOT NULL AS kept FROM files
     WHERE application_id = ? ORDER BY rowid`,
  );
  const selectCount = database.prepare(
    'SELECT coalesce(sum(n), 0) AS n FROM delivery_counts WHERE state = ?',
  );
  const selectErasedCount = database.prepare(
    `SELECT count(*) AS n FROM deliveries WHERE state = 'attention' AND last_error = '${erasedError}'`,
  );
  const selectState = database.prepare(
    'SELECT state, attempts, lease_until, last_error FROM deliveries WHERE application_id = ? AND destination = ?',
  );
  const requeue = database.prepare(
    `UPDATE deliveries SET state = 'queued', due_at = ?1, recheck_at = NULL, last = 0, owed_since = ?2,
       attempts_before = attempts, settled_at = NULL
     WHERE application_id = ?3 AND destination = ?4 AND state = 'attention'`,
  );
  const hasten = database.prepare(
    `UPDATE deliveries SET due_at = min(due_at, ?1), last = 0
     WHERE application_id = ?2 AND destination = ?3 AND state = 'queued'`,
  );

  const erasure = createErasure(database);
  const selectErased = database.prepare('SELECT erased_at FROM applications WHERE id = ?');
  // Not where another one is in a worker's hands: then nothing is done.
  const endLapsed = database.prepare(
    `UPDATE deliveries SET state = 'queued' WHERE application_id = ?1 AND state = 'leased' AND NOT EXISTS (
       SELECT 1 FROM deliveries WHERE application_id = ?1 AND state = 'leased' AND lease_until > ?2)`,
  );

  /** The tables in the order in which they are best read: SQLite keeps to it, since it is a cross join. */
  function tablesFor({ state }: DeliveryFilter, narrow: boolean): string {
    const sorted =
      !narrow && state !== undefined && state !== 'delivered' && countOf(state) <= fewEnoughToSort;
    return sorted
      ? 'deliveries AS d CROSS JOIN applications AS a ON a.id = d.application_id'
      : 'applications AS a CROSS JOIN deliveries AS d ON d.application_id = a.id';
  }

  // Kept by the database itself: to count a million takes seconds.
  const countOf = (state: string) => (selectCount.get(state) as { n: number }).n;
  const erasedCount = () => (selectErasedCount.get() as { n: number }).n;

  function retry({ id, destination }: DeliveryKey, options: RetryOptions): RetryOutcome {
    const row = selectState.get(id, destination) as DeliveryRow | undefined;
    if (!row) return 'unknown';
    const outcome = retryOutcomeOf(row);
    if (outcome !== 'due') return outcome;
    const dueAt = retriedDueAt(row, options);
    if (row.state === 'attention') requeue.run(dueAt, options.now, id, destination);
    else hasten.run(dueAt, id, destination);
    return outcome;
  }

  function erase(id: string, now: number): EraseOutcome {
    const row = selectErased.get(id) as { erased_at: number | null } | undefined;
    if (!row) return 'unknown';
    if (row.erased_at !== null) return 'erased';
    // Whoever had it is gone, or is refused from here on.
    endLapsed.run(id, now);
    return erasure.eraseApplications([id], now).length > 0 ? 'erased' : 'leased';
  }

  /** Within a transaction, so that all of it is of one moment. */
  function summaryIn(id: string): ApplicationSummary | undefined {
    const row = selectApplication.get(id) as ApplicationRow | undefined;
    if (!row) return undefined;
    const files = selectFiles.all(id) as (Omit<FileSummary, 'kept'> & { kept: number })[];
    return applicationSummaryOf(row, {
      id,
      files: files.map((file) => ({ ...file, kept: file.kept === 1 })),
      deliveries: selectDeliveries.all(id) as DeliveryRow[],
    });
  }

  function heldIn(id: string): HeldApplication | undefined {
    const summary = summaryIn(id);
    if (!summary) return undefined;
    const names = summary.files.length > 0 ? sealed().fileNamesOf(id) : new Map();
    return {
      ...summary,
      ...(summary.erasedAt === undefined && { submission: sealed().submissionOf(id) }),
      files: summary.files.map((file) => {
        const content = file.kept ? sealed().contentOf(file.id) : undefined;
        return { ...file, name: names.get(file.id) ?? '', ...(content && { content }) };
      }),
    };
  }

  return {
    now: () => Date.now(),

    list: (filter, { limit, after }) =>
      attempt(() => {
        const { where, values, narrow } = condition(filter);
        const beyond = after ? 'AND (a.received_at, a.id, d.destination) < (?, ?, ?)' : '';
        const place = after ? [after.receivedAt, after.id, after.destination] : [];
        const rows = database
          .prepare(
            `SELECT a.id, a.reference, a.received_at, d.*,
               (SELECT count(*) FROM files WHERE files.application_id = a.id) AS files
             FROM ${tablesFor(filter, narrow)} WHERE ${where} ${beyond}
             ORDER BY a.received_at DESC, a.id DESC, d.destination DESC LIMIT ?`,
          )
          .all(...values, ...place, limit);
        return (rows as SummaryRow[]).map(summaryOf);
      }),

    count: (filter) =>
      attempt(() => {
        const { state, ...rest } = filter;
        const onlyState = Object.values(rest).every((value) => value === undefined);
        if (state && onlyState) return countOf(state) - (state === 'attention' ? erasedCount() : 0);
        const { where, values, narrow } = condition(filter);
        const select = `SELECT count(*) AS n FROM ${tablesFor(filter, narrow)} WHERE ${where}`;
        return (database.prepare(select).get(...values) as { n: number }).n;
      }),

    idOf: (reference) => attempt(() => (selectId.get(reference) as { id: string } | undefined)?.id),

    show: (id) => attempt(() => inTransaction(database, () => summaryIn(id), 'BEGIN')),

    retry: (deliveries, options) =>
      attempt(() => inTransaction(database, () => deliveries.map((each) => retry(each, options)))),

    export: (id) => attempt(() => inTransaction(database, () => heldIn(id), 'BEGIN')),

    async erase(ids, { now }) {
      const outcomes = await attempt(() => inTransaction(database, () => ids.map((id) => erase(id, now))));
      await purgeNow(database).catch((cause: unknown) => {
        throw new StoreUnavailable(cause);
      });
      return outcomes;
    },

    async close() {
      database.close();
    },
  };
}

async function attempt<T>(work: () => T): Promise<T> {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof KeysUnusable) throw cause;
    throw unreadableIn(cause) ?? new StoreUnavailable(cause);
  }
}
