import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { AddOptions } from '../../../src/queue/delivery-store.ts';
import { createKeyring } from '../../../src/stores/keyring.ts';
import { openPostgresStore } from '../../../src/stores/postgres/postgres-store.ts';
import { submissionOf } from '../../contracts/store-contract.ts';
import { fileOf } from '../../contracts/store-files.ts';
import { eraseAll as eraseAllOf } from '../../support/erase-all.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const keys = createKeyring([randomBytes(32)]);
const options = { destinations: ['crm'], serialKey: 'a', receivedAt: 0 };
const limits = { maxFiles: 5, maxTotalBytes: 1_000_000, now: 1_000 };

async function openStore() {
  const url = await server.createDatabase();
  const store = await openPostgresStore({ url, keys, countsForMs: 0 });
  const reader = new Client({ connectionString: url });
  await reader.connect();
  onTestFinished(async () => {
    await reader.end();
    await store.close();
  });
  const add = async (more: Partial<AddOptions> = {}) => {
    const submission = submissionOf();
    await store.add(submission, { ...options, ...more, subject: { email: 'craig@example.com' } });
    return submission;
  };
  /** Leases everything of a destination and has it end. */
  const endAll = async (end: 'complete' | 'bury', destination = 'crm') => {
    for (const leased of await store.lease({ destination, limit: 1_000, now: 9_000, until: 99_000 })) {
      if (end === 'complete') await store.complete(leased, { id: `84-${leased.submission.id}` });
      else await store.bury(leased, { error: 'rejected', recheckAt: 50_000 });
    }
  };
  const eraseAll = (deliveredBefore: number, attentionBefore = deliveredBefore) =>
    eraseAllOf(store, { deliveredBefore, attentionBefore });
  const count = async (table: string) =>
    Number((await reader.query(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n);
  return { url, store, reader, add, endAll, eraseAll, count };
}

const soon = (store: { now(): number }) => store.now() + 60_000;

describe('an application that is erased', () => {
  it('keeps its id, reference, times, state and receipt, and is answered as before', async () => {
    const { store, add, endAll, eraseAll, count } = await openStore();
    const submission = await add();
    await store.addFiles(submission.id, [fileOf('license')], limits);
    await endAll('complete');
    const before = await store.find(submission.id);
    expect(await eraseAll(soon(store))).toBe(1);
    expect(await store.find(submission.id)).toEqual({ ...before, files: [] });
    const changed = submissionOf({ city: 'Boulder' }, { id: submission.id });
    for (const late of [submission, changed]) {
      const again = await store.add(late, { ...options, receivedAt: 500 });
      expect(again).toEqual({ outcome: 'same', application: { ...before, files: [] } });
    }
    const [file] = before?.files ?? [];
    expect(await store.readFile(file?.id ?? '')).toBeUndefined();
    expect(await store.addFiles(submission.id, [fileOf('a')], limits)).toEqual({
      outcome: 'unknown',
      files: [],
    });
    expect([await count('data_keys'), await count('files')]).toEqual([0, 0]);
  });

  it('is nowhere any more by which it could be found or read, in the queue neither', async () => {
    const { store, reader, add, endAll, eraseAll } = await openStore();
    await add();
    await endAll('bury');
    const queued = async () => (await reader.query('SELECT name FROM applicant_intake_queue.job')).rows;
    expect(await queued()).toHaveLength(2);
    expect(await eraseAll(soon(store))).toBe(1);
    expect(await queued()).toEqual([]);
    const { rows } = await reader.query(
      `SELECT content, review, email_hash, phone_hash, serial_key, checkpoints, ticket
       FROM applications JOIN deliveries ON application_id = id`,
    );
    expect(Object.values(rows[0]).every((value) => value === null)).toBe(true);
  });

  it('in attention is never tried again, by recheck or by a start, and waits for nobody', async () => {
    const { store, add, endAll, eraseAll } = await openStore();
    const { id } = await add();
    await endAll('bury');
    expect(await eraseAll(soon(store))).toBe(1);
    await store.resume({ now: 300_000, leasedDueAt: 300_000 });
    expect(await store.nextDueAt('crm')).toBeUndefined();
    expect(await store.lease({ destination: 'crm', limit: 9, now: 999_000, until: 1_000_000 })).toEqual([]);
    expect((await store.find(id))?.deliveries).toMatchObject([{ state: 'attention', lastError: 'erased' }]);
    expect(await store.counts()).toEqual({ queued: 0, leased: 0, delivered: 0, attention: 0 });
  });

  it('has waited for nobody who is optional, but for what is under way', async () => {
    const { store, add, endAll, eraseAll, reader } = await openStore();
    await add({ optional: ['file'] });
    await endAll('complete');
    const [leased] = await store.lease({ destination: 'file', limit: 1, now: 9_000, until: 99_000 });
    expect(leased).toBeDefined();
    expect(await eraseAll(soon(store)), 'leased').toBe(0);
    if (leased) await store.postpone(leased, { dueAt: 5, error: 'retry', last: false, unsettled: false });
    expect(await eraseAll(soon(store))).toBe(1);
    expect(await store.lease({ destination: 'file', limit: 1, now: 999_000, until: 1_000_000 })).toEqual([]);
    expect((await reader.query('SELECT name FROM applicant_intake_queue.job')).rows).toEqual([]);
  });

  it('takes what was left of it in the tables with it, as far as the server lets this user', async () => {
    const { url, store, reader, add, endAll, eraseAll } = await openStore();
    for (let added = 0; added < 50; added += 1) await add({ serialKey: `${added}` });
    await endAll('complete');
    expect(await eraseAll(soon(store))).toBe(50);
    const vacuums = async () =>
      (await reader.query(`SELECT vacuum_count AS n FROM pg_stat_user_tables WHERE relname = 'data_keys'`))
        .rows[0]?.n;
    expect(await vacuums()).toBe('0');
    expect(await store.purge()).toBe(true);
    await expect.poll(vacuums).toBe('1');

    await reader.query(`CREATE ROLE guest LOGIN PASSWORD 'guest'`);
    await reader.query('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO guest');
    await reader.query('GRANT ALL ON SCHEMA applicant_intake_queue TO guest');
    await reader.query(
      'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA applicant_intake_queue TO guest',
    );
    await reader.query('GRANT CREATE, USAGE ON SCHEMA public TO guest');
    const guest = new URL(url);
    guest.username = guest.password = 'guest';
    const other = await openPostgresStore({ url: guest.href, keys });
    onTestFinished(() => other.close());
    expect(await other.purge()).toBe(true);
    expect(await vacuums()).toBe('1');
  });
});

describe('what has not ended', () => {
  it('stays: queued, leased, too recent, or with a delivery that has not', async () => {
    const { store, add, endAll, eraseAll } = await openStore();
    await add();
    const two = submissionOf();
    await store.add(two, { ...options, serialKey: null, destinations: ['crm', 'file'] });
    expect(await eraseAll(soon(store)), 'queued').toBe(0);
    await endAll('complete');
    expect(await eraseAll(store.now() - 60_000), 'too recent').toBe(0);
    expect(await eraseAll(soon(store)), 'the one that was delivered everywhere').toBe(1);
    const [other] = await store.lease({ destination: 'file', limit: 1, now: 9_000, until: 99_000 });
    expect(await eraseAll(soon(store)), 'leased').toBe(0);
    if (other) await store.complete(other, { id: '2' });
    expect(await eraseAll(soon(store))).toBe(1);
  });

  it('and needs attention is kept for longer, and not erased while a start has it tried again', async () => {
    const { store, add, endAll, eraseAll } = await openStore();
    await add();
    await endAll('bury');
    await store.resume({ now: 0, leasedDueAt: 0 });
    expect(await eraseAll(soon(store)), 'queued again').toBe(0);
    await endAll('bury');
    expect(await eraseAll(soon(store), store.now() - 60_000)).toBe(0);
    expect(await eraseAll(0, soon(store))).toBe(1);
  });

  it('is owed anew when a file comes, also while others erase', async () => {
    const { store, add, endAll, eraseAll } = await openStore();
    for (let round = 0; round < 8; round += 1) {
      const { id } = await add();
      await endAll('complete');
      const [{ outcome }] = await Promise.all([
        store.addFiles(id, [fileOf('a')], limits),
        eraseAll(soon(store)),
      ]);
      const [delivery] = (await store.find(id))?.deliveries ?? [];
      expect(delivery?.state, outcome).toBe(outcome === 'added' ? 'queued' : 'delivered');
      await endAll('complete');
    }
    expect(await eraseAll(soon(store))).toBeGreaterThanOrEqual(0);
  });
});
