import { Unreadable } from '../../queue/unreadable.ts';
import { createEnvelope, type WrappedKey } from '../envelope.ts';
import type { Keyring } from '../keyring.ts';
import { KeysUnusable } from '../keys-unusable.ts';
import {
  OtherCurrentKey,
  type Rotation,
  type RotationOptions,
  rewrappedAtOnce,
  shortPause,
} from '../rotation.ts';
import { createPostgresDatabase, type PostgresDatabase } from './postgres-database.ts';
import { masterKeyIds, readIndexKey, rewrapIndexKey } from './postgres-keys.ts';
import { requireUpToDate } from './postgres-up-to-date.ts';
import { createVacuum } from './postgres-vacuum.ts';

export interface PostgresRotationOptions extends RotationOptions {
  /** Such as `postgres://intake:secret@db.example.com/intake`. Proxies may be at work on it. */
  readonly url: string;
  /** The new key, and the old ones. */
  readonly keys: Keyring;
}

type KeyRow = WrappedKey & { readonly owner: string };

/**
 * Wraps the keys of all applications of a database under the current master key; contents are not touched. Proxies may be
 * at work on it meanwhile if all of them have the same current key, and the old ones still. Interrupted, it can be run
 * again: the key of the hashes, without which no process starts, comes last, so the old keys are asked for until all is
 * done. Rejects with {@link OtherCurrentKey}, with {@link KeysUnusable} where the key of the hashes cannot be opened, with
 * `OlderSchema` or `NewerSchema` where no proxy of this version has been through the database, and with StoreUnavailable.
 */
export async function rotatePostgresKeys({
  url,
  keys,
  ...options
}: PostgresRotationOptions): Promise<Rotation> {
  const database = createPostgresDatabase({ url, connections: 1 });
  try {
    await requireUpToDate(database);
    const rotation = await rotateAll(database, keys, options);
    // The tables still have the keys under their old wrapping.
    await createVacuum(url).run();
    return rotation;
  } finally {
    await database.close();
  }
}

async function rotateAll(
  database: PostgresDatabase,
  keys: Keyring,
  { onProgress = () => {}, pause = shortPause }: RotationOptions,
): Promise<Rotation> {
  const envelope = createEnvelope(keys);
  const { keyId } = envelope;
  const stored = await readIndexKey(database);
  if (!keys.byId.has(stored.keyId)) throw new KeysUnusable('missing', stored.keyId);
  if (stored.currentId !== keyId) throw new OtherCurrentKey(`The current key is ${stored.currentId}`);

  async function countOf(id: string): Promise<number> {
    const [row] = await database.rows<{ n: number }>(
      'SELECT count(*) AS n FROM data_keys WHERE key_id = $1',
      [id],
    );
    return row?.n ?? 0;
  }

  async function total(ids: readonly string[]): Promise<number> {
    let sum = 0;
    for (const id of ids) sum += await countOf(id);
    return sum;
  }

  /** In one transaction. What has been erased since it was read stays away. Resolves to how many there were. */
  const replace = (from: string, rows: readonly KeyRow[]): Promise<number> =>
    database.transaction((sql) =>
      sql.run(
        `UPDATE data_keys SET key_id = $2, wrapped_key = given.wrapped_key
         FROM unnest($3::text[], $4::bytea[]) AS given (application_id, wrapped_key)
         WHERE data_keys.application_id = given.application_id AND key_id = $1`,
        [from, keyId, rows.map(({ owner }) => owner), rows.map(({ wrappedKey }) => wrappedKey)],
      ),
    );

  const known = [...keys.byId.keys()].filter((id) => id !== keyId);
  const before = await total(known);
  const done = { rewrapped: 0, damaged: 0 };
  for (const id of known) {
    for (let after = ''; ; ) {
      const rows = await database.rows<KeyRow>(
        `SELECT application_id AS owner, key_id AS "keyId", wrapped_key AS "wrappedKey" FROM data_keys
         WHERE key_id = $1 AND application_id > $2 ORDER BY application_id LIMIT ${rewrappedAtOnce}`,
        [id, after],
      );
      const last = rows.at(-1);
      if (!last) break;
      const wrapped = rows.flatMap((row) => rewrapped(row) ?? []);
      done.rewrapped += await replace(id, wrapped);
      done.damaged += rows.length - wrapped.length;
      after = last.owner;
      onProgress(done.rewrapped + done.damaged, before);
      await pause();
    }
  }
  // Whatever became of them, there are no more than there were, unless somebody still wraps under an older key.
  const late = done.rewrapped + (await total(known)) - before;
  if (late > 0) throw new OtherCurrentKey(`${late} have come under an older key meanwhile`);
  await rewrapIndexKey(database, envelope);
  const unknown = (await masterKeyIds(database)).filter((id) => !keys.byId.has(id));
  const missing: { keyId: string; applications: number }[] = [];
  for (const id of unknown) missing.push({ keyId: id, applications: await countOf(id) });
  return { keyId, ...done, missing };

  /** Undefined where it is damaged. */
  function rewrapped({ owner, ...wrapped }: KeyRow): KeyRow | undefined {
    try {
      return { owner, ...envelope.rewrap(owner, wrapped) };
    } catch (error) {
      if (error instanceof Unreadable) return undefined;
      throw error;
    }
  }
}
