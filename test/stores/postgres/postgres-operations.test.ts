import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreUnavailable } from '../../../src/queue/index.ts';
import { createKeyring } from '../../../src/stores/keyring.ts';
import { openPostgresOperations } from '../../../src/stores/postgres/postgres-operations.ts';
import { openPostgresStore } from '../../../src/stores/postgres/postgres-store.ts';
import { describeOperatorsAndWorkers } from '../../contracts/operators-and-workers.ts';
import { submissionOf } from '../../contracts/store-contract.ts';
import { describeOperations } from '../../contracts/store-operations.ts';
import { startPostgres } from '../../support/postgres.ts';
import { inSeconds } from './in-seconds.ts';
import { operationsInSeconds } from './operations-in-seconds.ts';
import { preparePostgres } from './prepared.ts';

const postgres = preparePostgres();
const { keys } = postgres;

describeOperations('PostgreSQL store', async () => {
  const url = await postgres.createDatabase();
  return {
    store: inSeconds(await openPostgresStore({ url, keys, countsForMs: 0 })),
    operations: operationsInSeconds(await openPostgresOperations({ url, keys: () => keys })),
  };
});

describeOperatorsAndWorkers(
  'PostgreSQL store',
  async () => {
    const url = await postgres.createDatabase();
    return {
      store: await openPostgresStore({ url, keys, countsForMs: 0 }),
      operations: await openPostgresOperations({ url, keys: () => keys }),
    };
  },
  { leaseMs: 500, settleMs: 100 },
);

/** A database of its own, with a store, operations and a connection that does what nobody should. */
async function openAll() {
  const url = await postgres.createDatabase();
  const store = await openPostgresStore({ url, keys, countsForMs: 0 });
  const operations = await openPostgresOperations({ url, keys: () => keys });
  const meddler = new Client({ connectionString: url });
  await meddler.connect();
  onTestFinished(async () => {
    await meddler.end();
    await operations.close();
    await store.close();
  });
  const add = async (destinations = ['crm']) => {
    const submission = submissionOf();
    await store.add(submission, { destinations, serialKey: 'a', receivedAt: 1_000 });
    return submission.id;
  };
  const lease = (now: number, destination = 'crm', until = now + 60_000) =>
    store.lease({ destination, limit: 10, now, until });
  return { url, store, operations, meddler, add, lease };
}

const now = 1_700_000_000_000;
const retryOptions = { now, leaseMs: 0, settleMs: 0 };

describe('operators on PostgreSQL', () => {
  it('give a delivery whose place in the queue is lost another one', async () => {
    const { operations, meddler, add, lease } = await openAll();
    const id = await add();
    await meddler.query('DELETE FROM applicant_intake_queue.job');
    expect(await lease(now)).toEqual([]);
    expect(await operations.retry([{ id, destination: 'crm' }], retryOptions)).toEqual(['due']);
    expect(await lease(now)).toMatchObject([{ submission: { id } }]);
  });

  it('have one delivery taken once, however often they try it again', async () => {
    const { operations, add, lease } = await openAll();
    const id = await add();
    const key = { id, destination: 'crm' };
    expect(await operations.retry([key, key, key], retryOptions)).toEqual(['due', 'due', 'due']);
    await Promise.all([1, 2, 3].map(() => operations.retry([key], retryOptions)));
    expect(await lease(now)).toMatchObject([{ submission: { id }, attempt: 1 }]);
    expect(await lease(now + 1_000)).toEqual([]);
  });

  it('leave nothing in the queue of what they erase', async () => {
    const { operations, meddler, add } = await openAll();
    const id = await add();
    for (const round of [1, 2]) {
      await operations.retry([{ id, destination: 'crm' }], { ...retryOptions, now: now + round });
    }
    expect(await operations.erase([id], { now })).toEqual(['erased']);
    const { rows } = await meddler.query('SELECT name FROM applicant_intake_queue.job');
    expect(rows).toEqual([]);
  });

  it('lose nothing of an application of which they can erase only a part', async () => {
    const { operations, add, lease } = await openAll();
    const id = await add(['crm', 'file']);
    await lease(now, 'crm', now + 10);
    await lease(now, 'file');
    expect(await operations.erase([id], { now: now + 20 })).toEqual(['leased']);
    expect(await lease(now + 20)).toMatchObject([{ submission: { id }, attempt: 2 }]);
  });

  it('are told what cannot be opened', async () => {
    const { url, operations, meddler, add } = await openAll();
    const id = await add();
    await meddler.query(`UPDATE applications SET content = '\\x01'`);
    await expect(operations.export(id)).rejects.toMatchObject({ name: 'Unreadable', kind: 'tampered' });
    const others = createKeyring([randomBytes(32)]);
    const strangers = await openPostgresOperations({ url, keys: () => others });
    onTestFinished(() => strangers.close());
    await expect(strangers.export(id)).rejects.toMatchObject({
      name: 'KeysUnusable',
      keyId: keys.current.id,
    });
    expect(await strangers.show(id), 'for which nothing has to be opened').toMatchObject({ id });
  });
});

describe('a PostgreSQL database for operators', () => {
  const opened = (url: string) => openPostgresOperations({ url, keys: () => keys });

  it('is left as it is when no proxy has been started on it', async () => {
    const url = await postgres.createEmptyDatabase();
    await expect(opened(url)).rejects.toMatchObject({ name: 'OlderSchema' });
    const client = new Client({ connectionString: url });
    await client.connect();
    onTestFinished(() => client.end());
    const { rows } = await client.query(
      `SELECT table_name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    expect(rows).toEqual([]);
  });

  it.each([
    ['UPDATE schema_version SET version = 99', 'NewerSchema'],
    ['UPDATE schema_version SET version = 0', 'OlderSchema'],
    ['DROP SCHEMA applicant_intake_queue CASCADE', 'OlderSchema'],
    ['UPDATE applicant_intake_queue.version SET version = 1', 'OlderSchema'],
  ])('is refused after %s', async (statement, name) => {
    const url = await postgres.createDatabase();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(statement);
    await client.end();
    await expect(opened(url)).rejects.toMatchObject({ name });
  });

  it('that is not there makes them unavailable', async () => {
    await expect(opened('postgres://postgres:password@127.0.0.1:9/intake')).rejects.toMatchObject({
      name: 'StoreUnavailable',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('that goes away makes them unavailable, and they recover by themselves', async () => {
    const own = await startPostgres();
    onTestFinished(() => own.stop());
    const url = await own.createDatabase();
    const store = await openPostgresStore({ url, keys });
    const { id } = submissionOf();
    await store.close();
    const operations = await opened(url);
    onTestFinished(() => operations.close());
    await own.stop();
    await expect(operations.list({}, { limit: 1 })).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(operations.show(id)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(operations.retry([], retryOptions)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(operations.erase([id], { now })).rejects.toBeInstanceOf(StoreUnavailable);
    await own.start();
    expect(await operations.list({}, { limit: 1 })).toEqual([]);
  });
});
