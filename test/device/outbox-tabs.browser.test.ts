import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { createOutbox, OutboxOptions } from '../../src/device/outbox.ts';
import type { OutboxItem, SendOutcome } from '../../src/device/outbox-item.ts';
import { mayHaveWaiting } from '../../src/device/waiting-hint.ts';
import { buildItem } from './build.ts';
import { clearDevice, rawRecords } from './on-device.ts';
import { accepted, OutboxBench } from './outbox-bench.ts';
import { soon } from './soon.ts';
import { Tab } from './tab.ts';

beforeEach(clearDevice);

/** One clock for all tabs, as on a device. */
const clock = { time: Date.now() };

/** An outbox that runs in a tab of its own. */
async function benchIn(
  tab: Tab,
  answer?: (item: OutboxItem) => SendOutcome | undefined,
  options?: Partial<OutboxOptions>,
): Promise<OutboxBench> {
  const module = await tab.load<{ createOutbox: typeof createOutbox }>('src/device/outbox.ts');
  return new OutboxBench(answer, options, { create: module.createOutbox, clock });
}

/** Two tabs of one site, each with its outbox. */
async function twoTabs(answer?: (item: OutboxItem) => SendOutcome | undefined) {
  const tabs = [await Tab.open(), await Tab.open()] as const;
  return { tabs, one: await benchIn(tabs[0], answer), two: await benchIn(tabs[1], answer) };
}

const told = (bench: OutboxBench, id: string) => soon(() => bench.told(id));

