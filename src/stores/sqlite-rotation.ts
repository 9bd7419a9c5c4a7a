import type { DatabaseSync } from 'node:sqlite';
import { Unreadable } from '../queue/unreadable.ts';
import { createEnvelope, type WrappedKey } from './envelope.ts';
import type { Keyring } from './keyring.ts';
import { KeysUnusable } from './keys-unusable.ts';
import {
  OtherCurrentKey,
  type Rotation,
  type RotationOptions,
  rewrappedAtOnce,
  shortPause,
} from './rotation.ts';
import { createDataKeyTable } from './sqlite-data-keys.ts';
import { readIndexKey, rewrapIndexKey } from './sqlite-index-key.ts';
import { purgeNow } from './sqlite-purge.ts';
import { inTransaction } from './sqlite-transaction.ts';

/**
 * Wraps the keys of all applications under the current master key; contents are not touched. A proxy may be at work on
 * the data meanwhile if it has the same current key, and the old ones still. Interrupted, it can be run again: the key of
 * the hashes, without which no process starts, comes last, so the old keys are asked for until all is done. Rejects with
 * {@link OtherCurrentKey}, and with {@link KeysUnusable} where the key of the hashes cannot be opened.
 */
export async function rotateKeys(
  database: DatabaseSync,
  keyring: Keyring,
  { onProgress = () => {}, pause = shortPause }: RotationOptions = {},
): Promise<Rotation> {
  const envelope = createEnvelope(keyring);
  const { keyId } = envelope;
  const keys = createDataKeyTable(database);
  const stored = readIndexKey(database);
  if (stored && !keyring.byId.has(stored.keyId)) throw new KeysUnusable('missing', stored.keyId);
  if (stored && stored.currentId !== keyId)
    throw new OtherCurrentKey(`The current key is ${stored.currentId}`);
  const select = database.prepare(
    `SELECT id, application_id AS owner, key_id AS keyId, wrapped_key AS wrappedKey FROM data_keys
     WHERE key_id = ? AND id > ? ORDER BY id LIMIT ${rewrappedAtOnce}`,
  );
  const count = database.prepare('SELECT count(*) AS n FROM data_keys WHERE key_id = ?');
  const countOf = (id: string) => (count.get(id) as { n: number }).n;
  const old = keys.masterKeyIds().filter((id) => id !== keyId);
  const [known, unknown] = [
    old.filter((id) => keyring.byId.has(id)),
    old.filter((id) => !keyring.byId.has(id)),
  ];
  const total = known.reduce((sum, id) => sum + countOf(id), 0);
  const done = { rewrapped: 0, damaged: 0 };

  type KeyRow = WrappedKey & { id: number; owner: string };

  function rewrap({ id, owner, ...wrapped }: KeyRow): void {
    try {
      keys.replace(id, envelope.rewrap(owner, wrapped));
      done.rewrapped += 1;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      done.damaged += 1;
    }
  }

  for (const id of known) {
    for (let after = 0; ; ) {
      const rows = inTransaction(database, () => {
        const some = select.all(id, after) as unknown as KeyRow[];
        for (const row of some) rewrap(row);
        return some;
      });
      const last = rows.at(-1);
      if (!last) break;
      after = last.id;
      onProgress(done.rewrapped + done.damaged, total);
      await pause();
    }
  }
  if (stored) inTransaction(database, () => rewrapIndexKey(database, envelope));
  // The log still has the keys under their old wrapping.
  await purgeNow(database);
  return { keyId, ...done, missing: unknown.map((id) => ({ keyId: id, applications: countOf(id) })) };
}
