import { resolve } from 'node:path';
import type { DeliveryStore } from '../queue/delivery-store.ts';
import { FolderInUse } from '../stores/folder-lock.ts';
import { createSqliteStore } from '../stores/sqlite-store.ts';
import { SettingsError } from './settings-error.ts';

/** Opens the store in the data folder. Throws {@link SettingsError} when that is not possible. */
export function openStore(directory: string): DeliveryStore {
  try {
    return createSqliteStore({ directory });
  } catch (cause) {
    const folder = resolve(directory);
    if (cause instanceof FolderInUse) {
      throw new SettingsError(
        `INTAKE_DATA: ${folder} is used by another applicant-intake process; stop that one, or set INTAKE_DATA to another folder`,
        { cause },
      );
    }
    const reason = (cause as { errstr?: string; code?: string }).errstr ?? (cause as Error).message;
    throw new SettingsError(
      `INTAKE_DATA: ${folder} cannot be used for data (${reason}); check its permissions and the disk, or set INTAKE_DATA to another folder`,
      { cause },
    );
  }
}
