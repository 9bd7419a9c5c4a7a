import type { AdmittedFile, HeldFile } from '../../queue/admit-files.ts';
import type { StoredFile } from '../../queue/delivery.ts';
import { contentsAtOnce } from '../../queue/delivery-store.ts';
import type { Sql } from './postgres-database.ts';

type Reader = Pick<Sql, 'rows'>;

/** The files of an application and their sums, in the order received. */
export const heldFiles = (sql: Reader, applicationId: string): Promise<HeldFile[]> =>
  sql.rows<HeldFile>(
    'SELECT id, name, type, size, sha256 FROM files WHERE application_id = $1 ORDER BY position',
    [applicationId],
  );

/** The files of an application, in the order received. */
export async function filesOf(sql: Reader, applicationId: string): Promise<StoredFile[]> {
  return (await heldFiles(sql, applicationId)).map(({ id, name, type, size }) => ({ id, name, type, size }));
}

/** Stores a file with an application. */
export async function insertFile(
  sql: Sql,
  applicationId: string,
  { id, name, type, size, sha256, content }: AdmittedFile,
  now: number,
): Promise<void> {
  await sql.run(
    `INSERT INTO files (id, application_id, name, type, size, sha256, received_at, content)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, applicationId, name, type, size, sha256, now, Buffer.from(content)],
  );
}

/** The content of a file, or undefined when there is none with this id or its content has been deleted. */
export async function contentOf(sql: Reader, fileId: string): Promise<Uint8Array | undefined> {
  const [row] = await sql.rows<{ content: Uint8Array | null }>('SELECT content FROM files WHERE id = $1', [
    fileId,
  ]);
  return row?.content ? new Uint8Array(row.content) : undefined;
}

/** Deletes some contents of what has been delivered, oldest first. Resolves to how many. */
export const deleteContents = (sql: Sql, receivedBefore: number): Promise<number> =>
  sql.run(
    `UPDATE files SET content = NULL WHERE id IN (
       SELECT id FROM files WHERE content IS NOT NULL AND received_at < $1 AND NOT EXISTS (
         SELECT 1 FROM deliveries WHERE deliveries.application_id = files.application_id AND state <> 'delivered')
       ORDER BY received_at LIMIT ${contentsAtOnce})`,
    [receivedBefore],
  );
