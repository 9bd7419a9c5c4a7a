import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { until } from '../support/until.ts';
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

  it('is an error in the log, once, that names no application’s content', async () => {
    const { add, tick, clock, site, log } = openRefused({ concurrency: 2 });
    const ids = [await add(), await add()];
    await tick();
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([
      {
        level: 'error',
        message: 'the destination refuses us; check its settings and credentials',
        fields: {
          destination: 'crm',
          reason: 'refused',
          pausedMs: 10_000,
          error: 'misconfigured: status 500',
        },
      },
    ]);
    const warnings = log.lines.filter(({ level }) => level === 'warn');
    expect(warnings.map(({ fields }) => fields.id)).toEqual(ids);

    site.refuses = false;
    clock.now += 10_000;
    for (let round = 0; round < 3; round += 1) await tick();
    const good = log.lines.filter(({ message }) => message === 'the destination takes deliveries again');
    expect(good).toMatchObject([{ level: 'info', fields: { destination: 'crm' } }]);
    expect(JSON.stringify(log.lines)).not.toMatch(/Craig|Daniels|example\.com/);
  });

  it('is asked again at once when the pause is ended, and if that was no help, soon', async () => {
    const { add, tick, clock, site, calls, worker, stateOf } = openRefused();
    const id = await add();
    for (let pause = 0; pause < 5; pause += 1) {
      await tick();
      clock.now = worker.pausedUntil ?? clock.now;
    }
    await tick();
    expect(worker.pausedUntil).toBe(clock.now + 320_000);
    worker.endPause();
    expect(worker.pausedUntil).toBeUndefined();
    await tick();
    expect(calls).toHaveLength(7);
    expect(worker.pausedUntil).toBe(clock.now + 10_000);

    site.refuses = false;
    worker.endPause();
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'delivered' });
    expect(worker.breaker).toEqual({ state: 'closed' });
    worker.endPause();
    expect(worker.breaker, 'nothing to end').toEqual({ state: 'closed' });
  });

  it('wakes up a worker that sleeps through a pause, when that is ended', async () => {
    const { add, site, worker, stateOf } = openRefused({ now: Date.now });
    const id = await add(null, 0);
    worker.start();
    await until(() => worker.pausedUntil !== undefined);
    site.refuses = false;
    worker.endPause();
    await until(async () => (await stateOf(id))?.state === 'delivered');
  });

  it('is asked with the applications of others before one that it has refused already', async () => {
    const { add, tick, clock, calls } = openRefused({ concurrency: 1 });
    const refused = await add();
    await tick();
    const [second, third] = [await add(), await add()];
    for (let pause = 0; pause < 3; pause += 1) {
      clock.now += 900_000;
      await tick();
    }
    expect(calls.map(({ id }) => id)).toEqual([refused, second, third, refused]);
  });
});

