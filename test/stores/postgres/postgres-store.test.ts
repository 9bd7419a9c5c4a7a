import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DeliveryStore, StoreUnavailable } from '../../../src/queue/index.ts';
import { openPostgresStore } from '../../../src/stores/postgres/postgres-store.ts';
import { describeStoreContract, submissionOf } from '../../contracts/store-contract.ts';
import { startPostgres } from '../../support/postgres.ts';
import { until } from '../../support/until.ts';
import { inSeconds } from './in-seconds.ts';
import { preparePostgres } from './prepared.ts';

const postgres = preparePostgres();
const { keys } = postgres;

describeStoreContract(
  'PostgreSQL store',
  async () =>
    inSeconds(await openPostgresStore({ url: await postgres.createDatabase(), keys, countsForMs: 0 })),
  { shared: true },
);

/** A store on a database, closed when the test is over. */
async function openOn(url: string): Promise<DeliveryStore> {
  const store = await openPostgresStore({ url, keys, countsForMs: 0 });
  onTestFinished(() => store.close());
  return store;
}

const at = 1_700_000_000_000;
const options = { destinations: ['crm'], serialKey: null, receivedAt: at };
const leaseAt = (now: number, limit = 10) => ({ destination: 'crm', limit, now, until: now + 60_000 });

describe('two processes on one PostgreSQL database', () => {
  async function openTwo(): Promise<[DeliveryStore, DeliveryStore]> {
    const url = await postgres.createDatabase();
    return [await openOn(url), await openOn(url)];
  }

  it('never lease one delivery both, however often both ask at once', async () => {
    const stores = await openTwo();
    for (let added = 0; added < 60; added += 1) await stores[added % 2]?.add(submissionOf(), options);
    const taken: string[] = [];
    for (let round = 0; round < 15; round += 1) {
      const both = await Promise.all(
        stores.map((store) => store.lease({ ...leaseAt(at, 3), newestFirst: 1 })),
      );
      taken.push(...both.flat().map(({ submission }) => submission.id));
    }
    expect(taken).toHaveLength(60);
    expect(new Set(taken).size).toBe(60);
  });

  it('never lease two with one serial key, however often both ask at once', async () => {
    const stores = await openTwo();
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(stores.map((store) => store.add(submissionOf(), { ...options, serialKey: 'a' })));
    }
    for (let round = 0; round < 20; round += 1) {
      const leased = (await Promise.all(stores.map((store) => store.lease(leaseAt(at))))).flat();
      expect(leased, `round ${round}`).toHaveLength(1);
      for (const delivery of leased) expect(await stores[0].complete(delivery, { id: '1' })).toBe(true);
    }
  });

  it('take over what the other one leased and left, once its lease has run out', async () => {
    const [dead, living] = await openTwo();
    await dead.add(submissionOf(), { ...options, serialKey: 'a' });
    const [left] = await dead.lease(leaseAt(at));
    expect(await living.lease(leaseAt(at + 59_999))).toEqual([]);
    const [taken] = await living.lease(leaseAt(at + 60_000));
    expect(taken).toMatchObject({ submission: { id: left?.submission.id }, attempt: 2 });
    expect(left && (await dead.renew(left, at + 999_999))).toBe(false);
    expect(left && (await dead.complete(left, { id: 'late' }))).toBe(false);
  });

  it('answer an application that both are sent with one reference', async () => {
    const stores = await openTwo();
    for (let round = 0; round < 10; round += 1) {
      const submission = submissionOf();
      const both = await Promise.all(stores.map((store) => store.add(submission, options)));
      expect(both.map(({ outcome }) => outcome).sort()).toEqual(['added', 'same']);
      expect(new Set(both.map(({ application }) => application.reference)).size).toBe(1);
    }
  });

  it('agree on the time, whatever their own clocks say', async () => {
    const [one, other] = await openTwo();
    expect(Math.abs(one.now() - other.now())).toBeLessThan(1_000);
  });
});

describe('an application and its place in the queue', () => {
  it('exist together or not at all', async () => {
    const url = await postgres.createDatabase();
    const store = await openOn(url);
    const meddler = new Client({ connectionString: url });
    await meddler.connect();
    onTestFinished(() => meddler.end());
    await store.add(submissionOf(), options);
    await meddler.query('ALTER TABLE applicant_intake_queue.job_common RENAME TO hidden');
    const submission = submissionOf();
    await expect(store.add(submission, options)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await store.find(submission.id)).toBeUndefined();
    await meddler.query('ALTER TABLE applicant_intake_queue.hidden RENAME TO job_common');
    expect((await store.add(submission, options)).outcome).toBe('added');

    await meddler.query('ALTER TABLE deliveries RENAME TO hidden');
    await expect(store.add(submissionOf(), options)).rejects.toBeInstanceOf(StoreUnavailable);
    await meddler.query('ALTER TABLE hidden RENAME TO deliveries');
    expect(await store.lease(leaseAt(at))).toHaveLength(2);
    const { rows } = await meddler.query(
      `SELECT name FROM applicant_intake_queue.job WHERE name <> 'crm/fresh'`,
    );
    expect(rows, 'nothing is in the queue that does not wait').toEqual([]);
  });

  it('are found again when the queue has been lost', async () => {
    const url = await postgres.createDatabase();
    const first = await openPostgresStore({ url, keys });
    const submission = submissionOf();
    await first.add(submission, options);
    await first.close();
    const meddler = new Client({ connectionString: url });
    await meddler.connect();
    await meddler.query('DROP SCHEMA applicant_intake_queue CASCADE');
    await meddler.end();
    const second = await openOn(url);
    await second.resume({ now: at, leasedDueAt: at + 30_000 });
    expect(await second.lease(leaseAt(at))).toMatchObject([{ submission: { id: submission.id } }]);
  });
});

describe('a PostgreSQL database', () => {
  it('that cannot be reached makes the store unavailable, and it recovers by itself', async () => {
    const own = await startPostgres();
    onTestFinished(() => own.stop());
    const store = await openOn(await own.createDatabase());
    const submission = submissionOf();
    await store.add(submission, options);
    await own.stop();
    await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.add(submissionOf(), options)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.find(submission.id)).rejects.toBeInstanceOf(StoreUnavailable);
    await own.start();
    await until(() =>
      store.ping().then(
        () => true,
        () => false,
      ),
    );
    expect(await store.find(submission.id)).toMatchObject({ id: submission.id });
    expect(await store.lease(leaseAt(at))).toHaveLength(1);
  });

  it('that is not there at the start is an error with its cause', async () => {
    await expect(
      openPostgresStore({ url: 'postgres://postgres:password@127.0.0.1:9/intake', keys }),
    ).rejects.toMatchObject({
      name: 'StoreUnavailable',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('written by a newer program is left alone', async () => {
    const url = await postgres.createDatabase();
    const meddler = new Client({ connectionString: url });
    await meddler.connect();
    await meddler.query('UPDATE schema_version SET version = 99');
    await meddler.end();
    await expect(openPostgresStore({ url, keys })).rejects.toThrow(/newer applicant-intake \(schema 99/);
  });

  it('is brought up to date once, however many processes start at the same time', async () => {
    const url = await postgres.createEmptyDatabase();
    const stores = await Promise.all([1, 2, 3].map(() => openOn(url)));
    for (const store of stores) expect((await store.add(submissionOf(), options)).outcome).toBe('added');
    expect(await stores[0]?.counts()).toMatchObject({ queued: 3 });
  });
});
