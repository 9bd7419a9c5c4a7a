import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { latestSchema, schemaVersion } from './sqlite-schema.ts';

/** There is no database in the data folder. */
export class NoDatabase extends Error {
  override readonly name = 'NoDatabase';
}

/** The data are not up to date: an older program has written them, and no proxy of this version has been through them. */
export class OlderSchema extends Error {
  override readonly name = 'OlderSchema';
}

/**
 * Opens the database of a data folder beside the process that has the folder, if one has: without its lock, and without
 * changing the schema. Throws {@link NoDatabase}, {@link OlderSchema}, `NewerSchema`, or SQLite's own error.
 */
export function openShared(directory: string): DatabaseSync {
  const file = join(directory, 'intake.db');
  if (!existsSync(file)) throw new NoDatabase(`There is no ${file}`);
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 5000; PRAGMA synchronous = full; PRAGMA foreign_keys = on');
    const found = schemaVersion(database);
    if (found < latestSchema)
      throw new OlderSchema(`Schema ${found}, and this program needs ${latestSchema}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