describe('a destination in trouble', () => {
  /** A worker whose destination answers as the test says; each application fails as long as it is in trouble. */
  function openTroubled(options = {}) {
    const site = { details: {} as object | undefined };
    const opened = openWorker(
      () => {
        if (site.details) throw failure('retry', site.details);
        return { id: '1' };
      },
      { failurePauseMs: 1_000, backoff: { baseMs: 10, capMs: 10 }, ...options },
    );
    return { site, ...opened };
  }

  it('is left alone once five different deliveries in a row have failed, and says so', async () => {
    const { add, tick, clock, calls, worker, log, store } = openTroubled({ concurrency: 1 });
    for (let added = 0; added < 9; added += 1) await add();
    for (let round = 0; round < 9; round += 1) await tick();
    expect(calls).toHaveLength(5);
    expect(worker.breaker).toEqual({ state: 'open', reason: 'failing', until: clock.now + 1_000 });
    expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { destination: 'crm', reason: 'failing', pausedMs: 1_000 } },
    ]);
    clock.now += 999;
    await tick();
    expect(calls, 'no attempt is used up meanwhile').toHaveLength(5);
    expect(await store.counts()).toMatchObject({ queued: 9 });
  });

  it('is asked with one delivery after each pause, which is twice as long each time, up to a minute', async () => {
    const { add, tick, clock, calls, worker } = openTroubled({ concurrency: 8 });
    for (let added = 0; added < 8; added += 1) await add();
    await tick();
    expect(calls, 'those under way together').toHaveLength(8);
    const pauses: number[] = [];
    for (let pause = 1; pause <= 8; pause += 1) {
      pauses.push(((worker.pausedUntil ?? 0) - clock.now) / 1_000);
      clock.now = worker.pausedUntil ?? 0;
      expect(worker.breaker).toEqual({ state: 'half-open', reason: 'failing' });
      await tick();
      expect(calls).toHaveLength(8 + pause);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('is asked with all again as soon as one has got through', async () => {
    const { add, tick, clock, site, worker, store } = openTroubled({ concurrency: 8 });
    for (let added = 0; added < 20; added += 1) await add();
    await tick();
    site.details = undefined;
    clock.now += 1_000;
    for (let round = 0; round < 4; round += 1) await tick();
    expect(worker.breaker).toEqual({ state: 'closed' });
    expect(await store.counts()).toMatchObject({ delivered: 20 });
  });

  it('is not left alone for one delivery that fails again and again', async () => {
    const { add, tick, calls, worker, skipTo } = openTroubled();
    const id = await add();
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await tick();
      expect(calls).toHaveLength(attempt);
      expect(worker.pausedUntil).toBeUndefined();
      await skipTo(id);
    }
  });

  it('is not left alone where others get through, or are rejected, in between', async () => {
    const { add, tick, worker, calls } = openWorker(
      (_, { call }) => {
        if (call % 5 === 0) throw failure('rejected');
        if (call % 7 === 0) return { id: '1' };
        throw failure('retry');
      },
      { concurrency: 1 },
    );
    for (let added = 0; added < 30; added += 1) await add();
    for (let round = 0; round < 30; round += 1) await tick();
    expect(calls).toHaveLength(30);
    expect(worker.breaker).toEqual({ state: 'closed' });
  });

  it('that asks to be left alone is, by all deliveries, and for an hour at the most', async () => {
    const { add, tick, clock, site, calls, worker, log } = openTroubled({ concurrency: 1 });
    for (let added = 0; added < 3; added += 1) await add();
    site.details = { retryAfterMs: 30_000 };
    await tick();
    expect(calls).toHaveLength(1);
    expect(worker.breaker).toEqual({ state: 'open', reason: 'asked', until: clock.now + 30_000 });
    expect(log.lines).toMatchObject([
      { level: 'warn', fields: { destination: 'crm', reason: 'asked', pausedMs: 30_000 } },
      { level: 'warn', fields: { id: calls[0]?.id } },
    ]);
    clock.now += 29_999;
    await tick();
    expect(calls).toHaveLength(1);
    clock.now += 1;
    site.details = { retryAfterMs: 999_999_999_000 };
    await tick();
    expect(calls).toHaveLength(2);
    expect(worker.pausedUntil).toBe(clock.now + 3_600_000);
  });

  it('is left alone for as long as the last of several asked that were under way together', async () => {
    const waits = [20_000, 50_000, 10_000];
    const { add, tick, clock, worker, log } = openWorker(
      (_, { call }) => {
        const retryAfterMs = waits[call - 1];
        if (retryAfterMs === undefined) return { id: '1' };
        throw failure('retry', { retryAfterMs });
      },
      { concurrency: 4 },
    );
    for (let added = 0; added < 4; added += 1) await add();
    await tick();
    expect(worker.pausedUntil, 'also when another gets through').toBe(clock.now + 50_000);
    expect(log.lines.filter(({ fields }) => fields.reason)).toHaveLength(1);
  });

  it('is left alone longer where it turns out to refuse us', async () => {
    const { add, tick, clock, worker } = openWorker(
      (_, { call }) => {
        throw failure(call === 1 ? 'retry' : 'misconfigured', {
          retryAfterMs: call === 1 ? 5_000 : undefined,
        });
      },
      { concurrency: 2 },
    );
    for (let added = 0; added < 2; added += 1) await add();
    await tick();
    expect(worker.breaker).toEqual({ state: 'open', reason: 'refused', until: clock.now + 15_000 });
  });

  it('is left alone for a short while at its first refusal, however long it has been in trouble', async () => {
    let kind: 'retry' | 'misconfigured' = 'retry';
    const { add, tick, clock, worker } = openWorker(
      () => {
        throw failure(kind);
      },
      { concurrency: 8 },
    );
    for (let added = 0; added < 8; added += 1) await add();
    for (let pause = 0; pause < 6; pause += 1) {
      await tick();
      clock.now += 60_000;
    }
    kind = 'misconfigured';
    await tick();
    expect(worker.breaker).toEqual({ state: 'open', reason: 'refused', until: clock.now + 15_000 });
  });

  it('gets none that were leased while another was refused; their attempt does not count', async () => {
    const store = createMemoryStore();
    let refuse = () => {};
    let held: Promise<void> | undefined;
    const { add, worker, calls, stateOf } = openWorker(
      () => new Promise((_, reject) => (refuse = () => reject(failure('misconfigured')))),
      {
        concurrency: 2,
        store: {
          ...store,
          async lease(options) {
            const leased = await store.lease(options);
            await held;
            return leased;
          },
        },
      },
    );
    const refused = await add();
    await worker.tick();
    let letGo = () => {};
    held = new Promise((resolve) => (letGo = resolve));
    const second = await add();
    const ticked = worker.tick();
    refuse();
    await until(() => worker.pausedUntil !== undefined);
    letGo();
    await ticked;
    expect(calls).toEqual([{ id: refused, attempt: 1 }]);
    expect(await stateOf(second)).toMatchObject({ state: 'queued', attempts: 0 });
  });
});