describe('two tabs', () => {
  it('send each item once, one at a time, and both learn of each', async () => {
    let busy = 0;
    let most = 0;
    const send = async (): Promise<SendOutcome> => {
      busy += 1;
      most = Math.max(most, busy);
      await new Promise((resolve) => setTimeout(resolve, 5));
      busy -= 1;
      return accepted;
    };
    const sent: string[] = [];
    const counting = (item: OutboxItem) => {
      sent.push(item.id);
      return send();
    };
    const one = await benchIn(await Tab.open(), undefined, { send: counting });
    const two = await benchIn(await Tab.open(), undefined, { send: counting });
    const items = Array.from({ length: 12 }, (_, index) => buildItem({ since: clock.time + index }));
    await Promise.all(items.map((item, index) => (index % 2 ? one : two).outbox.add(item)));
    one.outbox.kick();
    two.outbox.kick();
    window.dispatchEvent(new Event('online'));
    for (const { id } of items) {
      await told(one, id).toEqual(['accepted']);
      await told(two, id).toEqual(['accepted']);
    }
    await one.settled();
    expect(sent).toEqual(items.map(({ id }) => id));
    expect(most).toBe(1);
    expect(await one.outbox.items()).toEqual([]);
    expect(mayHaveWaiting()).toBe(false);
  });

  it('of which one dies while it sends: the other goes on', async () => {
    const { tabs, one, two } = await twoTabs();
    const item = buildItem({ since: clock.time, files: [new File(['a scan'], 'card.pdf')] });
    await one.outbox.add(item);
    one.outbox.kick();
    await soon(() => one.sent).toEqual([item.id]);
    two.outbox.kick();
    await two.outbox.items();
    expect(two.sent).toEqual([]);
    tabs[0].close();
    await soon(() => two.sent).toEqual([item.id]);
    expect(two.attempts[0]?.item).toEqual(item);
    two.attempts[0]?.answer(accepted);
    await told(two, item.id).toEqual(['accepted']);
    await two.settled();
    expect(await two.outbox.items()).toEqual([]);
  });

  it('of which one dies with the answer on its way: sent again, under the same id', async () => {
    const { tabs, one, two } = await twoTabs();
    const item = buildItem({ since: clock.time });
    await one.outbox.add(item);
    one.outbox.kick();
    await soon(() => one.sent).toHaveLength(1);
    clock.time += 10_000;
    tabs[0].close();
    two.ring();
    await soon(() => two.attempts.map((each) => each.item)).toEqual([item]);
    // Nobody is there any more to take it.
    one.attempts[0]?.answer(accepted);
    two.attempts[0]?.answer({ outcome: 'accepted', reference: 'AGAIN' });
    await soon(rawRecords).toMatchObject([{ id: item.id, ended: 'accepted', reference: 'AGAIN' }]);
  });

  it('keep the same waits: what one has just tried the other leaves alone', async () => {
    const { one, two } = await twoTabs(() => ({ outcome: 'retry' }));
    await one.outbox.add(buildItem({ since: clock.time }));
    one.outbox.kick();
    await one.settled();
    await two.settled();
    expect([one.sent.length, two.sent.length]).toEqual([1, 0]);
    expect(one.nextMs).toBe(2500);
    await soon(() => two.nextMs).toBe(2500);
    clock.time += 2500;
    two.ring();
    one.ring();
    await one.settled();
    await two.settled();
    expect(one.sent.length + two.sent.length).toBe(2);
  });

  it('both wake when the network comes back, and one of them sends', async () => {
    const { tabs, one, two } = await twoTabs(() => ({ outcome: 'retry', afterMs: 60_000 }));
    await one.outbox.add(buildItem({ since: clock.time }), { afterMs: 60_000 });
    await one.settled();
    await two.settled();
    clock.time += 1000;
    for (const { window } of tabs) window.dispatchEvent(new Event('online'));
    clock.time += 1;
    await one.settled();
    await two.settled();
    expect(one.sent.length + two.sent.length).toBe(1);
  });

  it('tell each other nothing but ids and references', async () => {
    const heard: unknown[] = [];
    const channel = new BroadcastChannel('applicant-intake:https://apply.example.com');
    onTestFinished(() => channel.close());
    channel.addEventListener('message', ({ data }) => heard.push(data));
    const bench = await benchIn(await Tab.open(), () => accepted);
    const item = buildItem({ since: clock.time });
    await bench.outbox.add(item);
    bench.outbox.kick();
    await soon(() => heard).toContainEqual({ id: item.id, reference: 'K7M-42Q' });
    for (const message of heard) expect([{}, { id: item.id, reference: 'K7M-42Q' }]).toContainEqual(message);
  });

  it('take nothing for news that is none', async () => {
    const { tabs, one } = await twoTabs();
    const channel = new tabs[1].window.BroadcastChannel('applicant-intake:https://apply.example.com');
    for (const nonsense of [null, 'text', 5, [], { id: 5, reference: 'x' }, { id: 'x' }]) {
      channel.postMessage(nonsense);
    }
    await soon(() => one.changes.length).toBe(6);
    expect(new Set(one.told())).toEqual(new Set(['updated']));
  });

  it('leave the items of another endpoint alone', async () => {
    const answer = () => accepted;
    const one = await benchIn(await Tab.open(), answer, { endpointKey: 'one' });
    const two = await benchIn(await Tab.open(), answer, { endpointKey: 'two' });
    const item = buildItem({ since: clock.time });
    await one.outbox.add(item);
    two.outbox.kick();
    expect(await two.outbox.items()).toEqual([]);
    expect(mayHaveWaiting()).toBe(true);
    one.outbox.kick();
    await told(one, item.id).toEqual(['accepted']);
    expect([two.sent, two.changes]).toEqual([[], []]);
  });
});

