/**
 * Records that stay on the reader's device: a value that only this origin's pages can decrypt, for as long as it is
 * worth keeping, and beside it the little that is needed to find and expire it.
 *
 * A record is *live*, with a value; or *ended*, of which only the metadata are left for a while, so that nobody
 * brings it back and every tab can learn what became of it. A record ends by `end`, or when `expiresAt` passes and it
 * has `traceMs`; whatever else expires is deleted. Every operation begins by doing that, the first of a page too.
 *
 * Encryption keeps the answers out of backups, disk images and other origins' reach. It does not keep them from a
 * script of the page itself, nor from somebody who sits at the unlocked device and opens the same page.
 */
import { type Connection, connect, done, transact } from './database.ts';
import { type Packed, pack, unpack } from './packed.ts';
import { type Sealed, seal, unseal } from './sealed.ts';
import { noteWaiting } from './waiting-hint.ts';

/** What is kept: unfinished applications, and finished ones that wait to be sent. */
export type StoreName = 'drafts' | 'outbox';

/** What stands beside a value, in the clear. Times are milliseconds since the epoch. */
export interface Meta {
  readonly savedAt: number;
  readonly expiresAt: number;
  /** How long the metadata outlive the value once it has expired, in milliseconds. Default: not at all. */
  readonly traceMs?: number;
  /** How the record ended, if it did: `expired` when its time ran out. */
  readonly ended?: string;
  readonly [note: string]: string | number | undefined;
}

/** The metadata of a record, and the id it is kept under. */
export interface Listed extends Meta {
  readonly id: string;
}

/** How to put a record. */
export interface PutOptions {
  readonly files?: readonly File[];
  /** Whether to write where a record has ended. Default: no, and the answer is `ended`. */
  readonly revive?: boolean;
  /** Which other live records of the store go when this one comes. Default: none. */
  readonly replaces?: (other: Listed) => boolean;
}

/** Where records are kept. Nothing rejects: `unavailable`, `undefined` and `false` say that this device keeps nothing. */
export interface Vault {
  /** Writes a record, over an older one of that id. `kept`: it is on the disk. */
  put(
    store: StoreName,
    id: string,
    value: unknown,
    meta: Meta,
    options?: PutOptions,
  ): Promise<'kept' | 'ended' | 'unavailable'>;
  /** The value and files of a live record. One that cannot be decrypted or read is deleted, and counts as absent. */
  get(store: StoreName, id: string): Promise<Packed | undefined>;
  /** The metadata of every record, ended ones among them. */
  list(store: StoreName): Promise<readonly Listed[] | undefined>;
  /** Changes metadata of a live record, if there is one. */
  note(store: StoreName, id: string, changes: Partial<Meta>): Promise<boolean>;
  /** Ends a record, even one that never was: its value goes, these metadata stay until `expiresAt`. */
  end(store: StoreName, id: string, meta: Meta & { readonly ended: string }): Promise<boolean>;
  /** Deletes a record without a trace. */
  delete(store: StoreName, id: string): Promise<boolean>;
}

/** What a vault works with. */
export interface VaultOptions {
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** Default: the page's own. */
  readonly indexedDB?: IDBFactory;
}

/** A record as stored, under its store's name and its id. */
interface Kept extends Listed {
  readonly store: StoreName;
}

type Work<T> = (found: Map<string, Kept>, records: IDBObjectStore, sealed: IDBObjectStore) => T | Promise<T>;

/** Opens a vault: the database when it is first used, and anew whenever the connection was lost. */
export function openVault({ now = Date.now, ...given }: VaultOptions = {}): Vault {
  let connection: Promise<Connection> | undefined;
  const forget = () => {
    connection = undefined;
  };

  /** Does work over a connection. Undefined: the device does not let us. */
  async function using<T>(work: (opened: Connection) => Promise<T>): Promise<T | undefined> {
    for (;;) {
      // One from earlier may have died unnoticed, as phones do to pages in the background. Then once more.
      const reused = connection;
      try {
        // In a sandboxed frame the very name `indexedDB` throws.
        connection ??= connect(given.indexedDB ?? indexedDB, forget);
        return await work(await connection);
      } catch {
        forget();
        if (!reused) return undefined;
      }
    }
  }

  /** One transaction: what has expired goes, then `work` gets what the store has. */
  function change<T>({ database }: Connection, store: StoreName, work: Work<T>): Promise<T> {
    return transact(database, ['records', 'sealed'], async (records, sealed) => {
      const all = (await sweep(records, sealed)).filter((kept) => kept.store === store);
      return work(new Map(all.map((kept) => [kept.id, kept])), records, sealed);
    });
  }

  async function sweep(records: IDBObjectStore, sealed: IDBObjectStore): Promise<Kept[]> {
    const swept = ((await done(records.getAll())) as Kept[]).flatMap((kept) => {
      const { store, id, expiresAt, traceMs, ended } = kept;
      // Written this way round, an expiry that is no number has passed.
      if (expiresAt > now()) return kept;
      remove([store, id], records, sealed);
      if (!traceMs || ended) return [];
      const trace: Kept = { ...kept, ended: 'expired', expiresAt: now() + traceMs };
      records.put(trace);
      return trace;
    });
    // A page may have emptied `localStorage`, as some do when somebody signs out.
    if (swept.some((kept) => kept.store === 'outbox' && isPending(kept))) noteWaiting(true);
    return swept;
  }

  /** A change that needs no key. */
  const edit = async (store: StoreName, work: Work<void>) =>
    !!(await using(async (opened) => {
      await change(opened, store, work);
      return true;
    }));

  return {
    async put(store, id, value, meta, { files = [], revive = false, replaces = () => false } = {}) {
      const result = await using(async (opened) => {
        const contents = await seal(opened.key, `${store}/${id}`, await pack({ value, files }));
        return change(opened, store, (found, records, sealed) => {
          if (found.get(id)?.ended && !revive) return 'ended';
          for (const other of found.values()) {
            if (!other.ended && replaces(other)) remove([store, other.id], records, sealed);
          }
          records.put({ ...meta, store, id });
          sealed.put(contents, [store, id]);
          return 'kept';
        });
      });
      return result ?? 'unavailable';
    },

    get: (store, id) =>
      using(async (opened) => {
        const kept = await change(opened, store, async (found, _, sealed) => {
          const record = found.get(id);
          return record && !record.ended && { contents: await done<Sealed>(sealed.get([store, id])) };
        });
        try {
          return kept ? unpack(await unseal(opened.key, `${store}/${id}`, kept.contents)) : undefined;
        } catch {
          await change(opened, store, (_, ...stores) => remove([store, id], ...stores));
          return undefined;
        }
      }),

    list: (store) => using((opened) => change(opened, store, (found) => [...found.values()])),

    note: (store, id, changes) =>
      edit(store, (found, records) => {
        const kept = found.get(id);
        if (kept && !kept.ended) records.put({ ...kept, ...changes, store, id });
      }),

    end: (store, id, meta) =>
      edit(store, (_, records, sealed) => {
        records.put({ ...meta, store, id });
        sealed.delete([store, id]);
      }),

    delete: (store, id) => edit(store, (_, ...stores) => remove([store, id], ...stores)),
  };
}

/** Whether the outbox has to do something about a record of its own: send it, or tell that it was not sent. */
export const isPending = ({ ended }: Meta): boolean => ended !== 'accepted';

function remove(at: [StoreName, string], ...stores: IDBObjectStore[]): void {
  for (const each of stores) each.delete(at);
}
