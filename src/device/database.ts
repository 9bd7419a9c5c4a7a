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

/**
 * Opens the database, making it and its key when they are not there. `onClose` is called when the browser, or another
 * tab's newer version, has ended the connection.
 */
async function connect(indexedDB: IDBFactory, onClose: () => void): Promise<Connection> {
  // Made every time, since a transaction cannot wait for it; thrown away when there is one already.
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const database = await open(indexedDB, onClose);
  // Two tabs may come here at once. Their transactions run one after the other, so the second finds the first one's.
  const key = await transact(database, ['keys'], async (keys) => {
    const kept: unknown = await done(keys.get(0));
    if (isUsable(kept)) return kept;
    keys.put(fresh, 0);
    return fresh;
  });
  return { database, key };
}

/**
 * Does work over a connection, which is made with the first work and anew whenever it was lost. Undefined: the device
 * does not let us. Default: the page's own database.
 */
export function createOpener(given?: IDBFactory) {
  let connection: Promise<Connection> | undefined;
  const forget = () => {
    connection = undefined;
  };
  return async <T>(work: (opened: Connection) => Promise<T>): Promise<T | undefined> => {
    for (;;) {
      // One from earlier may have died unnoticed, as phones do to pages in the background. Then once more.
      const reused = connection;
      try {
        // In a sandboxed frame the very name `indexedDB` throws.
        connection ??= connect(given ?? indexedDB, forget);
        return await work(await connection);
      } catch {
        forget();
        if (!reused) return undefined;
      }
    }
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
    result.catch((error) => {
      reject(error);
      // All or nothing, also when a request could not even be made. Throws when that is settled already.
      try {
        transaction.abort();
      } catch {}
    });
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** The result of a request. */
export function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open(indexedDB: IDBFactory, onClose: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    setTimeout(reject, patienceMs);
    request.onupgradeneeded = () => {
      // The key; a draft for each form; what anybody can read of other records, and what only the key opens of them.
      request.result.createObjectStore('keys');
      request.result.createObjectStore('drafts', { keyPath: 'key' });
      request.result.createObjectStore('records', { keyPath: 'id' });
      request.result.createObjectStore('sealed');
    };
    // Blocked: a tab with an older version does not close. It may later; until then nothing can be kept.
    request.onblocked = request.onerror = reject;
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = onClose;
      // Another tab brings a newer version, or the reader clears the site's data: neither should wait for this page.
      database.onversionchange = () => {
        database.close();
        onClose();
      };
      resolve(database);
    };
  });
}

/** Whether a stored key is one of ours. One that can be read out is not, whoever put it there. */
function isUsable(kept: unknown): kept is CryptoKey {
  return kept instanceof CryptoKey && !kept.extractable;
}
