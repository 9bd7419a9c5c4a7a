import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createKeyring, type Keyring } from '../../src/stores/keyring.ts';
import { KeysUnusable } from '../../src/stores/keys-unusable.ts';
import { OtherCurrentKey } from '../../src/stores/rotation.ts';
import { openBeside } from '../../src/stores/sqlite-database.ts';
import { rotateKeys } from '../../src/stores/sqlite-rotation.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { submissionOf } from '../contracts/store-contract.ts';
import { fileOf } from '../contracts/store-files.ts';
import { foundIn } from '../support/bytes-in.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const [one, two, three] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const options = {
  destinations: ['crm'],
  serialKey: null,
  receivedAt: 0,
  subject: { email: 'a@example.com' },
};
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

function open(directory: string, keys: Keyring) {
  const store = createSqliteStore({ directory, keys });
  onTestFinished(() => store.close().catch(() => {}));
  return store;
}

function beside(directory: string): DatabaseSync {
  const database = openBeside(directory);
  onTestFinished(() => database.close());
  return database;
}

/** A folder with so many applications under the first key; the first one has a file. */
async function folderWith(count: number) {
  const directory = temporaryFolder();
  const store = open(directory, createKeyring([one]));
  const submissions = Array.from({ length: count }, () => submissionOf());
  await Promise.all(submissions.map((submission) => store.add(submission, options)));
  const limits = { maxFiles: 1, maxTotalBytes: 100, now: 1 };
  const { files } = await store.addFiles(submissions[0]?.id ?? '', [fileOf('license')], limits);
  await store.close();
  return { directory, submissions, file: files[0]?.id ?? '' };
}

describe('a rotation of keys', () => {
  it('leaves everything under the new key, and of the old wrapping nothing, while a proxy is at work', async () => {
    const { directory, submissions, file } = await folderWith(450);
    const keys = createKeyring([two, one]);
    const store = open(directory, keys);
    const database = beside(directory);
    const select = database.prepare(
      'SELECT content, email_hash, wrapped_key FROM applications JOIN data_keys ON applications.id = application_id ORDER BY applications.rowid',
    );
    const before = select.all();
    const seen: number[] = [];
    const added: string[] = [];
    const rotation = await rotateKeys(database, keys, {
      onProgress: (done, total) => seen.push(done, total),
      async pause() {
        const submission = submissionOf();
        await store.add(submission, options);
        added.push(submission.id);
        await store.lease({ destination: 'crm', limit: 5, now: 9, until: 99 });
      },
    });
    expect(rotation).toEqual({ keyId: keys.current.id, rewrapped: 450, damaged: 0, missing: [] });
    expect(seen).toEqual([200, 450, 400, 450, 450, 450]);
    expect(added).toHaveLength(3);
    await store.close();

    const after = select.all().slice(0, 450);
    expect(
      after.map(({ content, email_hash }) => [content, email_hash]),
      'contents are not touched',
    ).toEqual(before.map(({ content, email_hash }) => [content, email_hash]));
    const wrapped = before.map((row, at) => [`${at}`, (row.wrapped_key as Uint8Array).subarray(1)]);
    expect(foundIn(directory, Object.fromEntries(wrapped))).toEqual([]);
    const later = open(directory, createKeyring([two]));
    await later.resume({ now: 9, leasedDueAt: 9 });
    const leased = await later.lease({ destination: 'crm', limit: 1_000, now: 9, until: 99 });
    expect(new Set(leased.map(({ submission }) => submission.id))).toEqual(
      new Set([...submissions.map(({ id }) => id), ...added]),
    );
    expect(new TextDecoder().decode(await later.readFile(file))).toBe('license');
  });

  it('that was interrupted is taken up again; the old key is asked for until it is done', async () => {
    const { directory } = await folderWith(300);
    const keys = createKeyring([two, one]);
    await open(directory, keys).close();
    const database = beside(directory);
    const interrupted = rotateKeys(database, keys, { pause: () => Promise.reject(new Error('power cut')) });
    await expect(interrupted).rejects.toThrow('power cut');
    expect(() => createSqliteStore({ directory, keys: createKeyring([two]) })).toThrow(KeysUnusable);
    expect(await rotateKeys(database, keys, { pause })).toMatchObject({ rewrapped: 100 });
    expect(await rotateKeys(database, keys, { pause }), 'nothing is left').toMatchObject({ rewrapped: 0 });
    expect(() => open(directory, createKeyring([two]))).not.toThrow();
  });

  it('is refused while a proxy would not know the new key', async () => {
    const { directory } = await folderWith(1);
    const rotation = rotateKeys(beside(directory), createKeyring([two, one]), { pause });
    await expect(rotation).rejects.toBeInstanceOf(OtherCurrentKey);
  });

  it('is refused without the key by which the data are opened', async () => {
    const { directory } = await folderWith(1);
    const rotation = rotateKeys(beside(directory), createKeyring([two, three]), { pause });
    await expect(rotation).rejects.toMatchObject({
      name: 'KeysUnusable',
      keyId: createKeyring([one]).current.id,
    });
  });

  it('says what is still under keys that are not at hand, and what is damaged, and sees to the rest', async () => {
    const { directory, submissions } = await folderWith(5);
    const keys = createKeyring([two, one]);
    await open(directory, keys).close();
    const database = beside(directory);
    const [first, second] = submissions.map(({ id }) => id);
    const keyId = createKeyring([three]).current.id;
    database.prepare('UPDATE data_keys SET key_id = ? WHERE application_id = ?').run(keyId, first ?? '');
    database
      .prepare('UPDATE data_keys SET wrapped_key = zeroblob(61) WHERE application_id = ?')
      .run(second ?? '');
    expect(await rotateKeys(database, keys, { pause })).toEqual({
      keyId: keys.current.id,
      rewrapped: 3,
      damaged: 1,
      missing: [{ keyId, applications: 1 }],
    });
  });

  it('has nothing to do with what has been erased', async () => {
    const { directory } = await folderWith(2);
    const keys = createKeyring([two, one]);
    const store = open(directory, keys);
    for (const leased of await store.lease({ destination: 'crm', limit: 2, now: 9, until: 99 })) {
      await store.complete(leased, { id: '1' });
    }
    const limits = { deliveredBefore: Date.now() + 1_000, attentionBefore: 0 };
    expect(await store.eraseEnded(limits)).toBe(2);
    const rotation = await rotateKeys(beside(directory), keys, { pause });
    expect(rotation).toMatchObject({ rewrapped: 0, missing: [] });
  });
});

it('a folder of which nothing was ever sealed has nothing to rotate', async () => {
  const directory = temporaryFolder();
  const database = new DatabaseSync(join(directory, 'intake.db'));
  onTestFinished(() => database.close());
  database.exec(
    `CREATE TABLE applications (id TEXT, data_key INTEGER);
     CREATE TABLE data_keys (id INTEGER PRIMARY KEY, application_id TEXT, key_id TEXT, wrapped_key BLOB);
     CREATE TABLE index_key (id INTEGER, key_id TEXT, wrapped_key BLOB, current_id TEXT)`,
  );
  expect(await rotateKeys(database, createKeyring([one]), { pause })).toMatchObject({ rewrapped: 0 });
});
