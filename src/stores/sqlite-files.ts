import type { DatabaseSync } from 'node:sqlite';
import type { AdmittedFile, HeldFile } from '../queue/admit-files.ts';
import type { StoredFile } from '../queue/delivery.ts';
import { contentsAtOnce } from '../queue/delivery-store.ts';
import { filePlaces } from './application-seal.ts';
import type { DataKey } from './envelope.ts';

/**
 * The table of files, whose names and contents are sealed under the keys of their applications. Only
 * {@link contentOf} reads contents, which lie behind all else in a row and in pages apart.
 */
export function createFileTable(database: DatabaseSync, dataKeyOf: (applicationId: string) => DataKey) {
  const insert = database.prepare(
    `INSERT INTO files (id, application_id, name, type, size, sha256, received_at, content)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = database.prepare(
    'SELECT id, name, type, size, sha256 FROM files WHERE application_id = ? ORDER BY rowid',
  );
  const selectArrivals = database.prepare(
    'SELECT id, received_at AS receivedAt FROM files WHERE application_id = ? ORDER BY received_at',
  );
  const selectContent = database.prepare(
    'SELECT application_id AS applicationId, content FROM files WHERE id = ? AND content IS NOT NULL',
  );

  const deleteContents = database.prepare(
    `UPDATE files SET content = NULL WHERE rowid IN (
       SELECT rowid FROM files WHERE content IS NOT NULL AND received_at < ? AND NOT EXISTS (
         SELECT 1 FROM deliveries WHERE deliveries.application_id = files.application_id
               AND state <> 'delivered' AND NOT optional)
       ORDER BY received_at LIMIT ${contentsAtOnce})`,
  );

  /** With their sums, which are hashes themselves here. Throws `Unreadable`. */
  function held(applicationId: string): HeldFile[] {
    const rows = select.all(applicationId) as HeldFile[];
    if (rows.length === 0) return [];
    const dataKey = dataKeyOf(applicationId);
    return rows.map((row) => {
      const name = dataKey.openText(Buffer.from(row.name, 'base64'), filePlaces(row.id).name);
      return { ...row, name };
    });
  }

  return {
    held,

    /** The files of an application, in the order received. Throws `Unreadable`. */
    filesOf: (applicationId: string): StoredFile[] =>
      held(applicationId).map(({ id, name, type, size }) => ({ id, name, type, size })),

    /** When the first file came that is not among these; undefined where there is none. Nothing has to be opened. */
    missedSince(applicationId: string, known: readonly StoredFile[]): number | undefined {
      const files = selectArrivals.all(applicationId) as { id: string; receivedAt: number }[];
      return files.find((file) => !known.some(({ id }) => id === file.id))?.receivedAt;
    },

    /** Stores files with an application. Throws `Unreadable`. */
    insert(applicationId: string, files: readonly AdmittedFile[], now: number): void {
      if (files.length === 0) return;
      const dataKey = dataKeyOf(applicationId);
      for (const { id, name, type, size, sha256, content } of files) {
        const places = filePlaces(id);
        const sealedName = Buffer.from(dataKey.seal(name, places.name)).toString('base64');
        const sealed = dataKey.seal(content, places.content);
        insert.run(id, applicationId, sealedName, type, size, sha256, now, sealed);
      }
    },

    /** Throws `Unreadable`. */
    contentOf(fileId: string): Uint8Array | undefined {
      const row = selectContent.get(fileId) as { applicationId: string; content: Uint8Array } | undefined;
      return row && dataKeyOf(row.applicationId).open(row.content, filePlaces(fileId).content);
    },

    /** Deletes some contents of what has been delivered. Returns how many. */
    deleteContents: (receivedBefore: number): number => Number(deleteContents.run(receivedBefore).changes),
  };
}
