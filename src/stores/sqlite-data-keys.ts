import type { DatabaseSync } from 'node:sqlite';
import { type WrappedKey, wrappedKeyBytes } from './envelope.ts';

/** What stands in place of a key's id once the key has been destroyed: as long as one, since the row must not shrink. */
const destroyedKeyId = '-'.repeat(16);

/**
 * The table of the applications' wrapped keys, in the order in which they came, so that a new one is quickly stored. Its
 * rows never change their length and none is ever deleted: so SQLite
 * writes over them in place and has no reason to move one, which could leave a copy behind in a page's free space. A key
 * that is destroyed here is gone from the file, and with it whatever it had sealed.
 */
export function createDataKeyTable(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO data_keys (application_id, key_id, wrapped_key) VALUES (?, ?, ?)',
  );
  const replace = database.prepare('UPDATE data_keys SET key_id = ?, wrapped_key = ? WHERE id = ?');
  const destroy = database.prepare(
    `UPDATE data_keys SET key_id = '${destroyedKeyId}', wrapped_key = zeroblob(${wrappedKeyBytes})
     WHERE id = (SELECT data_key FROM applications WHERE id = ?)`,
  );
  const selectIds = database.prepare(
    `SELECT DISTINCT key_id AS id FROM data_keys WHERE key_id <> '${destroyedKeyId}'`,
  );

  return {
    /** Returns the number of the row, by which the application knows it. */
    insert: (applicationId: string, { keyId, wrappedKey }: WrappedKey): number =>
      Number(insert.run(applicationId, keyId, wrappedKey).lastInsertRowid),

    replace(id: number, { keyId, wrappedKey }: WrappedKey): void {
      replace.run(keyId, wrappedKey, id);
    },

    /** Writes nothing over the key of an application. */
    destroy(applicationId: string): void {
      destroy.run(applicationId);
    },

    /** The ids of the master keys under which any of them is wrapped. */
    masterKeyIds: (): string[] => (selectIds.all() as { id: string }[]).map(({ id }) => id),
  };
}
