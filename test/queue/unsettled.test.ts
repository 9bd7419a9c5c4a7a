import { describe, expect, it } from 'vitest';
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
});
