import type { Page } from 'playwright-core';
import type { FormDefinition } from '../../src/model/definition.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';
import { until } from '../support/until.ts';

/** Waits until the draft on the device is at this step, with these answers: the page itself says only that there is one. */
export async function draftKept(page: Page, step: string, answers: Readonly<Record<string, string>> = {}) {
  await until(async () => {
    const draft = await page.evaluate(readDraft, driverShort);
    return (
      draft?.step === step && Object.entries(answers).every(([key, answer]) => draft.values[key] === answer)
    );
  });
}

/** Opens the draft with the key that lies beside it, as any script of the page could. */
async function readDraft({
  name,
  version,
}: Pick<FormDefinition, 'name' | 'version'>): Promise<
  { step: string; values: Record<string, unknown> } | undefined
> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await done(indexedDB.open('applicant-intake'));
  const stores = database.transaction(['keys', 'drafts']);
  const secret: CryptoKey = await done(stores.objectStore('keys').get(0));
  const kept = await done(stores.objectStore('drafts').getAll());
  database.close();
  const draft = kept.find(({ data }) => data);
  if (!draft) return undefined;
  const algorithm = {
    name: 'AES-GCM',
    iv: draft.iv,
    additionalData: new TextEncoder().encode(`${draft.key} ${name} ${version}`),
  };
  const bytes = await crypto.subtle.decrypt(algorithm, secret, draft.data);
  return JSON.parse(new TextDecoder().decode(bytes));
}
