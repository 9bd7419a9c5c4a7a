import type { Submission } from '../../model/submission.ts';
import { createApplicationSeal, type SealedApplication, submissionFrom } from '../application-seal.ts';
import type { Envelope } from '../envelope.ts';
import type { SearchHash } from '../search-hash.ts';
import type { Sql } from './postgres-database.ts';

/** An application as the table has it, with its key. */
export type ApplicationRow = {
  id: string;
  reference: string;
  received_at: number;
  /** Sealed; null once it has been erased. */
  content: Uint8Array | null;
  review: string | null;
  erased_at: number | null;
  has_files: boolean;
  key_id: string;
  wrapped_key: Uint8Array;
};

/** What is stored of an application as it is. */
export interface NewApplication {
  readonly id: string;
  readonly reference: string;
  readonly receivedAt: number;
  /** In JSON. */
  readonly review: string | null;
}

/** The columns of a wrapped key; where the row is gone, they name a key that nobody has. */
export const keyColumns = `coalesce(key_id, '-') AS key_id, coalesce(wrapped_key, '') AS wrapped_key`;

/** The table of applications, whose contents are sealed on their way in and opened on their way out. */
export function createApplications(envelope: Envelope, hash: SearchHash) {
  const seal = createApplicationSeal(envelope, hash);

  /** The content of an application, to the letter as it was sealed. Throws `Unreadable`. */
  const contentOf = ({ id, content, key_id: keyId, wrapped_key: wrappedKey }: ApplicationRow): string =>
    seal.open(id, { keyId, wrappedKey }, content ?? new Uint8Array());

  return {
    /** Seals the content of an application. Outside of a transaction: it takes its time. */
    seal: seal.seal,
    contentOf,

    /** False, and nothing is stored, when its id or its reference is there already. */
    async insert(
      sql: Sql,
      { id, reference, receivedAt, review }: NewApplication,
      { wrapped, content, emailHash, phoneHash }: SealedApplication,
    ): Promise<boolean> {
      const added = await sql.run(
        `WITH added AS (
           INSERT INTO applications (id, reference, received_at, content, review, email_hash, phone_hash)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id)
         INSERT INTO data_keys (application_id, key_id, wrapped_key) SELECT id, $8, $9 FROM added`,
        [id, reference, receivedAt, content, review, emailHash, phoneHash, wrapped.keyId, wrapped.wrappedKey],
      );
      return added === 1;
    },

    async find(sql: Pick<Sql, 'rows'>, id: string): Promise<ApplicationRow | undefined> {
      const [row] = await sql.rows<ApplicationRow>(
        `SELECT id, reference, received_at, content, review, erased_at, ${keyColumns},
           EXISTS (SELECT 1 FROM files WHERE files.application_id = applications.id) AS has_files
         FROM applications LEFT JOIN data_keys ON application_id = id WHERE id = $1`,
        [id],
      );
      return row;
    },

    /** Throws `Unreadable`. */
    submissionIn: (row: ApplicationRow): Submission => submissionFrom(contentOf(row), row.review),
  };
}
