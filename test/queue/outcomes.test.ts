import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { failure, openWorker } from '../support/worker.ts';

/** For a machine that is busy with other tests. */
const patiently = { timeout: 20_000 };

const stores = [
  ['memory store', () => createMemoryStore()],
  ['SQLite store', () => createSqliteStore({ directory: temporaryFolder() })],
] as const;

describe.each(stores)('an attempt to deliver, from the %s', (_, makeStore) => {
  it('that succeeds is the end, with its receipt', async () => {
    const receipt = { id: '84001', reference: '261121-000000' };
    const { add, tick, calls, stateOf, log } = openWorker(() => receipt, { store: makeStore() });
    const id = await add();
    await tick();
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', receipt });
    expect(calls).toEqual([{ id, attempt: 1 }]);
    expect(log.lines).toMatchObject([
      { level: 'info', message: 'delivered', fields: { id, receipt, attempt: 1 } },
    ]);
  });

  it('that meets passing trouble is made again, after spans that double', async () => {
    const options = { store: makeStore(), backoff: { baseMs: 1_000, capMs: 5_000 } };
    const { add, tick, calls, clock, stateOf, skipTo } = openWorker(({ id }, { attempt }) => {
      if (attempt < 6) throw failure('retry');
      return { id };
    }, options);
    const id = await add();
    const waits: number[] = [];
    for (let attempt = 1; attempt < 6; attempt += 1) {
      await tick();
      expect(await stateOf(id)).toMatchObject({ state: 'queued', lastError: 'retry: status 500' });
      waits.push(((await stateOf(id))?.dueAt ?? 0) - clock.now);
      clock.now += (waits.at(-1) ?? 0) - 1;
      await tick();
      expect(calls, 'not a moment too soon').toHaveLength(attempt);
      await skipTo(id);
    }
    await tick();
    expect(waits).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', attempts: 6 });
  });

  it('that is refused waits for a person, and holds nobody up', async () => {
    const { add, tick, stateOf, log } = openWorker(
      (_submission, { call }) => {
        if (call === 1) throw failure('rejected');
        return { id: '1' };
      },
      { store: makeStore(), newestShare: 0 },
    );
    const [refused, other] = [await add(), await add()];
    await tick();
    expect(await stateOf(refused)).toMatchObject({ state: 'attention', lastError: 'rejected: status 500' });
    expect(await stateOf(other)).toMatchObject({ state: 'delivered' });
    expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([{ fields: { id: refused } }]);
  });

  it('that fails in a way nobody foresaw is made again, and its message goes nowhere', async () => {
    const { add, tick, clock, stateOf, skipTo, log } = openWorker(
      (_submission, { attempt }) => {
        if (attempt === 1) throw new TypeError('cannot read Craig of undefined');
        if (attempt === 2) throw 'Craig';
        return { id: '1' };
      },
      { store: makeStore(), settleMs: 90_000 },
    );
    const id = await add();
    await tick();
    expect(await stateOf(id)).toMatchObject({
      lastError: 'retry: unexpected TypeError',
      dueAt: clock.now + 90_000,
    });
    await skipTo(id);
    await tick();
    expect(await stateOf(id)).toMatchObject({ lastError: 'retry: unexpected string' });
    await skipTo(id);
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'delivered' });
    expect(JSON.stringify(log.lines)).not.toMatch(/Craig/);
  });
});

