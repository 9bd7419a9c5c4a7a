import { expect, it } from 'vitest';
import type { createOutbox } from '../../src/device/outbox.ts';
import { mayHaveWaiting } from '../../src/device/waiting-hint.ts';
import { seededRandom } from '../support/random.ts';
import { buildItem } from './build.ts';
import { clearDevice, rawRecords } from './on-device.ts';
import { OutboxBench } from './outbox-bench.ts';
import { Tab } from './tab.ts';

it.each([1, 2])(
  'whatever tabs come and go, each application arrives (seed %i)',
  {
    timeout: 60_000,
  },
  async (seed) => {
    await clearDevice();
    const random = seededRandom(seed);
    const clock = { time: Date.now() };
    const arrivals: string[] = [];
    const openTab = async () => {
      const tab = await Tab.open();
      const { createOutbox: create } = await tab.load<{ createOutbox: typeof createOutbox }>(
        'src/device/outbox.ts',
      );
      const send = async ({ id }: { id: string }) => {
        await new Promise((resolve) => setTimeout(resolve, random() * 20));
        if (random() < 0.3) return { outcome: 'retry' } as const;
        arrivals.push(id);
        await new Promise((resolve) => setTimeout(resolve, random() * 20));
        if (random() < 0.2) throw new Error('the answer got lost');
        return { outcome: 'accepted', reference: `R-${id}` } as const;
      };
      return { tab, bench: new OutboxBench(undefined, { send, random }, { create, clock }) };
    };

    const tabs = [await openTab(), await openTab(), await openTab()];
    const items = Array.from({ length: 8 }, (_, index) => buildItem({ since: clock.time + index }));
    const adding = [...items];
    const pending = async () => (await rawRecords()).some(({ ended }) => ended !== 'accepted');
    for (let round = 0; round < 400 && (adding.length > 0 || (await pending())); round += 1) {
      const index = Math.floor(random() * tabs.length);
      const at = tabs[index];
      if (!at) break;
      const chance = random();
      const item = adding[0];
      if (item && chance < 0.3) {
        expect(await at.bench.outbox.add(item)).toBe('device');
        adding.shift();
      } else if (chance < 0.4) {
        at.tab.close();
        tabs[index] = await openTab();
      } else if (chance < 0.6) at.bench.outbox.kick();
      else {
        clock.time += 2000;
        at.bench.ring();
      }
      await new Promise((resolve) => setTimeout(resolve, random() * 15));
    }
    expect(adding).toEqual([]);
    expect((await rawRecords()).map(({ id, ended, reference }) => ({ id, ended, reference }))).toEqual(
      items
        .map(({ id }) => ({ id, ended: 'accepted', reference: `R-${id}` }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(new Set(arrivals)).toEqual(new Set(items.map(({ id }) => id)));
    expect(await tabs[0]?.bench.outbox.items()).toEqual([]);
    expect(mayHaveWaiting()).toBe(false);
  },
);
