import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';

/** How many free pages go back to the file system at a time: a few milliseconds' work. */
const pagesAtOnce = 500;

/** How long readers of an older state are waited for, in milliseconds. */
const patienceMs = 50;

/**
 * Has SQLite write nothing over what is deleted, and lets pages that have become free go back to the file system a few at
 * a time. The second holds for a database that is still empty, or once it has been written anew.
 */
export const purgingPragmas = 'PRAGMA secure_delete = on; PRAGMA auto_vacuum = incremental;';

/**
 * Takes what has been deleted out of the files, too: gives free pages back, and empties the log, which still has what
 * stood in pages before. To be called outside of a transaction. While somebody reads in an older state of the database,
 * the log is left for the next time; resolves to false then.
 */
export async function purge(database: DatabaseSync): Promise<boolean> {
  for (let before = Number.POSITIVE_INFINITY, free = freePages(database); free > 0 && free < before; ) {
    database.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`);
    // Others have their turn in between.
    await new Promise((resolve) => setImmediate(resolve));
    [before, free] = [free, freePages(database)];
  }
  return emptyLog(database);
}

/** The same for whoever will not come back later: readers that are done within a minute and a half are waited for. */
export async function purgeNow(database: DatabaseSync): Promise<void> {
  for (let tries = 0; tries < 200 && !(await purge(database)); tries += 1) await wait(450);
}

/**
 * Writes the database anew, without free pages or anything that was left in the free space of others. Returns false where
 * the disk has no room for that, and nothing has changed then, or where somebody reads in an older state, which the log
 * still has.
 */
export function vacuum(database: DatabaseSync): boolean {
  try {
    database.exec('VACUUM');
  } catch (error) {
    if (!isFull(error)) throw error;
    return false;
  }
  return emptyLog(database);
}

const freePages = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA freelist_count').get()?.freelist_count ?? 0);

/**
 * While it waits for readers nobody can write, in any process (sqlite.org, "Checkpoint a database"), and one who makes a
 * backup reads for minutes: so it does not wait for long.
 */
function emptyLog(database: DatabaseSync): boolean {
  const patience = Number(database.prepare('PRAGMA busy_timeout').get()?.timeout);
  database.exec(`PRAGMA busy_timeout = ${patienceMs}`);
  try {
    return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${patience}`);
  }
}

/** SQLite's result code `SQLITE_FULL` (sqlite.org, "Result and Error Codes"). */
const isFull = (error: unknown) => ((error as { errcode?: number }).errcode ?? 0) % 256 === 13;
