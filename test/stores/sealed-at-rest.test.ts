import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreUnavailable } from '../../src/queue/index.ts';
import { createKeyring } from '../../src/stores/keyring.ts';
import { KeysUnusable } from '../../src/stores/keys-unusable.ts';
import { createSqliteStore, type SqliteStoreOptions } from '../../src/stores/sqlite-store.ts';
import { submissionOf } from '../contracts/store-contract.ts';
import { fileOf } from '../contracts/store-files.ts';
import { foundIn } from '../support/bytes-in.ts';
import { collectLog } from '../support/collect-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { failure, openWorker } from '../support/worker.ts';

const options = { destinations: ['crm'], serialKey: 'craig-turn', receivedAt: 0 };
const limits = { maxFiles: 5, maxTotalBytes: 1_000_000, now: 1 };
const [one, two] = [randomBytes(32), randomBytes(32)];

function openStore(more: Partial<SqliteStoreOptions> = {}) {
  const directory = more.directory ?? temporaryFolder();
  const log = collectLog();
  const store = createSqliteStore({ directory, log, ...more });
  // A test may have closed it already.
  onTestFinished(() => store.close().catch(() => {}));
  const meddler = new DatabaseSync(join(directory, 'intake.db'));
  onTestFinished(() => meddler.close());
  return { directory, log, store, meddler };
}

const refusalOf = (open: () => unknown) => {
  try {
    open();
  } catch (error) {
    return error;
  }
  throw new Error('it was opened');
};

describe('what people typed', () => {
  it('stands in no file of the data folder, in no form in which it is easily found', async () => {
    const { directory, store } = openStore();
    const submission = submissionOf({ first_name: 'Rosalinda', last_name: 'Delgado-Ruiz' });
    const file = fileOf('MVR of Rosalinda', 'rosalinda-cdl.pdf');
    const subject = { email: 'craig.daniels@example.com', phone: '720-555-0113' };
    await store.add(submission, { ...options, subject });
    await store.addFiles(submission.id, [file], limits);
    await store.lease({ destination: 'crm', limit: 1, now: 9, until: 99 });
    const typed = {
      name: 'Rosalinda',
      email: 'craig.daniels',
      phone: '555-0113',
      file: 'rosalinda-cdl',
      sum: file.sha256,
      turn: 'craig-turn',
      base64: Buffer.from('Rosalinda').toString('base64').slice(0, 10),
    };
    expect(foundIn(directory, typed)).toEqual([]);
    expect(foundIn(directory, { id: submission.id }), 'the search itself').toEqual(['id']);
    await store.close();
    expect(foundIn(directory, typed)).toEqual([]);
  });

  it('is found by hashes of an address and a number, which are the same for the same', async () => {
    const { store, meddler } = openStore();
    const subject = { email: 'Craig.Daniels@Example.com', phone: '720-555-0113' };
    await store.add(submissionOf(), { ...options, subject });
    await store.add(submissionOf(), { ...options, subject: { email: ' craig.daniels@example.com' } });
    const rows = meddler.prepare('SELECT email_hash, phone_hash FROM applications ORDER BY rowid').all();
    expect(rows[0]?.email_hash).toMatch(/^[\w-]{22}$/);
    expect(rows[0]?.email_hash).toBe(rows[1]?.email_hash);
    expect(rows[0]?.phone_hash).toMatch(/^[\w-]{22}$/);
    expect(rows[1]?.phone_hash).toBeNull();
  });

  it('is told from other content under the same id after a restart, to the letter', async () => {
    const { directory, store } = openStore();
    const submission = submissionOf({ city: 'Denver' });
    await store.add(submission, options);
    await store.close();
    const again = openStore({ directory }).store;
    expect((await again.add(submission, options)).outcome).toBe('same');
    const changed = submissionOf({ city: 'Denver ' }, { id: submission.id });
    expect((await again.add(changed, options)).outcome).toBe('different');
  });
});

