import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createKeyring, type Keyring } from '../../../src/stores/keyring.ts';
import { rotatePostgresKeys } from '../../../src/stores/postgres/postgres-rotation.ts';
import { openPostgresStore } from '../../../src/stores/postgres/postgres-store.ts';
import { OtherCurrentKey } from '../../../src/stores/rotation.ts';
import { submissionOf } from '../../contracts/store-contract.ts';
import { fileOf } from '../../contracts/store-files.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const [one, two, three] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const options = { destinations: ['crm'], serialKey: null, receivedAt: 0 };
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

async function open(url: string, keys: Keyring) {
  const store = await openPostgresStore({ url, keys, countsForMs: 0 });
  onTestFinished(() => store.close());
  return store;
}

/** A database with so many applications under the first key; the first one has a file. */
async function databaseWith(count: number) {
  const url = await server.createDatabase();
  const store = await openPostgresStore({ url, keys: createKeyring([one]) });
  const ids: string[] = [];
  for (let added = 0; added < count; added += 1) {
    const submission = submissionOf();
    await store.add(submission, { ...options, subject: { email: 'craig@example.com' } });
    ids.push(submission.id);
  }
  const limits = { maxFiles: 1, maxTotalBytes: 100, now: 1 };
  const { files } = await store.addFiles(ids[0] ?? '', [fileOf('license')], limits);
  await store.close();
  const reader = new Client({ connectionString: url });
  await reader.connect();
  onTestFinished(() => reader.end());
  const keyIds = async () =>
    (await reader.query('SELECT DISTINCT key_id AS id FROM data_keys')).rows.map(({ id }) => id);
  return { url, ids, file: files[0]?.id ?? '', reader, keyIds };
}

describe('a rotation of keys on PostgreSQL', () => {
  it('leaves everything under the new key while processes are at work, and contents as they are', async () => {
    const { url, ids, file, reader, keyIds } = await databaseWith(450);
    const keys = createKeyring([two, one]);
    const store = await open(url, keys);
    const contents = async () =>
      (await reader.query('SELECT id, content, email_hash FROM applications WHERE id = ANY($1)', [ids])).rows;
    const before = await contents();
    const seen: number[] = [];
    const rotation = await rotatePostgresKeys({
      url,
      keys,
      onProgress: (done, total) => seen.push(done, total),
      async pause() {
        const submission = submissionOf();
        await store.add(submission, options);
        ids.push(submission.id);
        await store.lease({ destination: 'crm', limit: 5, now: 9_000, until: 99_000 });
      },
    });
    expect(rotation).toEqual({ keyId: keys.current.id, rewrapped: 450, damaged: 0, missing: [] });
    expect(seen).toEqual([200, 450, 400, 450, 450, 450]);
    const kept = new Set(before.map(({ id }) => id));
    expect((await contents()).filter(({ id }) => kept.has(id))).toEqual(before);
    expect(await keyIds()).toEqual([keys.current.id]);
    const vacuums = async () =>
      (await reader.query(`SELECT vacuum_count AS n FROM pg_stat_user_tables WHERE relname = 'data_keys'`))
        .rows[0]?.n;
    await expect.poll(vacuums).toBe('1');

    const later = await open(url, createKeyring([two]));
    await later.resume({ now: 9_000, leasedDueAt: 9_000 });
    const leased = await later.lease({ destination: 'crm', limit: 1_000, now: 200_000, until: 299_000 });
    expect(new Set(leased.map(({ submission }) => submission.id))).toEqual(new Set(ids));
    expect(new TextDecoder().decode(await later.readFile(file))).toBe('license');
  }, 60_000);

  it('that was interrupted is taken up again; the old key is asked for until it is done', async () => {
    const { url } = await databaseWith(300);
    const keys = createKeyring([two, one]);
    await (await openPostgresStore({ url, keys })).close();
    const interrupted = rotatePostgresKeys({
      url,
      keys,
      pause: () => Promise.reject(new Error('power cut')),
    });
    await expect(interrupted).rejects.toThrow('power cut');
    await expect(openPostgresStore({ url, keys: createKeyring([two]) })).rejects.toMatchObject({
      name: 'KeysUnusable',
    });
    expect(await rotatePostgresKeys({ url, keys, pause })).toMatchObject({ rewrapped: 100 });
    expect(await rotatePostgresKeys({ url, keys, pause }), 'nothing is left').toMatchObject({ rewrapped: 0 });
    await open(url, createKeyring([two]));
  });

  it('is refused while the process that was started last would not know the new key', async () => {
    const { url } = await databaseWith(1);
    await expect(rotatePostgresKeys({ url, keys: createKeyring([two, one]) })).rejects.toBeInstanceOf(
      OtherCurrentKey,
    );
  });

  it('does not end well while any process goes on under the old key, whatever that adds', async () => {
    const { url } = await databaseWith(201);
    const behind = await open(url, createKeyring([one, two]));
    const keys = createKeyring([two, one]);
    await open(url, keys);
    const rotation = rotatePostgresKeys({
      url,
      keys,
      pause: async () => void (await behind.add(submissionOf(), options)),
    });
    await expect(rotation).rejects.toBeInstanceOf(OtherCurrentKey);
    await expect(openPostgresStore({ url, keys: createKeyring([two]) })).rejects.toMatchObject({
      name: 'KeysUnusable',
    });
  });

  it('is refused without the key by which the data are opened', async () => {
    const { url } = await databaseWith(1);
    await expect(rotatePostgresKeys({ url, keys: createKeyring([two, three]) })).rejects.toMatchObject({
      name: 'KeysUnusable',
      keyId: createKeyring([one]).current.id,
    });
  });

  it('says what is still under keys that are not at hand, and what is damaged, and sees to the rest', async () => {
    const { url, ids, reader } = await databaseWith(5);
    const keys = createKeyring([two, one]);
    await open(url, keys);
    const keyId = createKeyring([three]).current.id;
    await reader.query('UPDATE data_keys SET key_id = $1 WHERE application_id = $2', [keyId, ids[0]]);
    await reader.query(`UPDATE data_keys SET wrapped_key = '' WHERE application_id = $1`, [ids[1]]);
    const rotation = { keyId: keys.current.id, damaged: 1, missing: [{ keyId, applications: 1 }] };
    expect(await rotatePostgresKeys({ url, keys, pause })).toEqual({ ...rotation, rewrapped: 3 });
    expect(await rotatePostgresKeys({ url, keys, pause })).toEqual({ ...rotation, rewrapped: 0 });
  });
});
