import { beforeEach, describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../src/device/outbox-item.ts';
import { buildItem } from './build.ts';
import { clearDevice } from './on-device.ts';
import { accepted, OutboxBench } from './outbox-bench.ts';
import { soon } from './soon.ts';

const day = 86_400_000;
const retry: SendOutcome = { outcome: 'retry' };

beforeEach(clearDevice);

describe('waiting', () => {
  it('takes 0 to 5 s, doubling to 5 min', async () => {
    const bench = new OutboxBench(() => retry);
    await bench.outbox.add(buildItem({ since: bench.time }));
    const waits: (number | undefined)[] = [];
    for (let round = 0; round < 9; round += 1) {
      await bench.settled();
      waits.push(bench.nextMs);
      bench.pass(bench.nextMs ?? 0);
    }
    await bench.settled();
    expect(waits).toEqual([2500, 5000, 10_000, 20_000, 40_000, 80_000, 150_000, 150_000, 150_000]);
    expect(bench.sent).toHaveLength(9);
  });

  it.each<[number, number | undefined, number]>([
    [0, undefined, 1000],
    [0.999, undefined, 4995],
    [0.5, 20_000, 20_000],
    [0.5, 1, 2500],
    [0.5, Number.NaN, 2500],
    // It looks again every five minutes: clocks are set.
    [0.5, Number.POSITIVE_INFINITY, 300_000],
    [0.5, 5 * day, 300_000],
  ])('with the dice at %f and %s ms asked for takes %i ms', async (chance, afterMs, expected) => {
    const answer = () => ({ ...retry, ...(afterMs !== undefined && { afterMs }) });
    const bench = new OutboxBench(answer, { random: () => chance });
    await bench.outbox.add(buildItem({ since: bench.time }));
    bench.outbox.kick();
    await bench.settled();
    expect(bench.sent).toHaveLength(1);
    expect(bench.nextMs).toBe(expected);
  });

  it('is not cut short by looking early', async () => {
    const bench = new OutboxBench(() => ({ ...retry, afterMs: 400_000 }));
    await bench.outbox.add(buildItem({ since: bench.time }));
    bench.outbox.kick();
    await bench.settled();
    bench.pass(300_000);
    await bench.settled();
    expect(bench.sent).toHaveLength(1);
    expect(bench.nextMs).toBe(100_000);
  });

  it.each<[string, (bench: OutboxBench) => void]>([
    ['the network comes back', () => window.dispatchEvent(new Event('online'))],
    ['the page is shown', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['somebody asks', (bench) => bench.outbox.kick()],
  ])('ends when %s, and the next wait is a short one again', async (_, wake) => {
    const bench = new OutboxBench(() => retry);
    await bench.outbox.add(buildItem({ since: bench.time }));
    for (let round = 0; round < 4; round += 1) {
      await bench.settled();
      bench.pass(bench.nextMs ?? 0);
    }
    await bench.settled();
    expect(bench.nextMs).toBe(40_000);
    wake(bench);
    await bench.settled();
    expect(bench.sent).toHaveLength(5);
    expect(bench.nextMs).toBe(2500);
  });

  it('ends with the page: the next one tries at once', async () => {
    const before = new OutboxBench(() => ({ ...retry, afterMs: day }));
    await before.outbox.add(buildItem({ since: before.time }), { afterMs: day });
    before.outbox.stop();
    const bench = new OutboxBench(() => accepted, { now: () => before.time + 1 });
    await soon(() => bench.sent).toHaveLength(1);
  });

  it('of one item is not that of the others', async () => {
    const bench = new OutboxBench(({ since }) => (since === 1 ? retry : accepted), { keepMs: 10 ** 15 });
    const [first, second, third] = [
      buildItem({ since: 1 }),
      buildItem({ since: 2 }),
      buildItem({ since: 3 }),
    ];
    for (const item of [third, first, second]) await bench.outbox.add(item);
    bench.outbox.kick();
    await bench.settled();
    expect(bench.sent).toEqual([first.id, second.id, third.id]);
    expect(await bench.outbox.items()).toMatchObject([{ id: first.id }]);
  });

  it('is for one at a time', async () => {
    const bench = new OutboxBench();
    const items = [buildItem({ since: bench.time }), buildItem({ since: bench.time + 1 })];
    for (const item of items) await bench.outbox.add(item);
    bench.outbox.kick();
    await soon(() => bench.attempts).toHaveLength(1);
    bench.outbox.kick();
    bench.pass(10_000);
    await bench.outbox.items();
    expect(bench.sent).toEqual([items[0]?.id]);
    bench.attempts[0]?.answer(accepted);
    await soon(() => bench.sent).toEqual(items.map(({ id }) => id));
    expect(bench.busy).toBe(1);
  });
});

describe('an attempt without an outcome', () => {
  it.each<[string, () => Promise<SendOutcome>]>([
    ['rejects', () => Promise.reject(new Error('no'))],
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
  ])('because sending %s counts as one', async (_, send) => {
    const bench = new OutboxBench(undefined, { send });
    await bench.outbox.add(buildItem({ since: bench.time }));
    bench.outbox.kick();
    await bench.settled();
    expect(await bench.outbox.items()).toMatchObject([{ state: 'waiting' }]);
    expect(bench.nextMs).toBe(2500);
  });
});
