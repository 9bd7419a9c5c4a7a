import type { DatabaseSync } from 'node:sqlite';
import type { AdmittedFile, HeldFile } from '../queue/admit-files.ts';
import type { StoredFile } from '../queue/delivery.ts';
import { contentsAtOnce } from '../queue/delivery-store.ts';

/** The table of files. Only {@link contentOf} reads contents, which lie behind all else in a row and in pages apart. */
export function createFileTable(database: DatabaseSync) {
  const insert = database.prepare(
    `INSERT INTO files (id, application_id, name, type, size, sha256, received_at, content)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = database.prepare(
    'SELECT id, name, type, size, sha256 FROM files WHERE application_id = ? ORDER BY rowid',
  );
  const selectContent = database.prepare('SELECT content FROM files WHERE id = ?');

  const deleteContents = database.prepare(
    `UPDATE files SET content = NULL WHERE rowid IN (
       SELECT rowid FROM files WHERE content IS NOT NULL AND received_at < ? AND NOT EXISTS (
         SELECT 1 FROM deliveries WHERE deliveries.application_id = files.application_id AND state <> 'delivered')
       ORDER BY received_at LIMIT ${contentsAtOnce})`,
  );

  const held = (applicationId: string) => select.all(applicationId) as HeldFile[];

  return {
    held,

    /** The files of an application, in the order received. */
    filesOf: (applicationId: string): StoredFile[] =>
      held(applicationId).map(({ id, name, type, size }) => ({ id, name, type, size })),

    insert(
      applicationId: string,
      { id, name, type, size, sha256, content }: AdmittedFile,
      now: number,
    ): void {
      insert.run(id, applicationId, name, type, size, sha256, now, content);
    },

    contentOf(fileId: string): Uint8Array | undefined {
      return (selectContent.get(fileId) as { content: Uint8Array | null } | undefined)?.content ?? undefined;
    },

    /** Deletes some contents of what has been delivered. Returns how many. */
    deleteContents: (receivedBefore: number): number => Number(deleteContents.run(receivedBefore).changes),
  };
}
