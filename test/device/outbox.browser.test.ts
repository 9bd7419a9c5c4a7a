import { beforeEach, describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../src/device/outbox-item.ts';
import { mayHaveWaiting } from '../../src/device/waiting-hint.ts';
import { buildItem } from './build.ts';
import { clearDevice, everythingAsText, rawRecords, withStore } from './on-device.ts';
import { accepted, OutboxBench } from './outbox-bench.ts';

const day = 86_400_000;
const retry: SendOutcome = { outcome: 'retry' };
const refused: SendOutcome = { outcome: 'refused', kind: 'invalid' };

beforeEach(clearDevice);

describe('an item', () => {
  it('is tried within 5 seconds, and leaves the device once it is accepted', async () => {
    const bench = new OutboxBench(() => accepted);
    const item = buildItem({ since: bench.time, files: [new File(['a scan'], 'card.pdf')] });
    expect(await bench.outbox.add(item)).toBe('device');
    expect(mayHaveWaiting()).toBe(true);
    await bench.settled();
    expect(bench.sent).toEqual([]);
    expect(await bench.outbox.items()).toEqual([
      {
        id: item.id,
        form: 'driver-short',
        formVersion: '3',
        since: item.since,
        expiresAt: item.since + 30 * day,
        kept: 'device',
        state: 'waiting',
        nextAt: bench.time + 2500,
      },
    ]);
    expect(bench.nextMs).toBe(2500);
    bench.pass(2500);
    await expect.poll(() => bench.told(item.id)).toEqual(['accepted']);
    expect(bench.changes).toContainEqual({ change: 'accepted', id: item.id, reference: 'K7M-42Q' });
    expect(bench.attempts.map((each) => each.item)).toEqual([item]);
    expect(await bench.attempts[0]?.item.files[0]?.text()).toBe('a scan');
    await bench.settled();
    expect(await bench.outbox.items()).toEqual([]);
    expect(await withStore('sealed', (store) => store.count())).toBe(0);
    expect(mayHaveWaiting()).toBe(false);
    expect(bench.nextMs).toBeUndefined();
  });

  it('can be neither read nor guessed from the database', async () => {
    const bench = new OutboxBench();
    await bench.outbox.add(buildItem({ files: [new File(['a scan'], 'card-of-delgado.pdf')] }));
    expect(await everythingAsText()).not.toMatch(/marisol|delgado|a scan|card/i);
  });

  it('can be read again by the page, with its files', async () => {
    const item = buildItem({ files: [new File(['a scan'], 'card.pdf')] });
    await new OutboxBench().outbox.add(item);
    const bench = new OutboxBench();
    expect(await bench.outbox.read(item.id)).toEqual(item);
    expect(await bench.outbox.read('another')).toBeUndefined();
  });

  it('is sent as it was added last', async () => {
    const bench = new OutboxBench(() => accepted);
    const item = buildItem({ since: bench.time });
    const edited = { ...item, submission: { ...item.submission, answers: { first_name: 'Maria' } } };
    await Promise.all([bench.outbox.add(item), bench.outbox.add(edited)]);
    bench.outbox.kick();
    await bench.settled();
    expect(bench.attempts.map((each) => each.item)).toEqual([edited]);
  });

  it('waits for as long as it is told before it is tried', async () => {
    const bench = new OutboxBench();
    await bench.outbox.add(buildItem({ since: bench.time }), { afterMs: 60_000 });
    await bench.settled();
    expect(bench.nextMs).toBe(60_000);
  });
});

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
    await expect.poll(() => bench.sent).toHaveLength(1);
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
    await expect.poll(() => bench.attempts).toHaveLength(1);
    bench.outbox.kick();
    bench.pass(10_000);
    await bench.outbox.items();
    expect(bench.sent).toEqual([items[0]?.id]);
    bench.attempts[0]?.answer(accepted);
    await expect.poll(() => bench.sent).toEqual(items.map(({ id }) => id));
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

describe('a refused item', () => {
  it('is told of, stays, and is not tried again by itself', async () => {
    const bench = new OutboxBench(() => refused);
    const item = buildItem({ since: bench.time });
    await bench.outbox.add(item);
    bench.outbox.kick();
    await bench.settled();
    bench.outbox.kick();
    await bench.settled();
    expect(bench.sent).toEqual([item.id]);
    expect(bench.nextMs).toBeUndefined();
    expect(bench.told(item.id)).toEqual(['refused']);
    expect(bench.changes).toContainEqual({ change: 'refused', id: item.id, kind: 'invalid' });
    const [listed] = await bench.outbox.items();
    expect(listed).toMatchObject({ state: 'refused', kind: 'invalid', kept: 'device' });
    expect(listed).not.toHaveProperty('nextAt');
    expect(await bench.outbox.read(item.id)).toEqual(item);
  });

  it('is told of by a later page, which does not try it either', async () => {
    const before = new OutboxBench(() => refused);
    const item = buildItem({ since: before.time });
    await before.outbox.add(item);
    before.outbox.kick();
    await before.settled();
    before.outbox.stop();
    const bench = new OutboxBench(() => accepted);
    await bench.settled();
    expect(bench.told()).toEqual(['refused']);
    expect(bench.sent).toEqual([]);
    expect(await bench.outbox.read(item.id)).toEqual(item);
  });

  it('is tried again once it is added anew', async () => {
    const outcomes = [refused, accepted];
    const bench = new OutboxBench(() => outcomes.shift());
    const item = buildItem({ since: bench.time });
    for (let round = 0; round < 2; round += 1) {
      await bench.outbox.add(item);
      bench.outbox.kick();
      await bench.settled();
    }
    expect(bench.told(item.id)).toEqual(['refused', 'accepted']);
    expect(await bench.outbox.items()).toEqual([]);
  });

  it('is refused though only the page has it', async () => {
    const bench = new OutboxBench(() => refused);
    const item = buildItem({ since: bench.time });
    await bench.outbox.add(item, { memoryOnly: true });
    bench.outbox.kick();
    await bench.settled();
    expect(bench.told(item.id)).toEqual(['refused']);
    expect(await bench.outbox.items()).toMatchObject([{ state: 'refused', kind: 'invalid', kept: 'page' }]);
    expect(await bench.outbox.remove(item.id)).toBe(true);
    expect(await bench.outbox.items()).toEqual([]);
  });
});

describe.each([
  ['the device', false],
  ['the page', true],
])('an item on %s', (_, memoryOnly) => {
  it('expires after 30 days: its answers go, and the reader is told until it is removed', async () => {
    const bench = new OutboxBench(() => retry);
    const item = buildItem({ since: bench.time });
    await bench.outbox.add(item, { memoryOnly });
    await bench.settled();
    bench.pass(30 * day - 1);
    await bench.settled();
    expect(await bench.outbox.items()).toMatchObject([{ state: 'waiting' }]);
    bench.pass(1);
    expect(await bench.outbox.items()).toMatchObject([{ id: item.id, state: 'expired' }]);
    await bench.settled();
    expect(bench.told(item.id)).toEqual(['expired']);
    expect(await bench.outbox.read(item.id)).toBeUndefined();
    expect(await withStore('sealed', (store) => store.count())).toBe(0);
    const before = bench.sent.length;
    bench.outbox.kick();
    await bench.settled();
    expect(bench.sent).toHaveLength(before);
    expect(await bench.outbox.remove(item.id)).toBe(true);
    expect(await bench.outbox.items()).toEqual([]);
    expect(await rawRecords()).toEqual([]);
    expect(mayHaveWaiting()).toBe(false);
  });

  it('is forgotten when it is removed, and its sending is called off', async () => {
    const bench = new OutboxBench();
    const item = buildItem({ since: bench.time });
    await bench.outbox.add(item, { memoryOnly });
    bench.outbox.kick();
    await expect.poll(() => bench.attempts).toHaveLength(1);
    expect(await bench.outbox.remove(item.id)).toBe(true);
    expect(bench.attempts[0]?.signal.aborted).toBe(true);
    await bench.settled();
    bench.outbox.kick();
    await bench.settled();
    expect(bench.sent).toHaveLength(1);
    expect(await bench.outbox.items()).toEqual([]);
    expect(await rawRecords()).toEqual([]);
    expect(mayHaveWaiting()).toBe(false);
  });
});

it('the page that opens after an item has expired is told', async () => {
  const before = new OutboxBench();
  const item = buildItem({ since: before.time });
  await before.outbox.add(item);
  before.outbox.stop();
  const clock = { time: before.time + 31 * day };
  const bench = new OutboxBench(() => accepted, {}, { clock });
  await expect.poll(() => bench.told()).toEqual(['expired']);
  expect(bench.sent).toEqual([]);
  clock.time += 31 * day;
  expect(await bench.outbox.items()).toEqual([]);
});

describe('an item that must not be written down', () => {
  it('is sent from the page, and nothing of it is ever on the device', async () => {
    const bench = new OutboxBench(() => accepted);
    const item = buildItem({ since: bench.time, files: [new File(['a scan'], 'card.pdf')] });
    expect(await bench.outbox.add(item, { memoryOnly: true })).toBe('page');
    expect(await bench.outbox.items()).toMatchObject([{ id: item.id, kept: 'page', state: 'waiting' }]);
    expect(mayHaveWaiting()).toBe(false);
    expect(await rawRecords()).toEqual([]);
    bench.pass(2500);
    await expect.poll(() => bench.told(item.id)).toEqual(['accepted']);
    await bench.settled();
    expect(bench.attempts.map((each) => each.item)).toEqual([item]);
    expect(await bench.outbox.items()).toEqual([]);
    expect(await rawRecords()).toEqual([]);
  });

  it('takes what was written of it before with it', async () => {
    const bench = new OutboxBench();
    const item = buildItem({ since: bench.time });
    await bench.outbox.add(item);
    await bench.outbox.add(item, { memoryOnly: true });
    expect(await rawRecords()).toEqual([]);
    expect(await bench.outbox.items()).toMatchObject([{ kept: 'page' }]);
  });
});

describe('stopping', () => {
  it('calls off what is being sent, tells nothing more, and leaves it to the next page', async () => {
    const bench = new OutboxBench();
    await bench.outbox.add(buildItem({ since: bench.time }));
    bench.outbox.kick();
    await expect.poll(() => bench.attempts).toHaveLength(1);
    const told = bench.changes.length;
    bench.outbox.stop();
    expect(bench.attempts[0]?.signal.aborted).toBe(true);
    bench.outbox.kick();
    window.dispatchEvent(new Event('online'));
    const next = new OutboxBench(() => accepted, { now: () => bench.time + 1 });
    await expect.poll(() => next.told()).toContain('accepted');
    expect(bench.sent).toHaveLength(1);
    expect(bench.changes).toHaveLength(told);
  });

  it('does not lose an acceptance that was on its way', async () => {
    const bench = new OutboxBench();
    await bench.outbox.add(buildItem({ since: bench.time }));
    bench.outbox.kick();
    await expect.poll(() => bench.attempts).toHaveLength(1);
    bench.outbox.stop();
    bench.attempts[0]?.answer(accepted);
    await expect.poll(rawRecords).toMatchObject([{ ended: 'accepted', reference: 'K7M-42Q' }]);
  });
});

it('a page on which nothing waits opens no database and takes no turn', async () => {
  const bench = new OutboxBench();
  bench.outbox.kick();
  window.dispatchEvent(new Event('online'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await indexedDB.databases()).toEqual([]);
});

it('what a device has of an item that nobody can read any more is dropped', async () => {
  const before = new OutboxBench();
  await before.outbox.add(buildItem({ since: before.time }));
  before.outbox.stop();
  await withStore('sealed', (store) => store.clear());
  const bench = new OutboxBench(() => accepted);
  await bench.settled();
  expect(bench.sent).toEqual([]);
  expect(await bench.outbox.items()).toEqual([]);
  expect(mayHaveWaiting()).toBe(false);
});
