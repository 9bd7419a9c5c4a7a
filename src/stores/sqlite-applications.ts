import type { DatabaseSync } from 'node:sqlite';
import type { Submission } from '../model/submission.ts';
import type { Subject } from '../queue/subject.ts';
import {
  createApplicationSeal,
  type SealedApplication as Sealed,
  submissionFrom,
} from './application-seal.ts';
import type { DataKey, Envelope, WrappedKey } from './envelope.ts';
import type { SearchHash } from './search-hash.ts';
import { createDataKeyTable } from './sqlite-data-keys.ts';

/** An application as the table has it, with its key. */
export type ApplicationRow = {
  id: string;
  reference: string;
  received_at: number;
  /** Sealed, in base64: the column has been text since the first version. Empty once it has been erased. */
  content: string;
  review: string | null;
  erased_at: number | null;
  key_id: string;
  wrapped_key: Uint8Array;
};

/** What is stored of an application's content, which is in base64, and the key for whatever else belongs to it. */
export type SealedApplication = Omit<Sealed, 'content'> & { readonly content: string };

/** What is stored of an application as it is. */
export interface NewApplication {
  readonly id: string;
  readonly reference: string;
  readonly receivedAt: number;
  /** In JSON. */
  readonly review: string | null;
}

/** The table of applications, whose contents are sealed on their way in and opened on their way out. */
export function createApplicationTable(database: DatabaseSync, envelope: Envelope, hash: SearchHash) {
  const keys = createDataKeyTable(database);
  const seal = createApplicationSeal(envelope, hash);
  const insert = database.prepare(
    `INSERT INTO applications (id, reference, received_at, content, review, email_hash, phone_hash, data_key)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = database.prepare(
    `SELECT applications.id, reference, received_at, content, review, erased_at, key_id, wrapped_key
     FROM applications JOIN data_keys ON data_keys.id = data_key WHERE applications.id = ?`,
  );
  const selectKey = database.prepare(
    `SELECT key_id AS keyId, wrapped_key AS wrappedKey FROM data_keys
     WHERE id = (SELECT data_key FROM applications WHERE id = ?)`,
  );
  const selectReference = database.prepare('SELECT 1 FROM applications WHERE reference = ?');

  /** The content of an application, to the letter as it was sealed. Throws `Unreadable`. */
  function contentOf({ id, content, key_id: keyId, wrapped_key: wrappedKey }: ApplicationRow): string {
    return seal.open(id, { keyId, wrappedKey }, Buffer.from(content, 'base64'));
  }

  return {
    keys,
    contentOf,

    /** Seals the content of an application. Outside of a transaction, where that is possible: it takes its time. */
    seal(id: string, content: string, subject?: Subject): SealedApplication {
      const sealed = seal.seal(id, content, subject);
      return { ...sealed, content: Buffer.from(sealed.content).toString('base64') };
    },

    insert({ id, reference, receivedAt, review }: NewApplication, sealed: SealedApplication): void {
      const { wrapped, content, emailHash, phoneHash } = sealed;
      const key = keys.insert(id, wrapped);
      insert.run(id, reference, receivedAt, content, review, emailHash, phoneHash, key);
    },

    find: (id: string): ApplicationRow | undefined => select.get(id) as ApplicationRow | undefined,

    isReferenceTaken: (reference: string): boolean => selectReference.get(reference) !== undefined,

    /** Throws `Unreadable`. */
    submissionIn: (row: ApplicationRow): Submission => submissionFrom(contentOf(row), row.review),

    /** The key of an application that is there. Throws `Unreadable`. */
    dataKeyOf: (id: string): DataKey => envelope.openKey(id, selectKey.get(id) as unknown as WrappedKey),
  };
}

export type ApplicationTable = ReturnType<typeof createApplicationTable>;
