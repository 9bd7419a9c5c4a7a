import { describe, expect, it } from 'vitest';
import { failure, openWorker } from '../support/worker.ts';

/** A worker whose destination refuses everything until told otherwise. */
function openRefused(options = {}) {
  const site = { refuses: true };
  const opened = openWorker(
    () => {
      if (site.refuses) throw failure('misconfigured');
      return { id: '1' };
    },
    { pauseMs: 10_000, ...options },
  );
  return { site, ...opened };
}

describe('a destination that refuses us altogether', () => {
  it('is left alone for a while, then for twice as long, up to a quarter of an hour', async () => {
    const { add, tick, clock, worker, calls } = openRefused();
    await add();
    const pauses: number[] = [];
    for (let pause = 1; pause <= 9; pause += 1) {
      await tick();
      expect(calls).toHaveLength(pause);
      pauses.push((worker.pausedUntil ?? 0) - clock.now);
      clock.now += (pauses.at(-1) ?? 0) - 1;
      await tick();
      expect(calls, 'nothing while it is left alone').toHaveLength(pause);
      clock.now += 1;
    }
    expect(pauses.map((ms) => ms / 10_000)).toEqual([1, 2, 4, 8, 16, 32, 64, 90, 90]);
  });

  it('by several at once is one refusal, not several', async () => {
    const { add, tick, clock, worker, calls } = openRefused({ concurrency: 4 });
    for (let added = 0; added < 8; added += 1) await add();
    await tick();
    expect(calls).toHaveLength(4);
    expect(worker.pausedUntil).toBe(clock.now + 10_000);
  });

  it('is asked with one delivery before the others follow', async () => {
    const { add, tick, clock, site, calls, worker, store } = openRefused({ concurrency: 4 });
    for (let added = 0; added < 8; added += 1) await add();
    await tick();
    clock.now += 10_000;
    await tick();
    expect(calls).toHaveLength(5);
    expect(worker.pausedUntil).toBe(clock.now + 20_000);

    site.refuses = false;
    clock.now += 20_000;
    await tick();
    expect(worker.pausedUntil).toBeUndefined();
    expect(calls).toHaveLength(6);
    for (let round = 0; round < 2; round += 1) await tick();
    expect(await store.counts()).toMatchObject({ delivered: 8 });
  });

  it('begins with a short pause again after it has been well', async () => {
    const { add, tick, clock, site, worker } = openRefused();
    await add();
    for (let pause = 0; pause < 3; pause += 1) {
      await tick();
      clock.now = worker.pausedUntil ?? clock.now;
    }
    site.refuses = false;
    await tick();
    site.refuses = true;
    await add();
    await tick();
    expect(worker.pausedUntil).toBe(clock.now + 10_000);
  });

  it('loses no application, however long that lasts', async () => {
    const { add, tick, clock, site, worker, stateOf } = openRefused({ giveUpAfterMs: 1_000 });
    const id = await add();
    for (let pause = 0; pause < 5; pause += 1) {
      await tick();
      expect(await stateOf(id)).toMatchObject({ state: 'queued', lastError: 'misconfigured: status 500' });
      clock.now = worker.pausedUntil ?? clock.now;
    }
    site.refuses = false;
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'delivered' });
  });

  it('is an error in the log that names no application’s content', async () => {
    const { add, tick, log } = openRefused();
    const id = await add();
    await tick();
    expect(log.lines).toMatchObject([{ level: 'error', fields: { id, pausedMs: 10_000 } }]);
    expect(JSON.stringify(log.lines)).not.toMatch(/Craig|Daniels|example\.com/);
  });
});
