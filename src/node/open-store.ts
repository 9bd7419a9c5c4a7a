import { resolve } from 'node:path';
import { type DeliveryStore, StoreUnavailable } from '../queue/delivery-store.ts';
import type { Erasure } from '../queue/erasure.ts';
import type { Log } from '../queue/log.ts';
import { folderKeysName } from '../stores/folder-keys.ts';
import { FolderInUse } from '../stores/folder-lock.ts';
import type { Keyring } from '../stores/keyring.ts';
import { KeysUnusable } from '../stores/keys-unusable.ts';
import { NewerSchema, OlderSchema } from '../stores/other-schema.ts';
import { createSqliteStore, type SqliteStoreOptions } from '../stores/sqlite-store.ts';
import { databaseAt } from './database-address.ts';
import { databaseKeys } from './database-keys.ts';
import type { DatabaseSettings, Settings } from './settings.ts';
import { SettingsError } from './settings-error.ts';

export interface OpenStoreOptions {
  readonly log: Log;
  /** Told of the file when the data folder has been given a key of its own. */
  readonly onKeyMade: (file: string) => void;
}

/** Opens the store that the settings name. Rejects with {@link SettingsError} when that is not possible. */
export async function openStore(
  { data, database, keys }: Pick<Settings, 'data' | 'database' | 'keys'>,
  options: OpenStoreOptions,
): Promise<DeliveryStore & Partial<Erasure>> {
  return database
    ? openDatabase(database, databaseKeys(keys), options.log)
    : openFolder({ directory: data, keys, ...options });
}

/** Loaded only where it is wanted. */
async function openDatabase(database: DatabaseSettings, keys: Keyring, log: Log): Promise<DeliveryStore> {
  const { openPostgresStore } = await import('../stores/postgres/postgres-store.ts');
  try {
    return await openPostgresStore({ ...(await databaseAt(database)), keys, log });
  } catch (error) {
    throw databaseError(error);
  }
}

async function openFolder(options: SqliteStoreOptions): Promise<DeliveryStore & Erasure> {
  try {
    return createSqliteStore(options);
  } catch (cause) {
    throw folderError(options.directory, cause);
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

/** Says that a data folder is none that a proxy has used, for commands that look into one. */
export const noDatabaseIn = (directory: string): string =>
  `INTAKE_DATA: ${resolve(directory)} holds no intake.db; set INTAKE_DATA, or data in the file for --config, as for the proxy`;

/** Says what keeps the database from being used, and what to do about it. */
export function databaseError(error: unknown): SettingsError {
  if (error instanceof KeysUnusable) {
    return new SettingsError(missingKey('the database', error.keyId), { cause: error });
  }
  if (error instanceof NewerSchema) {
    return new SettingsError(
      `DATABASE_URL: the database was written by a newer applicant-intake (schema ${error.found}, this one knows ${error.known}); start that version, or restore a backup that this one can read`,
      { cause: error },
    );
  }
  if (error instanceof OlderSchema) {
    return new SettingsError(
      'DATABASE_URL: no applicant-intake of this version has prepared the database yet; start the proxy of this version on it once',
      { cause: error },
    );
  }
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
  if (cause instanceof OlderSchema) {
    return new SettingsError(
      `INTAKE_DATA: ${folder} was written by an older applicant-intake; start the proxy of this version on it once`,
      { cause },
    );
  }
  if (cause instanceof KeysUnusable) return new SettingsError(keysComplaint(folder, cause), { cause });
  const reason = (cause as { errstr?: string; code?: string }).errstr ?? (cause as Error).message;
  return new SettingsError(
    `INTAKE_DATA: ${folder} cannot be used for data (${reason}); check its permissions and the disk, or set INTAKE_DATA to another folder`,
    { cause },
  );
}

function keysComplaint(folder: string, { kind, keyId }: KeysUnusable): string {
  if (kind === 'malformed') {
    return `INTAKE_DATA: ${folder}/${folderKeysName} must hold keys of 32 bytes each, in hexadecimal or base64, one a line; put a copy of that file back`;
  }
  return keyId === undefined
    ? `INTAKE_KEY: ${folder} holds sealed applications and no ${folderKeysName}; put a copy of that file back, or set INTAKE_KEY or INTAKE_KEY_FILE to the key`
    : missingKey(folder, keyId);
}

const missingKey = (place: string, keyId: string | undefined) =>
  `INTAKE_KEY: ${place} holds applications sealed under key ${keyId}, which is not among the keys at hand; add it to INTAKE_OLD_KEYS, or as a further line to the file of keys`;
