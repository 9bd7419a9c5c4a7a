import type { DatabaseSync } from 'node:sqlite';
import type { Submission } from '../model/submission.ts';
import { type Subject, subjectOf } from '../queue/subject.ts';
import { filePlaces } from './application-seal.ts';
import type { DataKey, Envelope } from './envelope.ts';
import type { SearchHash } from './search-hash.ts';
import { createApplicationTable } from './sqlite-applications.ts';
import { vacuum } from './sqlite-purge.ts';
import { inTransaction } from './sqlite-transaction.ts';

/** How far the sealing of old data is, in applications. */
export interface SealingProgress {
  readonly sealed: number;
  readonly total: number;
}

export interface SealClearTextOptions {
  readonly envelope: Envelope;
  readonly hash: SearchHash;
  /** Told after each batch. Default: nobody. */
  readonly onProgress?: ((progress: SealingProgress) => void) | undefined;
}

/** How many applications share a transaction. */
const atOnce = 100;

type ClearRow = { rowid: number; id: string; content: string };

/**
 * Seals what earlier versions have stored in clear text, a few applications at a time, and then has the database written
 * anew, so that no page keeps any of it. Each application is clear or sealed, whatever happens: interrupted, the next
 * start goes on. Where the disk has no room to write the database anew, or somebody reads in it, the next start tries
 * that again; returns false then.
 */
export function sealClearText(database: DatabaseSync, options: SealClearTextOptions): boolean {
  if (!database.prepare(`SELECT 1 FROM unfinished WHERE task = 'seal'`).get()) return true;
  const { envelope, hash, onProgress = () => {} } = options;
  const applications = createApplicationTable(database, envelope, hash);
  const select = database.prepare(
    `SELECT rowid, id, content FROM applications
     WHERE rowid > ? AND data_key IS NULL
     ORDER BY rowid LIMIT ${atOnce}`,
  );
  const update = database.prepare(
    'UPDATE applications SET content = ?, email_hash = ?, phone_hash = ?, data_key = ? WHERE id = ?',
  );
  const selectSerialKeys = database.prepare(
    'SELECT destination, serial_key FROM deliveries WHERE application_id = ? AND serial_key IS NOT NULL',
  );
  const updateSerialKey = database.prepare(
    'UPDATE deliveries SET serial_key = ? WHERE application_id = ? AND destination = ?',
  );
  const selectFiles = database.prepare(
    'SELECT id, name, sha256, content FROM files WHERE application_id = ?',
  );
  const updateFile = database.prepare('UPDATE files SET name = ?, sha256 = ?, content = ? WHERE id = ?');

  function sealApplication({ id, content }: ClearRow): void {
    const sealed = applications.seal(id, content, subjectIn(content));
    const key = applications.keys.insert(id, sealed.wrapped);
    update.run(sealed.content, sealed.emailHash, sealed.phoneHash, key, id);
    for (const row of selectSerialKeys.all(id) as { destination: string; serial_key: string }[]) {
      updateSerialKey.run(hash.serialKey(row.serial_key), id, row.destination);
    }
    sealFiles(id, sealed.dataKey);
  }

  function sealFiles(applicationId: string, dataKey: DataKey): void {
    type FileRow = { id: string; name: string; sha256: string; content: Uint8Array | null };
    for (const { id, name, sha256, content } of selectFiles.all(applicationId) as FileRow[]) {
      const places = filePlaces(id);
      const sealedName = Buffer.from(dataKey.seal(name, places.name)).toString('base64');
      updateFile.run(sealedName, hash.file(sha256), content && dataKey.seal(content, places.content), id);
    }
  }

  const { total } = database.prepare('SELECT count(*) AS total FROM applications').get() as { total: number };
  let { sealed } = database.prepare('SELECT count(*) AS sealed FROM data_keys').get() as { sealed: number };
  let after = -1;
  for (;;) {
    const rows = select.all(after) as ClearRow[];
    if (rows.length === 0) break;
    inTransaction(database, () => rows.forEach(sealApplication));
    after = rows.at(-1)?.rowid ?? after;
    sealed += rows.length;
    onProgress({ sealed, total });
  }
  if (!vacuum(database)) return false;
  database.exec(`DELETE FROM unfinished WHERE task = 'seal'`);
  return true;
}

/** The subject of what was stored; of what somebody has changed by hand, none. */
function subjectIn(content: string): Subject {
  try {
    return subjectOf(JSON.parse(content) as Submission);
  } catch {
    return {};
  }
}
