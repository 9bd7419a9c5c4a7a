import type { DatabaseSync } from 'node:sqlite';
import { Unreadable } from '../queue/unreadable.ts';
import { createEnvelope, type WrappedKey } from './envelope.ts';
import type { Keyring } from './keyring.ts';
import { KeysUnusable } from './keys-unusable.ts';
import { createDataKeyTable } from './sqlite-data-keys.ts';
import { readIndexKey, rewrapIndexKey } from './sqlite-index-key.ts';
import { purgeNow } from './sqlite-purge.ts';
import { inTransaction } from './sqlite-transaction.ts';

/** Who started last on the data has another current key, and would not know the new one. */
export class OtherCurrentKey extends Error {
  override readonly name = 'OtherCurrentKey';
}

export interface Rotation {
  /** The id of the key under which everything is wrapped now. */
  readonly keyId: string;
  /** How many keys of applications have been wrapped anew. */
  readonly rewrapped: number;
  /** How many are damaged, and stay as they are. */
  readonly damaged: number;
  /** Keys that are still needed and not at hand, and how many applications need each. */
  readonly missing: readonly { readonly keyId: string; readonly applications: number }[];
}

export interface RotationOptions {
  /** Told after each batch how many of how many have been looked at. Default: nobody. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Waits between two batches, so that a proxy gets its turn. Default: 20 milliseconds. */
  readonly pause?: () => Promise<void>;
}

/** How many keys share a transaction: a few milliseconds, for which a proxy waits. */
const atOnce = 200;

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
     WHERE key_id = ? AND id > ? ORDER BY id LIMIT ${atOnce}`,
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

const shortPause = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
