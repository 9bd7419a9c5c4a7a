import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { Unreadable } from '../queue/unreadable.ts';
import type { Envelope, WrappedKey } from './envelope.ts';
import { keyBytes } from './keyring.ts';
import { KeysUnusable } from './keys-unusable.ts';

/** To whom the key of the hashes belongs, as far as an envelope asks. */
const owner = 'index-key';

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
    const key = randomBytes(keyBytes);
    const { keyId, wrappedKey } = envelope.wrap(owner, key);
    database
      .prepare('INSERT INTO index_key (id, key_id, wrapped_key, current_id) VALUES (1, ?, ?, ?)')
      .run(keyId, wrappedKey, envelope.keyId);
    return key;
  }
  const key = unwrapped(stored, envelope);
  database.prepare('UPDATE index_key SET current_id = ? WHERE id = 1').run(envelope.keyId);
  return key;
}

/** The same key for somebody who only reads: of a database on which a proxy has been started. Throws {@link KeysUnusable}. */
export function storedIndexKey(database: DatabaseSync, envelope: Envelope): Uint8Array {
  const stored = readIndexKey(database);
  if (!stored) throw new KeysUnusable('missing');
  return unwrapped(stored, envelope);
}

function unwrapped(stored: WrappedKey, envelope: Envelope): Uint8Array {
  try {
    return envelope.unwrap(owner, stored);
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause;
    throw new KeysUnusable('missing', cause.keyId, cause);
  }
}

/** Wraps the key of the hashes under the current master key. */
export function rewrapIndexKey(database: DatabaseSync, envelope: Envelope): void {
  const stored = readIndexKey(database);
  if (!stored) return;
  const { keyId, wrappedKey } = envelope.rewrap(owner, stored);
  database.prepare('UPDATE index_key SET key_id = ?, wrapped_key = ? WHERE id = 1').run(keyId, wrappedKey);
}

/** As it is stored, with the id of the master key that the last process to start had as its current one. */
export function readIndexKey(
  database: DatabaseSync,
): (WrappedKey & { readonly currentId: string }) | undefined {
  const select = 'SELECT key_id AS keyId, wrapped_key AS wrappedKey, current_id AS currentId FROM index_key';
  return database.prepare(select).get() as (WrappedKey & { currentId: string }) | undefined;
}
