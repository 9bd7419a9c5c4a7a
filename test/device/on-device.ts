/** What is on the device, seen from outside: as somebody would who opens the browser's developer tools. */

const name = 'applicant-intake';

/** Leaves the device as if no page had ever been there. */
export async function clearDevice(): Promise<void> {
  localStorage.clear();
  await result(indexedDB.deleteDatabase(name));
}

/** Does something to one store of the database, past all encryption. */
export async function withStore<T>(
  store: string,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await result(indexedDB.open(name));
  try {
    return await result(work(database.transaction(store, 'readwrite').objectStore(store)));
  } finally {
    database.close();
  }
}

/** Every record's metadata. */
export function rawRecords(): Promise<Record<string, unknown>[]> {
  return withStore('records', (store) => store.getAll());
}

/** What is kept of drafts, under each key. */
export function rawDrafts(): Promise<Record<string, unknown>[]> {
  return withStore('drafts', (store) => store.getAll());
}

/** Everything the database holds, as text: bytes in each encoding that text is likely to have. */
export async function everythingAsText(): Promise<string> {
  const found: unknown[] = [];
  for (const store of ['keys', 'drafts', 'records', 'sealed']) {
    found.push(await withStore(store, (each) => each.getAllKeys()));
    found.push(await withStore(store, (each) => each.getAll()));
  }
  return JSON.stringify(found, (_, value) => {
    if (!(value instanceof ArrayBuffer) && !ArrayBuffer.isView(value)) return value;
    return ['utf-8', 'utf-16le', 'latin1'].map((encoding) => new TextDecoder(encoding).decode(value));
  });
}

/** What a request results in. */
export function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