describe('the next attempt', () => {
  it('comes after a random share of the span', async () => {
    const { add, tick, clock, stateOf } = openWorker(
      () => {
        throw failure('retry');
      },
      { random: () => 0.25, backoff: { baseMs: 1_000 } },
    );
    const id = await add();
    await tick();
    expect((await stateOf(id))?.dueAt).toBe(clock.now + 250);
  });

  it.each([
    ['as long as the destination asked', 60_000, 60_000],
    ['as long as the backoff where that is longer: no asking without end', 0, 2_000],
    ['an hour where the destination asked for years', 999_999_999_000, 3_600_000],
  ])('waits %s', async (_, retryAfterMs, waitMs) => {
    const { add, tick, clock, stateOf } = openWorker(() => {
      throw failure('retry', { retryAfterMs });
    });
    const id = await add();
    await tick();
    expect((await stateOf(id))?.dueAt).toBe(clock.now + waitMs);
  });

  it('gives an attempt of unknown outcome time to settle, and no less than was asked', async () => {
    for (const [retryAfterMs, waitMs] of [
      [undefined, 30_000],
      [1, 30_000],
      [40_000, 40_000],
    ]) {
      const { add, tick, clock, stateOf } = openWorker(
        () => {
          throw failure('retry', { uncertain: true, retryAfterMs });
        },
        { random: () => 0 },
      );
      const id = await add();
      await tick();
      expect((await stateOf(id))?.dueAt).toBe(clock.now + Number(waitMs));
    }
  });

  it('waits longer each time the outcome stays unknown, for a site that is slower than we thought', async () => {
    const { add, tick, clock, stateOf, skipTo } = openWorker(
      () => {
        throw failure('retry', { uncertain: true });
      },
      { random: () => 0, settleMs: 100_000 },
    );
    const id = await add();
    for (const waitMs of [100_000, 200_000, 400_000, 800_000, 1_600_000, 2_000_000, 2_000_000]) {
      await tick();
      expect((await stateOf(id))?.dueAt).toBe(clock.now + waitMs);
      await skipTo(id);
    }
  });

  it('is made even after days, while it has been tried a few times only', async () => {
    const { add, tick, clock, stateOf } = openWorker(() => {
      throw failure('retry');
    });
    const id = await add(null, clock.now - 30 * 86_400_000);
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'queued', attempts: 1 });
  });

  it('is not made once the application has been tried for too long', async () => {
    const { add, tick, clock, stateOf, skipTo } = openWorker(
      () => {
        throw failure('retry');
      },
      { giveUpAfterMs: 35_000, backoff: { baseMs: 4_000, capMs: 4_000 } },
    );
    const [id, young] = [await add(), await add(null, clock.now + 5_000)];
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      await tick();
      expect(await stateOf(id)).toMatchObject({ state: 'queued' });
      await skipTo(id);
    }
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'attention', attempts: 10 });
    expect(await stateOf(young)).toMatchObject({ state: 'queued' });
  });

  it('is made often enough for a file that comes days after the delivery', async () => {
    const store = createMemoryStore();
    const { add, tick, clock, stateOf, skipTo } = openWorker(
      (_submission, { previous }) => {
        if (previous) throw failure('retry');
        return { id: '84001' };
      },
      { store, giveUpAfterMs: 35_000, backoff: { baseMs: 4_000, capMs: 4_000 } },
    );
    const id = await add();
    await tick();
    clock.now += 5 * 86_400_000;
    const file = { name: 'cdl.pdf', type: 'application/pdf', sha256: 'ab', content: new Uint8Array(1) };
    await store.addFiles(id, [file], { maxFiles: 5, maxTotalBytes: 9, now: clock.now });
    for (let attempt = 2; attempt <= 10; attempt += 1) {
      await tick();
      expect(await stateOf(id)).toMatchObject({ state: 'queued', attempts: attempt });
      await skipTo(id);
    }
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'attention', attempts: 11, receipt: { id: '84001' } });
  });

  it('is made though the last that was due ended with this process', async () => {
    const { add, tick, worker, clock, stateOf, skipTo } = openWorker(
      (_submission, { attempt, signal }) => {
        if (attempt < 10) throw failure('retry');
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(failure('retry'))));
      },
      { giveUpAfterMs: 1_000 },
    );
    const id = await add();
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      await tick();
      await skipTo(id);
    }
    clock.now += 5_000;
    await worker.tick();
    await worker.stop({ graceMs: 1 });
    expect(await stateOf(id)).toMatchObject({ state: 'queued', attempts: 10 });
  });

  it('has its time limited', async () => {
    const { add, worker, stateOf, store } = openWorker(
      (_submission, { signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      { attemptMs: 20 },
    );
    const id = await add();
    await worker.tick();
    expect((await store.counts()).leased).toBe(1);
    await expect
      .poll(() => stateOf(id), patiently)
      .toMatchObject({ lastError: 'retry: unexpected DeadlineExceeded' });
  });
});

it('an outcome that comes after the lease was lost is not recorded, and says so', async () => {
  let finish = () => {};
  const { add, worker, store, clock, log, stateOf } = openWorker(
    () => new Promise((resolve) => (finish = () => resolve({ id: 'late' }))),
    { leaseMs: 31_000 },
  );
  const id = await add();
  await worker.tick();
  clock.now += 31_000;
  await store.lease({ destination: 'crm', limit: 1, now: clock.now, until: clock.now + 9 });
  finish();
  await expect.poll(() => log.lines.length, patiently).toBe(1);
  expect(log.lines).toMatchObject([{ level: 'warn', fields: { id } }]);
  expect(await stateOf(id)).toMatchObject({ state: 'leased', attempts: 2 });
});
