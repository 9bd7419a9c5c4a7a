import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './sqlite-schema.ts';

/**
 * Opens the database of a data folder, which is made when it is not there, and locks the folder for this process.
 * Returns the database and the function that closes it and unlocks the folder.
 */
export function openDatabase(directory: string): { readonly database: DatabaseSync; close(): void } {
  makeFolder(resolve(directory));
  const unlock = lockFolder(directory);
  try {
    const database = new DatabaseSync(join(directory, 'intake.db'));
    database.exec(
      'PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA foreign_keys = on; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -512;',
    );
    migrate(database);
    return {
      database,
      close() {
        database.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Not `mkdir` with `recursive`, which never returns where a parent exists but takes no folder, as in `/proc`. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}
