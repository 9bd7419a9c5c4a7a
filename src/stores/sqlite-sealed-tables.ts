import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../queue/log.ts';
import { createEnvelope } from './envelope.ts';
import { folderKeys } from './folder-keys.ts';
import type { Keyring } from './keyring.ts';
import { createSearchHash, type SearchHash } from './search-hash.ts';
import { type ApplicationTable, createApplicationTable } from './sqlite-applications.ts';
import { type SealingProgress, sealClearText } from './sqlite-clear-text.ts';
import { isSealed, openIndexKey } from './sqlite-index-key.ts';

export interface SealedTablesOptions {
  readonly directory: string;
  readonly keys?: Keyring | undefined;
  readonly onKeyMade?: (file: string) => void;
  readonly log: Log;
}

/** How often the log tells how far the sealing of old data is, in milliseconds. */
const tellEveryMs = 5_000;

/**
 * Opens what is sealed of a database: finds the keys, sees whether they are the right ones, and seals what an earlier
 * version has left in clear text. Throws `KeysUnusable` when the keys do not open what is stored.
 */
export function openSealedTables(
  database: DatabaseSync,
  { directory, keys, onKeyMade, log }: SealedTablesOptions,
): { readonly applications: ApplicationTable; readonly hash: SearchHash } {
  const keyring = keys ?? folderKeys(directory, { mayMake: !isSealed(database), onMade: onKeyMade });
  const envelope = createEnvelope(keyring);
  const hash = createSearchHash(openIndexKey(database, envelope));
  if (!sealClearText(database, { envelope, hash, onProgress: progressIn(log) })) {
    log.error(
      {},
      'the disk is full, or somebody reads the database; what was in clear text may be left in it until the next start',
    );
  }
  const applications = createApplicationTable(database, envelope, hash);
  const missing = applications.keys.masterKeyIds().filter((id) => !keyring.byId.has(id));
  if (missing.length > 0) {
    log.error({ keys: missing }, 'keys are missing under which applications are sealed');
  }
  return { applications, hash };
}

function progressIn(log: Log): (progress: SealingProgress) => void {
  let toldAt = Date.now();
  return ({ sealed, total }) => {
    if (sealed < total && Date.now() - toldAt < tellEveryMs) return;
    toldAt = Date.now();
    log.info({ sealed, total }, 'applications in clear text are being sealed');
  };
}
