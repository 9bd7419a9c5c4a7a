import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { failure, openWorker } from '../support/worker.ts';

/** For a machine that is busy with other tests. */
const patiently = { timeout: 20_000 };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const live = { now: Date.now };

describe('a worker that has been started', () => {
  it('keeps to its limit, and to one at a time for one address', async () => {
    const underWay = new Map<string, number>();
    const most = { together: 0, alike: 0 };
    const keys = new Map<string, string>();
    const { add, worker, store } = openWorker(
      async ({ id }) => {
        const key = keys.get(id) ?? '';
        underWay.set(key, (underWay.get(key) ?? 0) + 1);
        most.alike = Math.max(most.alike, underWay.get(key) ?? 0);
        most.together = Math.max(
          most.together,
          [...underWay.values()].reduce((sum, each) => sum + each, 0),
        );
        await pause(1);
        underWay.set(key, (underWay.get(key) ?? 0) - 1);
        return { id: '1' };
      },
      { concurrency: 3, ...live },
    );
    for (let added = 0; added < 60; added += 1) {
      const key = `address ${added % 5}`;
      keys.set(await add(key, 0), key);
    }
    worker.start();
    await until(async () => (await store.counts()).delivered === 60);
    expect(most).toEqual({ together: 3, alike: 1 });
  });

  it('keeps no new application waiting for a backlog of rechecks, nor the backlog without end', async () => {
    const backlog = new Set<string>();
    const { add, worker, calls, clock, store } = openWorker(
      ({ id }, { attempt }) => {
        if (backlog.has(id) && attempt === 1) throw failure('rejected', { recheckMs: 1_000 });
        return { id: '1' };
      },
      { concurrency: 1 },
    );
    for (let added = 0; added < 12; added += 1) backlog.add(await add());
    worker.start();
    await until(async () => (await store.counts()).attention === 12);
    await worker.stop();
    clock.now += 1_000;
    for (let added = 0; added < 12; added += 1) await add();
    worker.start();
    await until(async () => (await store.counts()).delivered === 24);
    const turns = calls.slice(12).map(({ id }) => (backlog.has(id) ? 'again' : 'new'));
    const round = ['new', 'new', 'new', 'again'];
    expect(turns).toEqual([...round, ...round, ...round, ...round, ...Array(8).fill('again')]);
  });

  it('delivers at once what it is woken for', async () => {
    const { add, worker, stateOf } = openWorker(() => ({ id: '1' }), live);
    worker.start();
    // By now it sleeps, for up to a minute.
    await pause(50);
    const id = await add(null, Date.now());
    worker.wake();
    await expect.poll(() => stateOf(id), patiently).toMatchObject({ state: 'delivered' });
  });

  it('wakes by itself when something falls due', async () => {
    const { add, worker, stateOf } = openWorker(() => ({ id: '1' }), live);
    const id = await add(null, Date.now() + 100);
    worker.start();
    await expect.poll(() => stateOf(id), patiently).toMatchObject({ state: 'delivered' });
  });

  it('says so when the store cannot be read, and lives on', async () => {
    const directory = temporaryFolder();
    const store = createSqliteStore({ directory });
    const meddler = new DatabaseSync(join(directory, 'intake.db'));
    onTestFinished(async () => {
      meddler.close();
      await store.close();
    });
    const { add, worker, stateOf, log } = openWorker(() => ({ id: '1' }), { store, ...live });
    const id = await add(null, 0);
    meddler.exec('ALTER TABLE deliveries RENAME TO hidden');
    worker.start();
    await until(() => log.lines.length > 0);
    expect(log.lines[0]).toMatchObject({ level: 'error', fields: { error: 'StoreUnavailable' } });
    meddler.exec('ALTER TABLE hidden RENAME TO deliveries');
    await until(async () => (await stateOf(id))?.state === 'delivered');
  });

  it('that cannot record an outcome tries again once the lease has run out', async () => {
    const directory = temporaryFolder();
    const store = createSqliteStore({ directory });
    const meddler = new DatabaseSync(join(directory, 'intake.db'));
    onTestFinished(async () => {
      meddler.close();
      await store.close();
    });
    const { add, worker, clock, calls, log, stateOf } = openWorker(
      () => {
        meddler.exec(
          `CREATE TRIGGER IF NOT EXISTS full BEFORE UPDATE ON deliveries
           BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
        );
        return { id: '1' };
      },
      { store, leaseMs: 31_000, settleMs: 500, concurrency: 1 },
    );
    const id = await add();
    await worker.tick();
    await until(() => log.lines.length > 0);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { id, error: 'StoreUnavailable' } }]);
    expect(await stateOf(id)).toMatchObject({ state: 'leased', attempts: 1 });

    meddler.exec('DROP TRIGGER full');
    clock.now += 30_999;
    await worker.tick();
    expect(calls).toHaveLength(1);
    clock.now += 1;
    await worker.tick();
    // What it had asked the destination may still be going on there.
    expect(calls).toHaveLength(1);
    clock.now += 500;
    await worker.tick();
    await until(() => calls.length === 2);
    expect(calls[1]).toEqual({ id, attempt: 2 });
    meddler.exec('DROP TRIGGER IF EXISTS full');
  });
});

describe('a worker that is stopped', () => {
  it('finishes what is under way and takes nothing new, however much there is', async () => {
    const { add, worker, store, calls } = openWorker(
      async () => {
        await pause(1);
        return { id: '1' };
      },
      { concurrency: 2, store: createSqliteStore({ directory: temporaryFolder() }), ...live },
    );
    onTestFinished(() => store.close());
    for (let added = 0; added < 500; added += 1) await add(null, 0);
    worker.start();
    await until(() => calls.length > 0);
    const begun = calls.length;
    await worker.stop();
    expect(calls.length - begun).toBeLessThanOrEqual(2);
    const { leased, delivered, queued } = await store.counts();
    expect({ leased, delivered, queued }).toEqual({
      leased: 0,
      delivered: calls.length,
      queued: 500 - calls.length,
    });
  });

  it('waits for an attempt that needs a little longer', async () => {
    let finish = () => {};
    const { add, worker, calls, stateOf } = openWorker(
      () => new Promise((resolve) => (finish = () => resolve({ id: '1' }))),
      live,
    );
    const id = await add(null, 0);
    worker.start();
    await until(() => calls.length === 1);
    const stopped = worker.stop();
    finish();
    await stopped;
    expect(await stateOf(id)).toMatchObject({ state: 'delivered' });
  });

  it('aborts an attempt that does not end, and puts it back', async () => {
    const { add, worker, calls, stateOf } = openWorker(
      (_submission, { signal }) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(failure('retry', { uncertain: true }))),
        ),
      live,
    );
    const id = await add(null, Date.now());
    worker.start();
    await until(() => calls.length === 1);
    await worker.stop({ graceMs: 5 });
    expect(await stateOf(id)).toMatchObject({ state: 'queued', attempts: 1 });
  });

  it('does nothing any more, woken or not, until it is started again', async () => {
    const { add, worker, calls, stateOf } = openWorker(() => ({ id: '1' }), live);
    worker.start();
    await worker.stop();
    const id = await add(null, 0);
    worker.wake();
    await worker.tick();
    await pause(30);
    expect(calls).toEqual([]);
    worker.start();
    await expect.poll(() => stateOf(id), patiently).toMatchObject({ state: 'delivered' });
  });
});
