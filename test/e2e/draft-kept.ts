import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';

const keepMs = 14 * 86_400_000;

/** Waits until what has just been entered is on the device; the sentence on the page has said so since the first save. */
export async function draftKept(page: Page): Promise<void> {
  const enteredAt = await page.evaluate(() => Date.now());
  // A save comes a moment after the last change, and not from before it.
  await until(async () => (await page.evaluate(lastExpiry)) > enteredAt + 200 + keepMs);
}

/** When the draft on the device expires that was saved last. */
function lastExpiry(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('applicant-intake');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const reading = database.transaction('drafts').objectStore('drafts').getAll();
      reading.onerror = () => reject(reading.error);
      reading.onsuccess = () => {
        database.close();
        resolve(Math.max(0, ...reading.result.map(({ expiresAt }) => expiresAt)));
      };
    };
  });
}