describe('a tab', () => {
  it('learns of an acceptance though it had no item and nothing was on the device', async () => {
    const { one, two } = await twoTabs(() => accepted);
    const item = buildItem({ since: clock.time });
    await one.outbox.add(item, { memoryOnly: true });
    expect(await two.outbox.items()).toEqual([]);
    one.outbox.kick();
    await told(two, item.id).toEqual(['accepted']);
    expect(two.changes).toContainEqual({ change: 'accepted', id: item.id, reference: 'K7M-42Q' });
  });

  it('that slept through the news finds them when it is shown', async () => {
    const sleeper = await Tab.open();
    sleeper.define('BroadcastChannel', { value: undefined });
    const one = await benchIn(sleeper);
    const two = await benchIn(await Tab.open(), () => accepted);
    const item = buildItem({ since: clock.time });
    await one.outbox.add(item);
    two.outbox.kick();
    await told(two, item.id).toEqual(['accepted']);
    await two.settled();
    expect(one.told(item.id)).toEqual([]);
    sleeper.window.document.dispatchEvent(new Event('visibilitychange'));
    await told(one, item.id).toEqual(['accepted']);
    expect(one.changes).toContainEqual({ change: 'accepted', id: item.id, reference: 'K7M-42Q' });
    expect(one.sent).toEqual([]);
  });

  it('that opens later is not told of what was accepted before', async () => {
    const bench = await benchIn(await Tab.open(), () => accepted);
    const item = buildItem({ since: clock.time });
    await bench.outbox.add(item);
    bench.outbox.kick();
    await told(bench, item.id).toEqual(['accepted']);
    const later = await benchIn(await Tab.open());
    expect(await later.outbox.items()).toEqual([]);
    expect(later.changes).toEqual([]);
  });

  it('does not send what another has removed, and hears that something changed', async () => {
    const { one, two } = await twoTabs(() => accepted);
    const item = buildItem({ since: clock.time });
    await one.outbox.add(item);
    await soon(() => two.outbox.items()).toHaveLength(1);
    const before = one.changes.length;
    await two.outbox.remove(item.id);
    await soon(() => one.changes.length).toBeGreaterThan(before);
    one.outbox.kick();
    await one.settled();
    expect([...one.sent, ...two.sent]).toEqual([]);
    expect(await one.outbox.items()).toEqual([]);
    expect(mayHaveWaiting()).toBe(false);
  });

  it('hears of a refusal in another', async () => {
    const { one, two } = await twoTabs(() => ({ outcome: 'refused', kind: 'invalid' }));
    const item = buildItem({ since: clock.time });
    await one.outbox.add(item);
    one.outbox.kick();
    await told(one, item.id).toEqual(['refused']);
    await told(two, item.id).toEqual(['refused']);
    expect(await two.outbox.items()).toMatchObject([{ id: item.id, state: 'refused', kind: 'invalid' }]);
    two.outbox.kick();
    await two.settled();
    expect([...one.sent, ...two.sent]).toEqual([item.id]);
  });

  it('that has no network tries in vain, and sends at once when the network is back', async () => {
    const tab = await Tab.open();
    const send = async (): Promise<SendOutcome> => {
      await tab.window.fetch('/test/device/tab.html', { cache: 'no-store' });
      return accepted;
    };
    const bench = await benchIn(tab, undefined, { send });
    const item = buildItem({ since: clock.time });
    await tab.offline(true);
    await soon(() => tab.window.navigator.onLine).toBe(false);
    await bench.outbox.add(item);
    bench.outbox.kick();
    await soon(() => bench.told()).toEqual(['updated', 'updated']);
    expect(await bench.outbox.items()).toMatchObject([{ state: 'waiting' }]);
    await tab.offline(false);
    await told(bench, item.id).toEqual(['accepted']);
  });

  it('that is reloaded while it sends begins again with what it has on the device', async () => {
    const tab = await Tab.open();
    const before = await benchIn(tab);
    const kept = buildItem({ since: clock.time, files: [new File(['a scan'], 'card.pdf')] });
    await before.outbox.add(kept);
    await before.outbox.add(buildItem({ since: clock.time + 1 }), { memoryOnly: true });
    before.outbox.kick();
    await soon(() => before.sent).toEqual([kept.id]);
    await tab.reload();
    expect(mayHaveWaiting()).toBe(true);
    clock.time += 1;
    const after = await benchIn(tab, () => accepted);
    await told(after, kept.id).toEqual(['accepted']);
    expect(after.attempts.map((each) => each.item)).toEqual([kept]);
  });
});
