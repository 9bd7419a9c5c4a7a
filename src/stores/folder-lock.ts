import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process uses the data folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/**
 * Locks a folder for this process, or throws {@link FolderInUse}. The lock is an exclusive transaction on an empty
 * database beside the data: the operating system drops it with the process, however that ends, so there is no stale
 * lock file to clear away. Returns the function that unlocks.
 */
export function lockFolder(directory: string): () => void {
  const lock = new DatabaseSync(join(directory, 'lock.db'));
  try {
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = delete; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (/database is locked/.test(String(cause))) {
      throw new FolderInUse(`Another applicant-intake process uses ${directory}`, { cause });
    }
    throw cause;
  }
  return () => lock.close();
}