describe('an application that cannot be opened', () => {
  it('waits for a person, who is told why; the others go on', async () => {
    const { store, meddler, log } = openStore();
    const submissions = [submissionOf(), submissionOf(), submissionOf()];
    for (const submission of submissions) await store.add(submission, { ...options, serialKey: null });
    const [bad] = submissions;
    meddler
      .prepare('UPDATE data_keys SET key_id = ? WHERE application_id = ?')
      .run('0123456789abcdef', bad?.id ?? '');
    const leased = await store.lease({ destination: 'crm', limit: 2, now: 9, until: 99 });
    expect(leased.map(({ submission }) => submission)).toEqual(submissions.slice(1));
    const lastError = 'unreadable: key 0123456789abcdef is not configured';
    expect((await store.find(bad?.id ?? ''))?.deliveries).toMatchObject([{ state: 'attention', lastError }]);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { id: bad?.id, error: lastError } }]);
    expect(await store.counts()).toEqual({ queued: 0, leased: 2, delivered: 0, attention: 1 });
  });

  it.each([
    [
      'checkpoints that are no JSON',
      `UPDATE deliveries SET checkpoints = '{"contact' WHERE application_id = ?`,
    ],
    ['a receipt that is no JSON', `UPDATE deliveries SET receipt = 'Craig' WHERE application_id = ?`],
    ['no key in the table', 'DELETE FROM data_keys WHERE application_id = ?'],
  ])('because it has %s waits as well', async (_, damage) => {
    const { store, meddler, log } = openStore();
    const [bad, good] = [submissionOf(), submissionOf()];
    for (const submission of [bad, good]) await store.add(submission, { ...options, serialKey: null });
    meddler.exec('PRAGMA foreign_keys = off');
    meddler.prepare(damage).run(bad?.id ?? '');
    const leased = await store.lease({ destination: 'crm', limit: 2, now: 9, until: 99 });
    expect(leased.map(({ submission }) => submission)).toEqual([good]);
    const error = 'unreadable: what is stored of it is damaged';
    expect(log.lines).toMatchObject([{ level: 'error', fields: { id: bad?.id, error } }]);
    expect(JSON.stringify(log.lines)).not.toContain('Craig');
    expect(await store.counts()).toEqual({ queued: 0, leased: 1, delivered: 0, attention: 1 });
  });

  it('because two have been swapped goes nowhere', async () => {
    const { store, meddler } = openStore();
    const [first, second] = [submissionOf(), submissionOf()];
    for (const submission of [first, second]) await store.add(submission, { ...options, serialKey: null });
    meddler.exec(
      `CREATE TEMP TABLE swap AS SELECT id, content FROM applications;
       UPDATE applications SET content = (SELECT content FROM swap WHERE swap.id <> applications.id)`,
    );
    expect(await store.lease({ destination: 'crm', limit: 2, now: 9, until: 99 })).toEqual([]);
    expect((await store.find(first.id))?.deliveries).toMatchObject([
      { state: 'attention', lastError: expect.stringMatching(/^unreadable: .* is damaged$/) },
    ]);
  });

  it('makes its own repetition fail, and nothing that is written along with it', async () => {
    const { store, meddler } = openStore();
    const [bad, fresh] = [submissionOf(), submissionOf()];
    await store.add(bad, options);
    meddler.exec(`UPDATE applications SET content = 'AQIDBA=='`);
    const [again, other] = await Promise.allSettled([store.add(bad, options), store.add(fresh, options)]);
    expect(again).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
    expect(other).toMatchObject({ status: 'fulfilled', value: { outcome: 'added' } });
  });

  it('still tells how it stands, without the names of its files', async () => {
    const { store, meddler } = openStore();
    const submission = submissionOf();
    await store.add(submission, options);
    await store.addFiles(submission.id, [fileOf('a')], limits);
    meddler.exec('UPDATE data_keys SET wrapped_key = zeroblob(61)');
    expect(await store.find(submission.id)).toMatchObject({ files: [], deliveries: [{ state: 'queued' }] });
    const more = store.addFiles(submission.id, [fileOf('b')], limits);
    await expect(more).rejects.toBeInstanceOf(StoreUnavailable);
  });

  it('but for a file of it is set aside by the worker, and not tried again and again', async () => {
    const { store, meddler } = openStore();
    const worker = openWorker(
      async (_, { files }) => {
        for (const file of files) await file.read();
        throw failure('retry');
      },
      { store },
    );
    const id = await worker.add();
    await store.addFiles(id, [fileOf('license')], { ...limits, now: worker.clock.now });
    meddler.exec('UPDATE files SET content = zeroblob(40)');
    await worker.tick();
    expect(await worker.stateOf(id)).toMatchObject({
      state: 'attention',
      lastError: expect.stringMatching(/^rejected: unreadable: .* is damaged$/),
    });
  });
});

describe('the key of a data folder', () => {
  it('is made for the first start, for its owner alone, and stays', async () => {
    const directory = temporaryFolder();
    const made: string[] = [];
    const { store } = openStore({ directory, onKeyMade: (file) => made.push(file) });
    await store.close();
    const file = join(directory, 'intake.key');
    expect(made).toEqual([file]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const key = readFileSync(file, 'utf8');
    expect(key).toMatch(/^[\da-f]{64}\n$/);
    openStore({ directory, onKeyMade: (again) => made.push(again) });
    expect([made, readFileSync(file, 'utf8')]).toEqual([[file], key]);
  });

  it('is not made where keys are given', () => {
    const { directory } = openStore({ keys: createKeyring([one]) });
    expect(existsSync(join(directory, 'intake.key'))).toBe(false);
  });

  it('is not made anew where something has been sealed: without it nothing is opened', async () => {
    const { directory, store } = openStore();
    await store.close();
    const file = join(directory, 'intake.key');
    const key = readFileSync(file);
    rmSync(file);
    const refusal = refusalOf(() => createSqliteStore({ directory }));
    expect(refusal).toBeInstanceOf(KeysUnusable);
    expect(refusal).toMatchObject({ kind: 'missing', keyId: undefined });
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, 'secret\n');
    expect(refusalOf(() => createSqliteStore({ directory }))).toMatchObject({ kind: 'malformed' });
    writeFileSync(file, key);
    expect(() => openStore({ directory }), 'the folder was left unlocked').not.toThrow();
  });
});

describe('a start with other keys', () => {
  it('is refused, with the id of the key that is missing', async () => {
    const keys = createKeyring([one]);
    const { directory, store } = openStore({ keys });
    await store.close();
    const refusal = refusalOf(() => createSqliteStore({ directory, keys: createKeyring([two]) }));
    expect(refusal).toBeInstanceOf(KeysUnusable);
    expect(refusal).toMatchObject({ kind: 'missing', keyId: keys.current.id });
  });

  it('goes on with an old key beside a new one, under which all that comes is sealed', async () => {
    const { directory, store } = openStore({ keys: createKeyring([one]) });
    const [before, after] = [submissionOf(), submissionOf()];
    await store.add(before, { ...options, serialKey: null });
    await store.close();
    const keys = createKeyring([two, one]);
    const next = openStore({ directory, keys });
    await next.store.add(after, { ...options, serialKey: null });
    const leased = await next.store.lease({ destination: 'crm', limit: 2, now: 9, until: 99 });
    expect(leased.map(({ submission }) => submission)).toEqual([before, after]);
    const ids = next.meddler.prepare('SELECT key_id FROM data_keys ORDER BY rowid').all();
    expect(ids.map((row) => row.key_id)).toEqual([createKeyring([one]).current.id, keys.current.id]);
  });
});
