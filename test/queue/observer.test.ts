import { describe, expect, it } from 'vitest';
import type { DeliveryObserver } from '../../src/queue/index.ts';
import { until } from '../support/until.ts';
import { type Deliver, failure, openWorker } from '../support/worker.ts';

/** A worker, and what it tells whoever observes it, in a word or two each. */
function observed(deliver: Deliver) {
  const told: unknown[] = [];
  const signals: AbortSignal[] = [];
  const observer: DeliveryObserver = {
    begun({ attempt }, signal) {
      signals.push(signal);
      told.push(['begun', attempt]);
    },
    ended: (_, { kind }) => told.push(['ended', kind]),
    settled: (_, settled) =>
      told.push([settled.became, 'failure' in settled ? settled.failure.kind : settled.afterMs]),
  };
  return { ...openWorker(deliver, { observer }), told, signals };
}

describe('whoever observes a worker', () => {
  it('is told of each attempt, how it ended, and then what became of the delivery', async () => {
    const { add, tick, skipTo, clock, told } = observed(({ id }, { call }) => {
      if (call === 1) throw failure('retry');
      return { id };
    });
    const receivedAt = clock.now;
    const id = await add();
    await tick();
    expect(told).toEqual([
      ['begun', 1],
      ['ended', 'failure'],
      ['queued', 'retry'],
    ]);
    await skipTo(id);
    await tick();
    expect(told.slice(3)).toEqual([
      ['begun', 2],
      ['ended', 'receipt'],
      ['delivered', clock.now - receivedAt],
    ]);
  });

  it('is told of what is set aside', async () => {
    const { add, tick, told } = observed(() => {
      throw failure('rejected');
    });
    await add();
    await tick();
    expect(told.at(-1)).toEqual(['attention', 'rejected']);
  });

  it('knows the signal that the calls of an attempt carry', async () => {
    let carried: AbortSignal | undefined;
    const { add, tick, signals } = observed(({ id }, { signal }) => {
      carried = signal;
      return { id };
    });
    await add();
    await tick();
    expect(signals).toEqual([carried]);
  });

  it.each([
    ['receipt', undefined],
    ['failure', failure('retry')],
    ['failure', failure('rejected')],
  ] as const)(
    'is told nothing of a %s that comes when another attempt has taken over',
    async (kind, thrown) => {
      const { add, worker, store, told, log, stateOf } = observed(async ({ id }) => {
        // As another process would once the lease has run out.
        const other = { destination: 'crm', limit: 1, until: Number.MAX_SAFE_INTEGER };
        await store.lease({ ...other, now: 10_000_000 });
        await store.lease({ ...other, now: 10_000_000 });
        if (thrown) throw thrown;
        return { id };
      });
      const id = await add();
      await worker.tick();
      await until(() => log.lines.length > 0);
      expect(told).toEqual([
        ['begun', 1],
        ['ended', kind],
      ]);
      expect(await stateOf(id)).toMatchObject({ state: 'leased', attempts: 2 });
      expect(log.lines).toEqual([
        expect.objectContaining({
          level: 'warn',
          message: expect.stringMatching(/after the lease had run out$/),
        }),
      ]);
    },
  );
});
