import type { Envelope } from '../envelope.ts';
import { makeIndexKey, rewrappedIndexKey, type StoredIndexKey, unwrapIndexKey } from '../index-key.ts';
import { OlderSchema } from '../other-schema.ts';
import type { PostgresDatabase, Sql } from './postgres-database.ts';

const selectIndexKey =
  'SELECT key_id AS "keyId", wrapped_key AS "wrappedKey", current_id AS "currentId" FROM index_key';

/** The key of the hashes as it is stored, for nobody else to change until the end of the transaction. */
async function lockIndexKey(sql: Sql): Promise<StoredIndexKey | undefined> {
  const [row] = await sql.rows<StoredIndexKey>(`${selectIndexKey} FOR UPDATE`);
  return row;
}

/** The key of the hashes as it is stored. Rejects with {@link OlderSchema} when no process has been started yet. */
export async function readIndexKey(sql: Pick<Sql, 'rows'>): Promise<StoredIndexKey> {
  const [row] = await sql.rows<StoredIndexKey>(selectIndexKey);
  if (!row) throw new OlderSchema('There is no key of the hashes');
  return row;
}

/**
 * The key of the hashes by which applications are found. The first process to start makes it, and it stays, whatever
 * becomes of the master keys: it is stored wrapped. Opening it shows whether the keys at hand are the right ones.
 * Rejects with `KeysUnusable` when they are not.
 */
export async function openIndexKey(database: PostgresDatabase, envelope: Envelope): Promise<Uint8Array> {
  const { keyId } = envelope;
  const stored = await database.transaction(async (sql) => {
    const { wrapped } = makeIndexKey(envelope);
    await sql.run(
      `INSERT INTO index_key (id, key_id, wrapped_key, current_id) VALUES (1, $1, $2, $1) ON CONFLICT DO NOTHING`,
      [keyId, wrapped.wrappedKey],
    );
    return (await lockIndexKey(sql)) as StoredIndexKey;
  });
  const key = unwrapIndexKey(stored, envelope);
  await database.rows('UPDATE index_key SET current_id = $1', [keyId]);
  return key;
}

/** Wraps the key of the hashes under the current master key. Rejects with `Unreadable`. */
export const rewrapIndexKey = (database: PostgresDatabase, envelope: Envelope): Promise<void> =>
  database.transaction(async (sql) => {
    const stored = await lockIndexKey(sql);
    if (!stored) return;
    const { keyId, wrappedKey } = rewrappedIndexKey(stored, envelope);
    await sql.run('UPDATE index_key SET key_id = $1, wrapped_key = $2', [keyId, wrappedKey]);
  });

/** The ids of the master keys under which any application's key is wrapped. Reads no more rows than there are such ids. */
export async function masterKeyIds(database: PostgresDatabase): Promise<string[]> {
  const rows = await database.rows<{ id: string }>(
    `WITH RECURSIVE ids (id) AS (
       SELECT min(key_id) FROM data_keys
       UNION ALL SELECT (SELECT min(key_id) FROM data_keys WHERE key_id > id) FROM ids WHERE id IS NOT NULL)
     SELECT id FROM ids WHERE id IS NOT NULL`,
  );
  return rows.map(({ id }) => id);
}
