import { describe, expect, it, onTestFinished } from 'vitest';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { failure, openWorker } from '../support/worker.ts';

describe.each([
  ['memory', createMemoryStore],
  ['SQLite', () => createSqliteStore({ directory: temporaryFolder() })],
])('a clock that leaps forward during an attempt (%s store)', (_, createStore) => {
  it('begins no second one while the first goes on, and its result counts', async () => {
    const store = createStore();
    onTestFinished(() => store.close());
    const finish = new Map<string, () => void>();
    const { add, worker, clock, calls, stateOf } = openWorker(
      ({ id }) => new Promise((resolve) => finish.set(id, () => resolve({ id: '1' }))),
      { store },
    );
    const id = await add();
    await worker.tick();
    await until(() => calls.length === 1);
    clock.now += 86_400_000;
    await add();
    await worker.tick();
    await until(() => calls.length === 2);
    expect(calls.filter((call) => call.id === id)).toEqual([{ id, attempt: 1 }]);
    for (const end of finish.values()) end();
    await until(async () => (await store.counts()).delivered === 2);
    expect(calls).toHaveLength(2);
    expect(await stateOf(id)).toMatchObject({ attempts: 1 });
  });
});

describe('an application that the destination alone refuses as if everything were misconfigured', () => {
  it('is set aside once others have got through since, and no longer holds them up', async () => {
    let poison = '';
    const { add, tick, clock, worker, stateOf } = openWorker(
      ({ id }) => {
        if (id === poison) throw failure('misconfigured');
        return { id: '1' };
      },
      { pauseMs: 1_000 },
    );
    poison = await add();
    await tick();
    expect(await stateOf(poison)).toMatchObject({ state: 'queued' });

    // It is alone with the destination, so who knows whose fault it is.
    clock.now += 1_000;
    await tick();
    expect(await stateOf(poison)).toMatchObject({ state: 'queued' });

    clock.now += 2_000;
    const good = await add(null, 0);
    await tick();
    expect(await stateOf(good)).toMatchObject({ state: 'delivered' });
    clock.now += 10_000;
    await tick();
    expect(await stateOf(poison)).toMatchObject({ state: 'attention', recheckAt: clock.now + 900_000 });
    const next = await add();
    await tick();
    expect(await stateOf(next)).toMatchObject({ state: 'delivered' });
    clock.now += 900_000;
    await tick();
    expect(await stateOf(poison), 'still alone, and nobody has to wait').toMatchObject({ attempts: 4 });
    expect(worker.breaker).toEqual({ state: 'closed' });
  });
});

describe('a second outage', () => {
  it('buries no application of the first for good, and leaves the destination alone', async () => {
    let refuses = true;
    const { add, tick, clock, calls, worker, stateOf, store } = openWorker(
      () => {
        if (refuses) throw failure('misconfigured');
        return { id: '1' };
      },
      { pauseMs: 1_000, concurrency: 4 },
    );
    for (let added = 0; added < 4; added += 1) await add();
    await tick();
    refuses = false;
    const good = await add();
    clock.now += 1_000;
    await worker.tick();
    await until(async () => (await stateOf(good))?.state === 'delivered');
    refuses = true;
    await tick();
    expect(calls).toHaveLength(9);
    expect(worker.breaker).toMatchObject({ state: 'open', reason: 'refused' });
    expect(await store.counts()).toMatchObject({ queued: 3, attention: 1 });

    refuses = false;
    clock.now += 900_000;
    for (let round = 0; round < 3; round += 1) await tick();
    expect(await store.counts()).toMatchObject({ delivered: 5 });
  });
});

describe('a clock that is put right after it has been a year ahead', () => {
  it('leaves the destination alone no longer than any pause is', async () => {
    let refuses = true;
    const { add, tick, clock, calls, worker } = openWorker(() => {
      if (refuses) throw failure('misconfigured');
      return { id: '1' };
    });
    const at = clock.now;
    clock.now += 365 * 86_400_000;
    await add(null, at);
    await tick();
    expect(worker.breaker).toMatchObject({ state: 'open' });
    refuses = false;
    clock.now = at;
    await add();
    await tick();
    expect(calls).toHaveLength(2);
    expect(worker.breaker).toEqual({ state: 'closed' });
  });
});

describe('a worker that is started again before it has stopped', () => {
  it('delivers', async () => {
    const { add, worker, calls, stateOf } = openWorker(() => ({ id: '1' }), { now: Date.now });
    worker.start();
    const stopped = worker.stop();
    worker.start();
    await stopped;
    const id = await add(null, 0);
    worker.wake();
    await until(async () => (await stateOf(id))?.state === 'delivered');
    expect(calls).toHaveLength(1);
  });
});
