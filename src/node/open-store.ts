import { resolve } from 'node:path';
import { type DeliveryStore, StoreUnavailable } from '../queue/delivery-store.ts';
import { FolderInUse } from '../stores/folder-lock.ts';
import { NewerSchema } from '../stores/sqlite-schema.ts';
import { createSqliteStore } from '../stores/sqlite-store.ts';
import type { DatabaseSettings, Settings } from './settings.ts';
import { SettingsError } from './settings-error.ts';

/** Opens the store that the settings name. Rejects with {@link SettingsError} when that is not possible. */
export function openStore({ data, database }: Pick<Settings, 'data' | 'database'>): Promise<DeliveryStore> {
  return database ? openDatabase(database) : openFolder(data);
}

/** Loaded only where it is wanted. */
async function openDatabase({ url, ...database }: DatabaseSettings): Promise<DeliveryStore> {
  const { openPostgresStore } = await import('../stores/postgres/postgres-store.ts');
  try {
    return await openPostgresStore({ ...database, url: typeof url === 'string' ? url : await url() });
  } catch (error) {
    throw databaseError(error);
  }
}

async function openFolder(directory: string): Promise<DeliveryStore> {
  try {
    return createSqliteStore({ directory });
  } catch (cause) {
    throw folderError(directory, cause);
  }
}

/** Says what keeps a store that could be opened from being used. */
export function storeError(
  { data, database }: Pick<Settings, 'data' | 'database'>,
  error: unknown,
): SettingsError {
  if (database) return databaseError(error);
  return folderError(data, error instanceof StoreUnavailable ? error.cause : error);
}

function databaseError(error: unknown): SettingsError {
  const cause = error instanceof StoreUnavailable ? (error.cause as NodeJS.ErrnoException) : error;
  // What a server or a driver says of an address quotes it.
  const reason = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
  return new SettingsError(
    `DATABASE_URL: the database cannot be used (${reason}); check the address, the rights of its user, and that the server runs`,
    { cause },
  );
}

/** Says what keeps the data folder from being used, and what to do about it. */
export function folderError(directory: string, cause: unknown): SettingsError {
  const folder = resolve(directory);
  if (cause instanceof FolderInUse) {
    return new SettingsError(
      `INTAKE_DATA: ${folder} is used by another applicant-intake process; stop that one, or set INTAKE_DATA to another folder`,
      { cause },
    );
  }
  if (cause instanceof NewerSchema) {
    return new SettingsError(
      `INTAKE_DATA: ${folder} was written by a newer applicant-intake (schema ${cause.found}, this one knows ${cause.known}); start that version, or put a backup in place that this one can read`,
      { cause },
    );
  }
  const reason = (cause as { errstr?: string; code?: string }).errstr ?? (cause as Error).message;
  return new SettingsError(
    `INTAKE_DATA: ${folder} cannot be used for data (${reason}); check its permissions and the disk, or set INTAKE_DATA to another folder`,
    { cause },
  );
}
