import type { AdmittedFile, HeldFile } from '../../queue/admit-files.ts';
import type { StoredFile } from '../../queue/delivery.ts';
import { contentsAtOnce } from '../../queue/delivery-store.ts';
import { filePlaces } from '../application-seal.ts';
import type { DataKey, Envelope } from '../envelope.ts';
import { keyColumns } from './postgres-applications.ts';
import type { Sql } from './postgres-database.ts';

type Reader = Pick<Sql, 'rows'>;

type KeyRow = { key_id: string; wrapped_key: Uint8Array };

/** The table of files, whose names and contents are sealed under the keys of their applications. */
export function createFiles(envelope: Envelope) {
  const openKey = (applicationId: string, { key_id: keyId, wrapped_key: wrappedKey }: KeyRow): DataKey =>
    envelope.openKey(applicationId, { keyId, wrappedKey });

  /** With their sums, which are hashes themselves here. Rejects with `Unreadable`. */
  async function held(sql: Reader, applicationId: string): Promise<HeldFile[]> {
    const rows = await sql.rows<Omit<HeldFile, 'name'> & KeyRow & { name: Uint8Array }>(
      `SELECT id, name, type, size, sha256, ${keyColumns} FROM files LEFT JOIN data_keys USING (application_id)
       WHERE application_id = $1 ORDER BY position`,
      [applicationId],
    );
    const [first] = rows;
    if (!first) return [];
    const dataKey = openKey(applicationId, first);
    return rows.map(({ id, name, type, size, sha256 }) => {
      return { id, name: dataKey.openText(name, filePlaces(id).name), type, size, sha256 };
    });
  }

  return {
    held,

    /** The files of an application, in the order received. Rejects with `Unreadable`. */
    async filesOf(sql: Reader, applicationId: string): Promise<StoredFile[]> {
      return (await held(sql, applicationId)).map(({ id, name, type, size }) => ({ id, name, type, size }));
    },

    /** When the first file came that is not among these; undefined where there is none. Nothing has to be opened. */
    async missedSince(
      sql: Reader,
      applicationId: string,
      known: readonly StoredFile[],
    ): Promise<number | undefined> {
      const [file] = await sql.rows<{ received_at: number }>(
        `SELECT received_at FROM files WHERE application_id = $1 AND id <> ALL($2) ORDER BY received_at LIMIT 1`,
        [applicationId, known.map(({ id }) => id)],
      );
      return file?.received_at;
    },

    /** Stores files with an application. Rejects with `Unreadable`. */
    async insert(
      sql: Sql,
      applicationId: string,
      files: readonly AdmittedFile[],
      now: number,
    ): Promise<void> {
      if (files.length === 0) return;
      const [row = { key_id: '-', wrapped_key: new Uint8Array() }] = await sql.rows<KeyRow>(
        'SELECT key_id, wrapped_key FROM data_keys WHERE application_id = $1',
        [applicationId],
      );
      const dataKey = openKey(applicationId, row);
      for (const { id, name, type, size, sha256, content } of files) {
        const places = filePlaces(id);
        await sql.run(
          `INSERT INTO files (id, application_id, name, type, size, sha256, received_at, content)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [
            ...[id, applicationId, dataKey.seal(name, places.name), type, size, sha256, now],
            dataKey.seal(content, places.content),
          ],
        );
      }
    },

    /**
     * The content of a file, or undefined when there is none with this id or its content has been deleted. Rejects with
     * `Unreadable`.
     */
    async contentOf(sql: Reader, fileId: string): Promise<Uint8Array | undefined> {
      const [row] = await sql.rows<KeyRow & { application_id: string; content: Uint8Array | null }>(
        `SELECT application_id, content, ${keyColumns} FROM files LEFT JOIN data_keys USING (application_id)
         WHERE id = $1`,
        [fileId],
      );
      if (!row?.content) return undefined;
      return openKey(row.application_id, row).open(row.content, filePlaces(fileId).content);
    },

    /** Deletes some contents of what has been delivered, oldest first. Resolves to how many. */
    deleteContents: (sql: Sql, receivedBefore: number): Promise<number> =>
      sql.run(
        `UPDATE files SET content = NULL WHERE id IN (
           SELECT id FROM files WHERE content IS NOT NULL AND received_at < $1 AND NOT EXISTS (
             SELECT 1 FROM deliveries WHERE deliveries.application_id = files.application_id
               AND state <> 'delivered' AND NOT optional)
           ORDER BY received_at LIMIT ${contentsAtOnce})`,
        [receivedBefore],
      ),
  };
}
