import { expect, it } from 'vitest';
import { createFileStore } from '../../../../src/sandbox/simulators/b2c-service/file-store.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** SHA-256 of `two`. */
const sumOfTwo = '3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3';

it('hashes that were begun before all was cleared or removed are not kept', async () => {
  const store = createFileStore(() => ({ keepData: true, maxKeptBytes: 100 }));
  store.keep(1, bytes('one'.repeat(1_000)));
  store.keep(2, bytes('one'));
  store.clear();
  store.keep(2, bytes('two'));
  store.keep(3, bytes('three'));
  store.remove(3);
  await store.hashed();
  // Long enough for all that was begun before.
  await crypto.subtle.digest('SHA-256', bytes('one'.repeat(1_000_000)));
  expect([1, 2, 3].map(store.sha256)).toEqual([null, sumOfTwo, null]);
});
