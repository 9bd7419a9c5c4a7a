import { beforeEach, describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../src/device/outbox-item.ts';
import { mayHaveWaiting } from '../../src/device/waiting-hint.ts';
import { buildItem } from './build.ts';
import { clearDevice, everythingAsText, rawRecords, withStore } from './on-device.ts';
import { accepted, OutboxBench } from './outbox-bench.ts';
import { soon } from './soon.ts';

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
    await soon(() => bench.told(item.id)).toEqual(['accepted']);
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
    await soon(() => bench.attempts).toHaveLength(1);
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
  await soon(() => bench.told()).toEqual(['expired']);
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
    await soon(() => bench.told(item.id)).toEqual(['accepted']);
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
    await soon(() => bench.attempts).toHaveLength(1);
    const told = bench.changes.length;
    bench.outbox.stop();
    expect(bench.attempts[0]?.signal.aborted).toBe(true);
    bench.outbox.kick();
    window.dispatchEvent(new Event('online'));
    const next = new OutboxBench(() => accepted, { now: () => bench.time + 1 });
    await soon(() => next.told()).toContain('accepted');
    expect(bench.sent).toHaveLength(1);
    expect(bench.changes).toHaveLength(told);
  });

  it('does not lose an acceptance that was on its way', async () => {
    const bench = new OutboxBench();
    await bench.outbox.add(buildItem({ since: bench.time }));
    bench.outbox.kick();
    await soon(() => bench.attempts).toHaveLength(1);
    bench.outbox.stop();
    bench.attempts[0]?.answer(accepted);
    await soon(rawRecords).toMatchObject([{ ended: 'accepted', reference: 'K7M-42Q' }]);
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
