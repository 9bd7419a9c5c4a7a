import { resolve } from 'node:path';
import type { DeliveryOperations } from '../queue/delivery-operations.ts';
import { StoreUnavailable } from '../queue/delivery-store.ts';
import { Unreadable } from '../queue/unreadable.ts';
import { KeysUnusable } from '../stores/keys-unusable.ts';
import { OlderSchema } from '../stores/other-schema.ts';
import { openSqliteOperations } from '../stores/sqlite-operations.ts';
import { NoDatabase } from '../stores/sqlite-up-to-date.ts';
import { folderError, storeError } from './open-store.ts';
import type { Settings } from './settings.ts';
import { SettingsError } from './settings-error.ts';

type Place = Pick<Settings, 'data' | 'database' | 'keys'>;

/**
 * Opens what operators do with the deliveries of the store that the settings name, whether a proxy runs or not. Rejects
 * with {@link SettingsError} when that is not possible.
 */
async function openOperations({ data, database, keys }: Place): Promise<DeliveryOperations> {
  if (database) {
    throw new SettingsError('DATABASE_URL: the deliveries of a database cannot be looked at in this way');
  }
  try {
    return openSqliteOperations({ directory: data, keys });
  } catch (cause) {
    throw notOpened(data, cause);
  }
}

/** Opens the operations, has them used, and closes them; what makes the store unavailable meanwhile is explained. */
export async function withOperations<T>(
  place: Place,
  work: (operations: DeliveryOperations) => Promise<T>,
): Promise<T> {
  const operations = await openOperations(place);
  try {
    return await work(operations);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw storeError(place, error);
    if (error instanceof KeysUnusable) throw folderError(place.data, error);
    if (error instanceof Unreadable) throw unreadable(place.data, error);
    throw error;
  } finally {
    await operations.close();
  }
}

function unreadable(directory: string, cause: Unreadable): SettingsError {
  if (cause.kind === 'unknown-key') {
    return folderError(directory, new KeysUnusable('missing', cause.keyId, cause));
  }
  return new SettingsError(
    `INTAKE_DATA: ${resolve(directory)} holds an application that is damaged, so that nobody can read it; look for it in a backup`,
    { cause },
  );
}

function notOpened(directory: string, cause: unknown): SettingsError {
  const folder = resolve(directory);
  if (cause instanceof NoDatabase) {
    return new SettingsError(
      `INTAKE_DATA: ${folder} holds no intake.db; set INTAKE_DATA, or data in the file for --config, as for the proxy`,
      { cause },
    );
  }
  if (cause instanceof OlderSchema) {
    return new SettingsError(
      `INTAKE_DATA: ${folder} was written by an older applicant-intake; start the proxy of this version on it once`,
      { cause },
    );
  }
  return folderError(directory, cause);
}
