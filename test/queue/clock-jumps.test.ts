import { describe, expect, it, onTestFinished } from 'vitest';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { type Deliver, failure, openWorker } from '../support/worker.ts';

const minute = 60_000;
const day = 86_400_000;

describe.each([
  ['memory', createMemoryStore],
  ['SQLite', () => createSqliteStore({ directory: temporaryFolder() })],
])('a clock that is put back by a day (%s store)', (_, createStore) => {
  function open(deliver: Deliver) {
    const store = createStore();
    onTestFinished(() => store.close());
    return openWorker(deliver, { store });
  }

  it('holds up no application that comes then', async () => {
    const { add, tick, clock, stateOf } = open(() => ({ id: '1' }));
    await add();
    await tick();
    clock.now -= day;
    const id = await add();
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('makes due within the settle delay what was postponed by the old time', async () => {
    let fails = true;
    const { add, tick, clock, stateOf } = open(() => {
      if (fails) throw failure('retry', { retryAfterMs: 10 * minute });
      return { id: '1' };
    });
    const id = await add();
    await tick();
    fails = false;
    clock.now -= day;
    // Noticed, and then waited for as after a start.
    await tick();
    clock.now += minute;
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  it('looks again at what waits for a recheck', async () => {
    let fails = true;
    const { add, tick, clock, stateOf } = open(() => {
      if (fails) throw failure('rejected', { recheckMs: minute });
      return { id: '1' };
    });
    const id = await add();
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'attention' });
    fails = false;
    clock.now -= day;
    await tick();
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  it('lets what is under way end first, begins none of it twice, and keeps its result', async () => {
    const finish = new Map<string, () => void>();
    const { add, worker, store, clock, calls, stateOf } = open(
      ({ id }) => new Promise((resolve) => finish.set(id, () => resolve({ id: '1' }))),
    );
    const first = await add();
    await worker.tick();
    await until(() => finish.has(first));
    clock.now -= day;
    const second = await add();
    await worker.tick();
    expect(calls).toEqual([{ id: first, attempt: 1 }]);
    finish.get(first)?.();
    await until(async () => (await store.counts()).delivered === 1);
    await worker.tick();
    await until(() => finish.has(second));
    finish.get(second)?.();
    await until(async () => (await store.counts()).delivered === 2);
    expect(calls).toEqual([
      { id: first, attempt: 1 },
      { id: second, attempt: 1 },
    ]);
    expect(await stateOf(first)).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('keeps nobody waiting for a lease whose end lies in the old time', async () => {
    const { add, tick, worker, clock, store, stateOf } = open(() => ({ id: '1' }));
    const id = await add();
    // Of an attempt whose outcome could not be stored, say.
    await store.lease({ destination: 'crm', limit: 1, now: clock.now, until: clock.now + 10 * minute });
    await worker.tick();
    clock.now -= day;
    await worker.tick();
    clock.now += minute;
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  it('is told once, and a clock that is corrected by seconds is no matter', async () => {
    const { add, tick, clock, log } = open(() => ({ id: '1' }));
    const told = () => log.lines.filter(({ message }) => message.startsWith('the clock was put back')).length;
    await add();
    await tick();
    clock.now -= 30_000;
    await tick();
    expect(told()).toBe(0);
    clock.now -= day;
    await tick();
    await tick();
    expect(told()).toBe(1);
  });
});

describe('a clock that is put forward by a day', () => {
  it('ends waits early, and gives up nothing', async () => {
    const { add, tick, clock, stateOf, calls } = openWorker(() => {
      throw failure('retry', { retryAfterMs: 10 * minute });
    });
    const id = await add();
    await tick();
    clock.now += day;
    await tick();
    expect(calls).toHaveLength(2);
    clock.now += 5 * day;
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'queued', attempts: 3 });
  });

  it('and back again leaves nothing waiting for that day', async () => {
    let fails = true;
    const { add, tick, clock, stateOf } = openWorker(() => {
      if (fails) throw failure('retry');
      return { id: '1' };
    });
    const id = await add();
    clock.now += day;
    await tick();
    const due = (await stateOf(id))?.dueAt ?? 0;
    expect(due).toBeGreaterThan(clock.now);
    fails = false;
    clock.now -= day;
    await tick();
    expect((await stateOf(id))?.dueAt).toBeLessThanOrEqual(clock.now + minute);
    clock.now += minute;
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'delivered' });
  });
});
