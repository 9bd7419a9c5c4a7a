import type { DatabaseSync } from 'node:sqlite';
import type { Envelope } from './envelope.ts';
import { makeIndexKey, rewrappedIndexKey, type StoredIndexKey, unwrapIndexKey } from './index-key.ts';
import { KeysUnusable } from './keys-unusable.ts';

/** Whether anything in the database has been sealed. */
export const isSealed = (database: DatabaseSync): boolean => readIndexKey(database) !== undefined;

/**
 * The key of the hashes by which applications are found. It is made for the first start and stays, whatever becomes of
 * the master keys: it is stored wrapped. Opening it shows whether the keys at hand are the right ones. Throws
 * {@link KeysUnusable} when they are not.
 */
export function openIndexKey(database: DatabaseSync, envelope: Envelope): Uint8Array {
  const stored = readIndexKey(database);
  if (!stored) {
    const { key, wrapped } = makeIndexKey(envelope);
    database
      .prepare('INSERT INTO index_key (id, key_id, wrapped_key, current_id) VALUES (1, ?, ?, ?)')
      .run(wrapped.keyId, wrapped.wrappedKey, envelope.keyId);
    return key;
  }
  const key = unwrapIndexKey(stored, envelope);
  database.prepare('UPDATE index_key SET current_id = ? WHERE id = 1').run(envelope.keyId);
  return key;
}

/** The same key for somebody who only reads: of a database on which a proxy has been started. Throws {@link KeysUnusable}. */
export function storedIndexKey(database: DatabaseSync, envelope: Envelope): Uint8Array {
  const stored = readIndexKey(database);
  if (!stored) throw new KeysUnusable('missing');
  return unwrapIndexKey(stored, envelope);
}

/** Wraps the key of the hashes under the current master key. */
export function rewrapIndexKey(database: DatabaseSync, envelope: Envelope): void {
  const stored = readIndexKey(database);
  if (!stored) return;
  const { keyId, wrappedKey } = rewrappedIndexKey(stored, envelope);
  database.prepare('UPDATE index_key SET key_id = ?, wrapped_key = ? WHERE id = 1').run(keyId, wrappedKey);
}

/** As it is stored; undefined before the first start. */
export function readIndexKey(database: DatabaseSync): StoredIndexKey | undefined {
  const select = 'SELECT key_id AS keyId, wrapped_key AS wrappedKey, current_id AS currentId FROM index_key';
  return database.prepare(select).get() as StoredIndexKey | undefined;
}
