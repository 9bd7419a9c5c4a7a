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
    const { add, tick, clock, stateOf } = openWorker(
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
    expect(await stateOf(poison)).toMatchObject({ state: 'attention' });
    const next = await add();
    await tick();
    expect(await stateOf(next)).toMatchObject({ state: 'delivered' });
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
