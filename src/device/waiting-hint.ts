/**
 * Whether an application may be waiting on this device to be sent, told without opening a database: a page load asks
 * here before it loads anything else. `localStorage` may be missing or throw, as in sandboxed frames; then nothing is
 * kept on the device in the first place (see `shelf.ts`), so the answer no is right.
 */

const key = 'applicant-intake-waiting';

/** Whether something may be waiting, for whatever endpoint. Yes may be out of date. */
export function mayHaveWaiting(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
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
