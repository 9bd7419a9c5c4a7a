import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type LeasedDelivery, StoreUnavailable } from '../../src/queue/index.ts';
import { FolderInUse } from '../../src/stores/folder-lock.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { describeStoreContract, submissionOf } from '../contracts/store-contract.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describeStoreContract('SQLite store', () => createSqliteStore({ directory: temporaryFolder() }));

const options = { destinations: ['crm'], serialKey: 'a', receivedAt: 7 };

describe('the SQLite store', () => {
  it('counts right though writes are undone, and what an operator deletes', async () => {
    const directory = temporaryFolder();
    const store = createSqliteStore({ directory });
    const meddler = new DatabaseSync(join(directory, 'intake.db'));
    const submissions = [submissionOf(), submissionOf(), submissionOf()];
    for (const submission of submissions) await store.add(submission, options);
    meddler.exec(
      `CREATE TRIGGER full BEFORE INSERT ON deliveries BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
    );
    await expect(store.add(submissionOf(), options)).rejects.toBeInstanceOf(StoreUnavailable);
    const [delivery] = await store.lease({ destination: 'crm', limit: 1, now: 9, until: 99 });
    if (delivery) await store.complete(delivery, { id: '1' });
    meddler.prepare('DELETE FROM deliveries WHERE application_id = ?').run(submissions[2]?.id ?? '');
    expect(await store.counts()).toEqual({ queued: 1, leased: 0, delivered: 1, attention: 0 });
    meddler.close();
    await store.close();
  });

  it('finds everything again after it was closed', async () => {
    const directory = temporaryFolder();
    const first = createSqliteStore({ directory });
    const submissions = [submissionOf(), submissionOf(), submissionOf({ last_name: 'O’Brien' })];
    for (const submission of submissions) await first.add(submission, { ...options, serialKey: null });
    const [one, two] = await first.lease({ destination: 'crm', limit: 2, now: 9, until: 99 });
    if (one) await first.complete(one, { id: '84001', reference: '261121-000000' });
    if (two) await first.bury(two, { error: 'rejected' });
    const before = await Promise.all(submissions.map(({ id }) => first.find(id)));
    await first.close();

    const second = createSqliteStore({ directory });
    expect(await Promise.all(submissions.map(({ id }) => second.find(id)))).toEqual(before);
    const [third] = await second.lease({ destination: 'crm', limit: 9, now: 9, until: 99 });
    expect(third).toMatchObject({ submission: submissions[2], attempt: 1, receivedAt: 7 });
    expect((await second.add(submissions[0] as never, options)).outcome).toBe('same');
    await second.close();
  });

  it('knows tokens that have been used and marks for a review again after it was closed', async () => {
    const directory = temporaryFolder();
    const first = createSqliteStore({ directory });
    const submission = submissionOf();
    const spend = { submissionId: submission.id, expiresAt: 100, now: 1 };
    await first.add({ ...submission, review: ['too_fast'] }, options);
    expect(await first.spend('a', spend)).toBe(true);
    await first.close();

    const second = createSqliteStore({ directory });
    expect(await second.spend('a', { ...spend, submissionId: 'another' })).toBe(false);
    expect(await second.spend('a', spend)).toBe(true);
    const [leased] = await second.lease({ destination: 'crm', limit: 1, now: 9, until: 99 });
    expect(leased?.submission).toEqual({ ...submission, review: ['too_fast'] });
    await second.close();
  });

  it('makes its folder, which only its owner may look into', async () => {
    const directory = join(temporaryFolder(), 'deep', 'data');
    await createSqliteStore({ directory }).close();
    expect(statSync(directory).mode & 0o077).toBe(0);
  });

  it('lets nobody else read its files, also in a folder that others may look into', async () => {
    const directory = temporaryFolder();
    chmodSync(directory, 0o755);
    writeFileSync(join(directory, 'intake.db'), '', { mode: 0o644 });
    const store = createSqliteStore({ directory });
    await store.add(submissionOf(), options);
    const modes = readdirSync(directory)
      .filter((name) => name.startsWith('intake.db'))
      .map((name) => [name, statSync(join(directory, name)).mode & 0o077]);
    expect(modes).toEqual([
      ['intake.db', 0],
      ['intake.db-shm', 0],
      ['intake.db-wal', 0],
    ]);
    await store.close();
  });

  it('that cannot be opened holds nothing open', async () => {
    const directory = temporaryFolder();
    const newer = new DatabaseSync(join(directory, 'intake.db'));
    newer.exec('PRAGMA journal_mode = wal; PRAGMA user_version = 99');
    newer.close();
    expect(() => createSqliteStore({ directory })).toThrow(/newer/);
    // SQLite takes its log away when the last connection is closed.
    expect(readdirSync(directory).filter((name) => name.startsWith('intake.db'))).toEqual(['intake.db']);
  });

  it('waits with closing for what was asked before', async () => {
    const directory = temporaryFolder();
    const store = createSqliteStore({ directory });
    const submission = submissionOf();
    const [added] = await Promise.all([store.add(submission, options), store.close()]);
    expect(added.outcome).toBe('added');
    const again = createSqliteStore({ directory });
    expect(await again.find(submission.id)).toEqual(added.application);
    await again.close();
  });

  it('is unavailable once it is closed', async () => {
    const store = createSqliteStore({ directory: temporaryFolder() });
    const submission = submissionOf();
    await store.close();
    const delivery: LeasedDelivery = {
      submission,
      reference: '7Q4M-X2HV',
      destination: 'crm',
      attempt: 1,
      receivedAt: 0,
      owedSince: 0,
      attemptsBefore: 0,
      files: [],
      checkpoints: {},
    };
    const calls = [
      () => store.add(submission, options),
      () => store.addFiles(submission.id, [], { maxFiles: 1, maxTotalBytes: 1, now: 0 }),
      () => store.readFile('1'),
      () => store.find(submission.id),
      () => store.record(delivery, { contact: '51718' }),
      () => store.lease({ destination: 'crm', limit: 1, now: 0, until: 1 }),
      () => store.complete(delivery, { id: '1' }),
      () => store.postpone(delivery, { dueAt: 0, error: 'retry' }),
      () => store.bury(delivery, { error: 'rejected' }),
      () => store.nextDueAt('crm'),
      () => store.resume({ now: 0, leasedDueAt: 0 }),
      () => store.counts(),
      () => store.ping(),
    ];
    for (const call of calls) await expect(call()).rejects.toBeInstanceOf(StoreUnavailable);
  });
});

describe('a folder of the SQLite store', () => {
  it('cannot be opened twice, and can be again once it is closed', async () => {
    const directory = temporaryFolder();
    const store = createSqliteStore({ directory });
    expect(() => createSqliteStore({ directory })).toThrow(FolderInUse);
    await store.ping();
    await store.close();
    await createSqliteStore({ directory }).close();
  });

  it('written by a newer program is left alone', async () => {
    const directory = temporaryFolder();
    await createSqliteStore({ directory }).close();
    const database = new DatabaseSync(join(directory, 'intake.db'));
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => createSqliteStore({ directory })).toThrow(/newer applicant-intake \(schema 99/);
    // Its lock is free again, so that the newer program can be started.
    expect(() => createSqliteStore({ directory })).not.toThrow(FolderInUse);
  });

  it('with something else in the place of the data is refused, and not changed', () => {
    const directory = temporaryFolder();
    const file = join(directory, 'intake.db');
    writeFileSync(file, 'no database '.repeat(1000));
    const before = statSync(file).mtimeMs;
    expect(() => createSqliteStore({ directory })).toThrow(/not a database/);
    expect(statSync(file).mtimeMs).toBe(before);
    const inTheWay = temporaryFolder();
    mkdirSync(join(inTheWay, 'intake.db'));
    expect(() => createSqliteStore({ directory: inTheWay })).toThrow();
    writeFileSync(join(inTheWay, 'file'), '');
    expect(() => createSqliteStore({ directory: join(inTheWay, 'file') })).toThrow();
  });
});
