import type { DatabaseSync, StatementSync } from 'node:sqlite';

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
  readonly rechecksFirst: number;
  readonly newestFirst: number;
}

/**
 * Makes the function that chooses what to lease, one delivery after another, and has each taken at once. It skips
 * those whose key is busy inside SQLite: ten thousand under one address are passed over in a few milliseconds.
 */
export function createDueChoice(database: DatabaseSync) {
  const first = (index: string, condition: string, at: string, order = '') =>
    database.prepare(
      `SELECT application_id, serial_key, attempts, owed_since, attempts_before, receipt, checkpoints
       FROM deliveries INDEXED BY ${index}
       WHERE destination = ?1 AND ${condition} AND ${at} <= ?2
         AND (serial_key IS NULL OR serial_key NOT IN (SELECT value FROM json_each(?3)))
       ORDER BY ${at} ${order} LIMIT 1`,
    );
  const rechecks = first('deliveries_rechecks', `state = 'attention'`, 'recheck_at');
  const newest = first('deliveries_untried', `state = 'queued' AND attempts = 0`, 'due_at', 'DESC');
  const oldest = first('deliveries_queued', `state = 'queued' AND last = 0`, 'due_at');
  const lastOnes = first('deliveries_queued', `state = 'queued' AND last = 1`, 'due_at');

  return function chooseDue(options: DueOptions, take: (id: string) => void): DueRow[] {
    const { destination, limit, now, rechecksFirst, newestFirst } = options;
    const busy = [...options.busy];
    const chosen: DueRow[] = [];

    function choose(from: StatementSync, atMost: number): void {
      while (chosen.length < Math.min(limit, atMost)) {
        const row = from.get(destination, now, JSON.stringify(busy));
        if (!row) return;
        const due = row as DueRow;
        take(due.application_id);
        if (due.serial_key !== null) busy.push(due.serial_key);
        chosen.push(due);
      }
    }

    choose(rechecks, rechecksFirst);
    choose(newest, chosen.length + newestFirst);
    for (const rest of [oldest, lastOnes, rechecks]) choose(rest, limit);
    return chosen;
  };
}
