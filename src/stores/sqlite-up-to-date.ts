import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { OlderSchema } from './other-schema.ts';
import { openBeside } from './sqlite-database.ts';
import { latestSchema, schemaVersion } from './sqlite-schema.ts';

/** There is no database in the data folder. */
export class NoDatabase extends Error {
  override readonly name = 'NoDatabase';
}

/**
 * Opens the database of a data folder beside the process that has the folder, if one has. Makes and changes nothing.
 * Throws {@link NoDatabase}, {@link OlderSchema}, `NewerSchema`, or SQLite's own error.
 */
export function openUpToDate(directory: string): DatabaseSync {
  const file = join(directory, 'intake.db');
  if (!existsSync(file)) throw new NoDatabase(`There is no ${file}`);
  const database = openBeside(directory);
  try {
    const found = schemaVersion(database);
    if (found < latestSchema)
      throw new OlderSchema(`Schema ${found}, and this program needs ${latestSchema}`);
    if (database.prepare('SELECT 1 FROM unfinished').get())
      throw new OlderSchema('A migration has not ended');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
