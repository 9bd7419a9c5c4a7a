/**
 * The one IndexedDB database of this package, and the key that lives in it. Knows nothing of what is kept.
 *
 * Promises here reject for whatever reason a browser finds: private windows, sandboxed frames, a full disk, a page
 * without TLS. `createOpener` turns that into a value.
 */

import { databaseName } from './waiting-hint.ts';

/** A database that is open, and the key for everything in it. */
export interface Connection {
  readonly database: IDBDatabase;
  readonly key: CryptoKey;
}

/** Opening is given up after that long: some browsers have been known to answer never. */
const patienceMs = 3000;

/** Opens the database, making it and its key when they are not there. */
async function connect(indexedDB: IDBFactory): Promise<Connection> {
  // Made every time, since a transaction cannot wait for it; thrown away when there is one already.
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    setTimeout(reject, patienceMs);
    request.onupgradeneeded = () => {
      const { result } = request;
      // The key; a draft for each form; what anybody can read of other records, and what only the key opens of them.
      result.createObjectStore('keys');
      result.createObjectStore('drafts', { keyPath: 'key' });
      result.createObjectStore('records', { keyPath: 'id' });
      result.createObjectStore('sealed');
    };
    // Blocked: a tab with an older version does not close. It may later; until then nothing can be kept.
    request.onblocked = request.onerror = reject;
    request.onsuccess = () => {
      const { result } = request;
      // Another tab brings a newer version, or the reader clears the site's data: neither should wait for this page.
      result.onversionchange = () => result.close();
      resolve(result);
    };
  });
  // Two tabs may come here at once. Their transactions run one after the other, so the second finds the first one's.
  const key = await transact(database, ['keys'], async (keys) => {
    const kept = (await done(keys.get(0))) as CryptoKey | undefined;
    // One that can be read out is not ours, whoever put it there.
    if (kept?.extractable === false) return kept;
    keys.put(fresh, 0);
    return fresh;
  });
  return { database, key };
}

/**
 * Does work over a connection, which is made with the first work and anew whenever it was lost: one after another, in
 * the order asked, since encryption takes its time, and what comes later may be the shorter. Without a device that lets
 * us the result is `otherwise`. Default: the page's own database.
 */
export function createOpener(given?: IDBFactory) {
  let connection: Promise<Connection> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  return <T, Otherwise>(
    otherwise: Otherwise,
    work: (opened: Connection) => Promise<T>,
  ): Promise<T | Otherwise> => {
    const result = last.then(async () => {
      for (;;) {
        // One from earlier may have died unnoticed, as phones do to pages in the background. Then once more.
        const reused = connection;
        try {
          // In a sandboxed frame the very name `indexedDB` throws.
          connection ??= connect(given ?? indexedDB);
          return await work(await connection);
        } catch {
          connection = undefined;
          if (!reused) return otherwise;
        }
      }
    });
    last = result;
    return result;
  };
}

/**
 * Does some work in one transaction over the named stores and resolves once it has reached the disk: an answer of
 * "kept" must survive a phone that runs out of power. `work` may wait for nothing but its own requests.
 */
export function transact<T, const Names extends readonly string[]>(
  database: IDBDatabase,
  names: Names,
  work: (...stores: { [Name in keyof Names]: IDBObjectStore }) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, 'readwrite', { durability: 'strict' });
    const open = names.map((name) => transaction.objectStore(name));
    const result = work(...(open as { [Name in keyof Names]: IDBObjectStore }));
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = reject;
    // All or nothing, also when a request could not even be made. Throws when that is settled already.
    result.catch(() => transaction.abort()).catch(reject);
  });
}

/** The result of a request. */
export function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
  });
}
