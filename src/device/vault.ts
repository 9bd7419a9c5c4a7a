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
import { type Connection, createOpener, done, transact } from './database.ts';
import { type Packed, pack, unpack } from './packed.ts';
import { type Sealed, seal, unseal } from './sealed.ts';
import { noteWaiting } from './waiting-hint.ts';

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
    id: string,
    value: unknown,
    meta: Meta,
    options?: PutOptions,
  ): Promise<'kept' | 'ended' | 'unavailable'>;
  /** The value and files of a live record. One that cannot be decrypted or read is deleted, and counts as absent. */
  get(id: string): Promise<Packed | undefined>;
  /** The metadata of every record, ended ones among them. */
  list(): Promise<readonly Listed[] | undefined>;
  /** Changes metadata of a live record, if there is one. */
  note(id: string, changes: Partial<Meta>): Promise<boolean>;
  /** Ends a record, even one that never was: its value goes, these metadata stay until `expiresAt`. */
  end(id: string, meta: Meta & { readonly ended: string }): Promise<boolean>;
  /** Deletes a record without a trace. */
  delete(id: string): Promise<boolean>;
}

/** What a vault works with. */
export interface VaultOptions {
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** Default: the page's own. */
  readonly indexedDB?: IDBFactory;
}

type Work<T> = (
  found: Map<string, Listed>,
  records: IDBObjectStore,
  sealed: IDBObjectStore,
) => T | Promise<T>;

/** Opens a vault: the database when it is first used, and anew whenever the connection was lost. */
export function openVault({ now = Date.now, ...given }: VaultOptions = {}): Vault {
  const using = createOpener(given.indexedDB);

  /** One transaction: what has expired goes, then `work` gets what the store has. */
  function change<T>({ database }: Connection, work: Work<T>): Promise<T> {
    return transact(database, ['records', 'sealed'], async (records, sealed) => {
      const all = await sweep(records, sealed);
      return work(new Map(all.map((kept) => [kept.id, kept])), records, sealed);
    });
  }

  async function sweep(records: IDBObjectStore, sealed: IDBObjectStore): Promise<Listed[]> {
    const swept = ((await done(records.getAll())) as Listed[]).flatMap((kept) => {
      const { id, expiresAt, traceMs, ended } = kept;
      // Written this way round, an expiry that is no number has passed.
      if (expiresAt > now()) return kept;
      remove(id, records, sealed);
      if (!traceMs || ended) return [];
      const trace: Listed = { ...kept, ended: 'expired', expiresAt: now() + traceMs };
      records.put(trace);
      return trace;
    });
    // A page may have emptied `localStorage`, as some do when somebody signs out.
    if (swept.some(isPending)) noteWaiting(true);
    return swept;
  }

  /** A change that needs no key. */
  const edit = (work: Work<void>) =>
    using(false, async (opened) => {
      await change(opened, work);
      return true;
    });

  return {
    put: (id, value, meta, { files = [], revive = false, replaces = () => false } = {}) =>
      using('unavailable', async (opened) => {
        const contents = await seal(opened.key, id, await pack({ value, files }));
        return change(opened, (found, records, sealed) => {
          if (found.get(id)?.ended && !revive) return 'ended';
          for (const other of found.values()) {
            if (!other.ended && replaces(other)) remove(other.id, records, sealed);
          }
          records.put({ ...meta, id });
          sealed.put(contents, id);
          return 'kept';
        });
      }),

    get: (id) =>
      using(undefined, async (opened) => {
        const kept = await change(opened, async (found, _, sealed) => {
          const record = found.get(id);
          return record && !record.ended && { contents: await done<Sealed>(sealed.get(id)) };
        });
        try {
          return kept ? unpack(await unseal(opened.key, id, kept.contents)) : undefined;
        } catch {
          await change(opened, (_, ...stores) => remove(id, ...stores));
          return undefined;
        }
      }),

    list: () => using(undefined, (opened) => change(opened, (found) => [...found.values()])),

    note: (id, changes) =>
      edit((found, records) => {
        const kept = found.get(id);
        if (kept && !kept.ended) records.put({ ...kept, ...changes, id });
      }),

    end: (id, meta) =>
      edit((_, records, sealed) => {
        records.put({ ...meta, id });
        sealed.delete(id);
      }),

    delete: (id) => edit((_, ...stores) => remove(id, ...stores)),
  };
}

/** Whether the outbox has to do something about a record of its own: send it, or tell that it was not sent. */
export const isPending = ({ ended }: Meta): boolean => ended !== 'accepted';

function remove(at: string, ...stores: IDBObjectStore[]): void {
  for (const each of stores) each.delete(at);
}
