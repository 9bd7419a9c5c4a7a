import type { DatabaseSync } from 'node:sqlite';

/** A delivery that is due, as the table has it. */
export type DueRow = {
  application_id: string;
  serial_key: string | null;
  attempts: number;
  owed_since: number | null;
  attempts_before: number;
  receipt: string | null;
  checkpoints: string | null;
};

interface DueOptions {
  readonly destination: string;
  readonly limit: number;
  readonly now: number;
  /** The serial keys that are leased. */
  readonly busy: readonly string[];
  /** The ids of those that come last. */
  readonly last: ReadonlySet<string> | undefined;
  readonly rechecksFirst: number;
}

/**
 * Makes the function that chooses what to lease, one delivery after another, and has each taken at once. It skips
 * those whose key is busy inside SQLite: ten thousand under one address are passed over in a few milliseconds.
 */
export function createDueChoice(database: DatabaseSync) {
  const first = (index: string, state: string, at: string) =>
    database.prepare(
      `SELECT application_id, serial_key, attempts, owed_since, attempts_before, receipt, checkpoints
       FROM deliveries INDEXED BY ${index}
       WHERE destination = ?1 AND state = '${state}' AND ${at} <= ?2
         AND (serial_key IS NULL OR serial_key NOT IN (SELECT value FROM json_each(?3)))
         AND (application_id IN (SELECT value FROM json_each(?4))) = ?5
       ORDER BY ${at} LIMIT 1`,
    );
  const queued = first('deliveries_queued', 'queued', 'due_at');
  const rechecks = first('deliveries_rechecks', 'attention', 'recheck_at');

  return function chooseDue(options: DueOptions, take: (id: string) => void): DueRow[] {
    const { destination, limit, now, last = new Set(), rechecksFirst } = options;
    const busy = [...options.busy];
    const lastOnes = JSON.stringify([...last]);
    const chosen: DueRow[] = [];

    function choose(from: typeof queued, isLast: boolean, atMost: number): void {
      while (chosen.length < atMost) {
        const row = from.get(destination, now, JSON.stringify(busy), lastOnes, Number(isLast));
        if (!row) return;
        const due = row as DueRow;
        take(due.application_id);
        if (due.serial_key !== null) busy.push(due.serial_key);
        chosen.push(due);
      }
    }

    choose(rechecks, false, Math.min(limit, rechecksFirst));
    for (const isLast of last.size > 0 ? [false, true] : [false]) {
      choose(queued, isLast, limit);
      choose(rechecks, isLast, limit);
    }
    return chosen;
  };
}
