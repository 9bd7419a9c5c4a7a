import { closeSync, existsSync, fchmodSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockFolder } from './folder-lock.ts';
import { purgingPragmas } from './sqlite-purge.ts';
import { migrate, schemaVersion } from './sqlite-schema.ts';

/**
 * What a commit of many applications takes. Its pages stay in memory until it is written, 4 MB of them: what is spilt
 * is read and written several times over. The log grows to 16 MB before its pages go to the database, since most are
 * changed again soon.
 */
const commitPragmas =
  'PRAGMA cache_size = -1024; PRAGMA cache_spill = 1000; PRAGMA wal_autocheckpoint = 4000;';

/**
 * Opens the database of a data folder, which is made when it is not there, and locks the folder for this process.
 * Returns the database and the function that closes it and unlocks the folder.
 */
export function openDatabase(directory: string): { readonly database: DatabaseSync; close(): void } {
  makeFolder(resolve(directory));
  const unlock = lockFolder(directory);
  let database: DatabaseSync | undefined;
  try {
    const file = join(directory, 'intake.db');
    keepToOwner(file);
    database = new DatabaseSync(file);
    database.exec(
      `${purgingPragmas} PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA foreign_keys = on; PRAGMA busy_timeout = 5000; ${commitPragmas}`,
    );
    migrate(database);
  } catch (error) {
    database?.close();
    unlock();
    throw error;
  }
  const opened = database;
  return {
    database: opened,
    close() {
      opened.close();
      unlock();
    },
  };
}

/**
 * Opens the database of a data folder beside the process that has the folder: without its lock, and without changing the
 * schema.
 */
export function openBeside(directory: string): DatabaseSync {
  const database = new DatabaseSync(join(directory, 'intake.db'));
  try {
    database.exec('PRAGMA secure_delete = on; PRAGMA synchronous = full; PRAGMA busy_timeout = 5000');
    schemaVersion(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Makes a file that only its owner may read, or makes one that is there already such a file: the folder may be open to
 * others. SQLite gives its log and its index the same mode.
 */
function keepToOwner(file: string): void {
  const handle = openSync(file, 'a', 0o600);
  try {
    fchmodSync(handle, 0o600);
  } catch {
    // Somebody else's file, or a file system that knows no modes: no reason not to work.
  } finally {
    closeSync(handle);
  }
}

/** Not `mkdir` with `recursive`, which never returns where a parent exists but takes no folder, as in `/proc`. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}
