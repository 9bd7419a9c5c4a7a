/**
 * Whether an application may be waiting on this device to be sent, told without opening a database: a page load asks
 * here before it loads anything else. `localStorage` may be missing or throw, as in sandboxed frames; then nothing is
 * kept on the device in the first place (see `shelf.ts`), so the answer no is right.
 */

const key = 'applicant-intake-waiting';

/** The name of the database in which whatever is kept on the device lies. */
export const databaseName = 'applicant-intake';

/** Whether something may be waiting, for whatever endpoint. Yes may be out of date. */
export function mayHaveWaiting(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

/**
 * The same, for a page that has just been opened and used no database yet: that there is one counts, too. What was
 * written into it is on the disk at once, what was written into `localStorage` seconds later, which a telephone may not
 * live to see.
 */
export async function mayHaveKept(): Promise<boolean> {
  try {
    if (localStorage.getItem(key)) return true;
    const databases = await indexedDB.databases();
    if (!databases.some(({ name }) => name === databaseName)) return false;
    localStorage.setItem(key, '1');
    return true;
  } catch {
    // Sandboxed frames have neither, and older browsers do not list their databases.
    return false;
  }
}

/** Notes whether something is waiting. False: it cannot be noted, so the next page load will not look. */
export function noteWaiting(waiting: boolean): boolean {
  try {
    if (waiting) localStorage.setItem(key, '1');
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}
