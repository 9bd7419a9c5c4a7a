import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { silentLog } from '../queue/log.ts';
import { folderKeys, folderKeysName } from '../stores/folder-keys.ts';
import { FolderInUse } from '../stores/folder-lock.ts';
import type { Keyring } from '../stores/keyring.ts';
import { OtherCurrentKey, type Rotation } from '../stores/rotation.ts';
import { openBeside, openDatabase } from '../stores/sqlite-database.ts';
import { rotateKeys } from '../stores/sqlite-rotation.ts';
import { openSealedTables } from '../stores/sqlite-sealed-tables.ts';
import type { CommandOutput } from './check-command.ts';
import { databaseAt } from './database-address.ts';
import { databaseKeys } from './database-keys.ts';
import { exitCodes } from './exit-codes.ts';
import { databaseError, folderError, noDatabaseIn } from './open-store.ts';
import type { DatabaseSettings, Settings } from './settings.ts';
import { SettingsError } from './settings-error.ts';

/** Told how many of how many keys have been looked at. */
type Tell = (done: number, total: number) => void;

/**
 * `applicant-intake keys rotate`: wraps the keys of all applications under the current key, also while a proxy is at work
 * on them. Resolves to the exit code: not 0 where an old key is still needed.
 */
export async function keysRotateCommand(
  { data, database, keys }: Pick<Settings, 'data' | 'database' | 'keys'>,
  { json }: { readonly json: boolean },
  { print, note }: CommandOutput,
): Promise<number> {
  const tell = atMostEachSecond((done, total) => note(`  ${done} of ${total}`));
  const rotation = database
    ? await rotateDatabase(database, keys, tell)
    : await rotateFolder(data, keys, tell);
  if (json) print(JSON.stringify(rotation));
  else for (const line of inWords(rotation, database ? 'the file of keys' : folderKeysName)) print(line);
  return rotation.missing.length === 0 ? exitCodes.ok : exitCodes.refused;
}

/** Loaded only where it is wanted. */
async function rotateDatabase(
  database: DatabaseSettings,
  given: Keyring | undefined,
  onProgress: Tell,
): Promise<Rotation> {
  const keys = databaseKeys(given);
  const { rotatePostgresKeys } = await import('../stores/postgres/postgres-rotation.ts');
  try {
    const { url } = await databaseAt(database);
    return await rotatePostgresKeys({ url, keys, onProgress });
  } catch (cause) {
    if (!(cause instanceof OtherCurrentKey)) throw databaseError(cause);
    throw new SettingsError(
      'INTAKE_KEY: a proxy on the database has another current key; start all of them with the new one first, and the old one after it, and run this again',
      { cause },
    );
  }
}

async function rotateFolder(
  directory: string,
  keys: Keyring | undefined,
  onProgress: Tell,
): Promise<Rotation> {
  if (!existsSync(join(directory, 'intake.db'))) {
    throw new SettingsError(noDatabaseIn(directory));
  }
  let opened: { readonly database: DatabaseSync; close(): void } | undefined;
  try {
    const keyring = keys ?? folderKeys(directory, { mayMake: false });
    opened = open(directory, keyring);
    return await rotateKeys(opened.database, keyring, { onProgress });
  } catch (cause) {
    if (!(cause instanceof OtherCurrentKey)) throw folderError(directory, cause);
    throw new SettingsError(
      `INTAKE_KEY: the proxy that runs on ${resolve(directory)} was started with another current key; start it with the new one first, and the old one after it`,
      { cause },
    );
  } finally {
    opened?.close();
  }
}

/** Alone on the data or, while a proxy has them, beside it. */
function open(directory: string, keys: Keyring): { readonly database: DatabaseSync; close(): void } {
  try {
    const alone = openDatabase(directory);
    try {
      openSealedTables(alone.database, { directory, keys, log: silentLog });
      return alone;
    } catch (error) {
      alone.close();
      throw error;
    }
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    const database = openBeside(directory);
    return { database, close: () => database.close() };
  }
}

function atMostEachSecond(tell: Tell): Tell {
  let toldAt = Date.now();
  return (done, total) => {
    if (Date.now() - toldAt < 1_000) return;
    toldAt = Date.now();
    tell(done, total);
  };
}

function inWords({ keyId, rewrapped, damaged, missing }: Rotation, file: string): string[] {
  const lines = [`${counted(rewrapped)} now under key ${keyId}`];
  if (damaged > 0) lines.push(`${counted(damaged)} lost, since the keys to them are damaged`);
  for (const { keyId: id, applications } of missing) {
    lines.push(
      `${counted(applications)} under key ${id}, which is not at hand; add it to the old keys, and run this again`,
    );
  }
  if (missing.length === 0) {
    lines.push(
      `Older keys are needed no more: take them out of INTAKE_OLD_KEYS or ${file}, but keep them as long as backups from before`,
    );
  }
  return lines;
}

const counted = (n: number) =>
  `${new Intl.NumberFormat('en').format(n)} ${n === 1 ? 'application is' : 'applications are'}`;
