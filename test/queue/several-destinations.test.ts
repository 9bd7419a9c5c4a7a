import { describe, expect, it, onTestFinished } from 'vitest';
import { serialKeyOf } from '../../src/queue/delivery.ts';
import { createDeliveryWorker } from '../../src/queue/delivery-worker.ts';
import { statusOf } from '../../src/server/application-status.ts';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { submissionOf } from '../support/b2c-service.ts';
import { connectSystem } from '../support/connected-system.ts';
import { until } from '../support/until.ts';
import { systems } from '../torture/systems/systems.ts';

const hourMs = 3_600_000;

/** Every system behind a worker of its own, on one store and one clock that the test sets; one of them can be down. */
function openAll() {
  const clock = { now: Date.parse('2026-11-29T08:00:00Z') };
  const store = { ...createMemoryStore(), now: () => clock.now };
  let down = '';
  const destinations = systems.map((system) => {
    const connected = connectSystem(system, system.variants[0] ?? '', {
      reachable: () => down !== system.name,
      now: () => clock.now,
    });
    const worker = createDeliveryWorker({
      store,
      connector: connected.connector,
      now: () => clock.now,
      settleMs: 30_000,
    });
    onTestFinished(async () => void (await worker.stop({ graceMs: 0 })));
    return { ...connected, name: system.name, worker };
  });

  return {
    clock,
    destinations,
    takeDown: (name: string) => {
      down = name;
    },
    async add() {
      const submission = submissionOf();
      await store.add(submission, {
        destinations: systems.map(({ name }) => name),
        serialKey: serialKeyOf(submission),
        receivedAt: clock.now,
      });
      return submission.id;
    },
    /** Has every worker do what is due now. */
    async tick(): Promise<void> {
      for (const { worker } of destinations) await worker.tick();
      await until(async () => (await store.counts()).leased === 0);
    },
    async standing(id: string) {
      const application = await store.find(id);
      if (!application) throw new Error('the application is gone');
      return {
        status: statusOf(application),
        delivered: application.deliveries.flatMap((each) =>
          each.state === 'delivered' ? each.destination : [],
        ),
      };
    },
  };
}

describe('an application to every system', () => {
  const names = systems.map(({ name }) => name);

  it.each(names)(
    'arrives at all others at once while %s is down for an hour, and there once it is back',
    async (victim) => {
      const all = openAll();
      all.takeDown(victim);
      const id = await all.add();
      await all.tick();
      const others = names.filter((name) => name !== victim);
      expect(await all.standing(id)).toEqual({ status: 'queued', delivered: others });

      const backAt = all.clock.now + hourMs;
      while (all.clock.now < backAt) {
        all.clock.now += 60_000;
        await all.tick();
        expect((await all.standing(id)).delivered).toEqual(others);
      }
      all.takeDown('');
      // An hour of back-off at the most has come together by then.
      for (let minute = 0; minute < 60; minute += 1) {
        all.clock.now += 60_000;
        await all.tick();
      }
      expect(await all.standing(id)).toEqual({ status: 'delivered', delivered: names });
      for (const { heldOf, name } of all.destinations) expect(heldOf(id), name).toHaveLength(1);
    },
  );
});
