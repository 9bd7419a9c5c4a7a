import { resolve } from 'node:path';
import type { DeliveryOperations } from '../queue/delivery-operations.ts';
import { StoreUnavailable } from '../queue/delivery-store.ts';
import { Unreadable } from '../queue/unreadable.ts';
import { KeysUnusable } from '../stores/keys-unusable.ts';
import { OlderSchema } from '../stores/other-schema.ts';
import { openSqliteOperations } from '../stores/sqlite-operations.ts';
import { NoDatabase } from '../stores/sqlite-up-to-date.ts';
import { databaseAt } from './database-address.ts';
import { databaseKeys } from './database-keys.ts';
import { noDatabaseIn, storeError } from './open-store.ts';
import type { DatabaseSettings, Settings } from './settings.ts';
import { SettingsError } from './settings-error.ts';

type Place = Pick<Settings, 'data' | 'database' | 'keys'>;

/**
 * Opens what operators do with the deliveries of the store that the settings name, whether a proxy runs or not. Rejects
 * with {@link SettingsError} when that is not possible.
 */
async function openOperations(place: Place): Promise<DeliveryOperations> {
  const { data, database, keys } = place;
  try {
    return database ? await openOnDatabase(database, keys) : openSqliteOperations({ directory: data, keys });
  } catch (cause) {
    throw notOpened(place, cause);
  }
}

/** Loaded only where it is wanted. */
async function openOnDatabase(
  database: DatabaseSettings,
  keys: Settings['keys'],
): Promise<DeliveryOperations> {
  const { openPostgresOperations } = await import('../stores/postgres/postgres-operations.ts');
  const { url, backend } = await databaseAt(database);
  return openPostgresOperations({ url, backend, keys: () => databaseKeys(keys) });
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
    if (error instanceof Unreadable) throw unreadable(place, error);
    if ([StoreUnavailable, KeysUnusable, OlderSchema].some((kind) => error instanceof kind)) {
      throw storeError(place, error);
    }
    throw error;
  } finally {
    await operations.close();
  }
}

function unreadable(place: Place, cause: Unreadable): SettingsError {
  if (cause.kind === 'unknown-key') {
    return storeError(place, new KeysUnusable('missing', cause.keyId, cause));
  }
  const where = place.database ? 'DATABASE_URL: the database' : `INTAKE_DATA: ${resolve(place.data)}`;
  return new SettingsError(
    `${where} holds an application that is damaged, so that nobody can read it; look for it in a backup`,
    { cause },
  );
}

function notOpened(place: Place, cause: unknown): SettingsError {
  if (!(cause instanceof NoDatabase)) return storeError(place, cause);
  return new SettingsError(noDatabaseIn(place.data), { cause });
}
