import { describe, expect, it } from 'vitest';
import { createUnsettled } from '../../src/queue/unsettled.ts';
import { until } from '../support/until.ts';
import { failure, openWorker } from '../support/worker.ts';

describe('an attempt whose outcome is unknown', () => {
  it('is followed by no other before the settle delay has passed, however far the clock is set ahead', async () => {
    const passed = { ms: 5_000 };
    const { add, tick, worker, clock, calls, stateOf } = openWorker(
      (_, { call }) => {
        if (call === 1) throw failure('retry', { uncertain: true });
        return { id: '1' };
      },
      { settleMs: 30_000, elapsed: () => passed.ms },
    );
    const id = await add();
    await tick();
    clock.now += 3_600_000;
    passed.ms += 1_000;
    await worker.tick();
    await until(async () => (await stateOf(id))?.state === 'queued');
    expect(calls).toHaveLength(1);
    const { dueAt = 0 } = (await stateOf(id)) ?? {};
    expect(dueAt - clock.now).toBeGreaterThan(20_000);

    clock.now += 30_000;
    passed.ms += 30_000;
    await tick();
    expect(calls).toHaveLength(2);
    expect(await stateOf(id)).toMatchObject({ state: 'delivered' });
  });

  it('is waited for by a process that starts right after it was the last of its application', async () => {
    const settleMs = 30_000;
    const { add, tick, store, clock, stateOf, skipTo } = openWorker(
      () => {
        throw failure('retry', { uncertain: true });
      },
      { settleMs, giveUpAfterMs: 1_000 },
    );
    const id = await add();
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await skipTo(id);
      await tick();
    }
    expect(await stateOf(id)).toMatchObject({ state: 'attention', attempts: 10 });
    await store.resume({ now: clock.now + 1_000, leasedDueAt: clock.now + 1_000 + settleMs });
    expect(await stateOf(id)).toMatchObject({ state: 'queued', dueAt: clock.now + 1_000 + settleMs });
  });

  it('is forgotten when that has passed, though nobody asks', () => {
    const passed = { ms: 0 };
    const unsettled = createUnsettled(() => passed.ms);
    for (passed.ms = 0; passed.ms < 3_600_000; passed.ms += 1_000) unsettled.add(`${passed.ms}`, 30_000);
    expect(unsettled.restMs('3590000')).toBe(17_000);
    expect(unsettled.size).toBeLessThan(100);
  });
});
