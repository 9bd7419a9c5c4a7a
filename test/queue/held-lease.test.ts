import { describe, expect, it, onTestFinished } from 'vitest';
import type { DeliveryContext } from '../../src/connectors/connector.ts';
import { holdLease } from '../../src/queue/held-lease.ts';
import { StoreUnavailable } from '../../src/queue/index.ts';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { until } from '../support/until.ts';
import { openWorker } from '../support/worker.ts';

/** A destination that is under way until the test lets it go on. */
function underWay() {
  const contexts: DeliveryContext[] = [];
  const goOn: (() => void)[] = [];
  return {
    contexts,
    goOn: () => goOn.splice(0).forEach((go) => void go()),
    async deliver(_submission: unknown, context: DeliveryContext) {
      contexts.push(context);
      await new Promise<void>((resolve) => goOn.push(resolve));
      await context.signal.stillHeld();
      return { id: '1' };
    },
  };
}

describe('a lease', () => {
  it('is renewed while its attempt goes on, and no longer', async () => {
    const destination = underWay();
    const renewedUntil: number[] = [];
    const memory = createMemoryStore();
    const store = {
      ...memory,
      renew: (...args: Parameters<typeof memory.renew>) => {
        renewedUntil.push(args[1]);
        return memory.renew(...args);
      },
    };
    const { add, worker, clock, stateOf } = openWorker(destination.deliver, { store, leaseMs: 60 });
    const id = await add();
    await worker.tick();
    await until(() => renewedUntil.length > 1);
    expect(new Set(renewedUntil)).toEqual(new Set([clock.now + 60]));
    destination.goOn();
    await until(async () => (await stateOf(id))?.state === 'delivered');
    const beats = renewedUntil.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(renewedUntil).toHaveLength(beats);
  });

  it('that has gone to another ends the attempt at its next beat', async () => {
    const destination = underWay();
    const { add, worker, store, clock, log } = openWorker(destination.deliver, { leaseMs: 60 });
    await add();
    await worker.tick();
    const options = { destination: 'crm', limit: 1, now: clock.now + 61, until: Infinity };
    await store.lease(options);
    await until(() => destination.contexts[0]?.signal.aborted === true);
    destination.goOn();
    await until(() => log.lines.length > 0);
    expect(log.lines).toMatchObject([{ message: 'the lease was lost, and the attempt ended' }]);
  });

  it('that has gone to another while the process was halted lets no call out', async () => {
    const destination = underWay();
    const { add, worker, store, clock, log, stateOf } = openWorker(destination.deliver);
    const id = await add();
    await worker.tick();
    // A process that is halted hears no timer; when it goes on, the answer to its last call is read first of all.
    clock.now += 60_000;
    await store.lease({ destination: 'crm', limit: 1, now: clock.now, until: clock.now + 99 });
    destination.goOn();
    await until(() => log.lines.length > 0);
    expect(log.lines).toMatchObject([{ message: 'the lease was lost, and the attempt ended' }]);
    expect(await stateOf(id)).toMatchObject({ state: 'leased', attempts: 2 });
  });

  it('that has gone to another while the whole machine was halted lets no call out, though its clock stood still', async () => {
    const { add, store, clock } = openWorker(() => ({ id: '1' }));
    await add();
    const lease = (now: number) => store.lease({ destination: 'crm', limit: 1, now, until: now + 60_000 });
    const [delivery] = await lease(clock.now);
    if (!delivery) throw new Error('nothing is due');
    const wall = { now: clock.now };
    let isLost = false;
    const held = holdLease({
      store,
      delivery,
      until: clock.now + 60_000,
      leaseMs: 60_000,
      now: () => clock.now,
      wallClock: () => wall.now,
      onLost: () => {
        isLost = true;
      },
    });
    onTestFinished(held.stop);
    await lease(clock.now + 60_000);
    await held.refresh();
    expect(isLost, 'it had no reason to ask').toBe(false);
    wall.now += 120_000;
    await held.refresh();
    expect(isLost).toBe(true);
  });

  it('that ran out and that nobody took is renewed before the next call', async () => {
    const destination = underWay();
    const { add, worker, clock, stateOf, calls } = openWorker(destination.deliver);
    const id = await add();
    await worker.tick();
    clock.now += 600_000;
    destination.goOn();
    await until(async () => (await stateOf(id))?.state === 'delivered');
    expect(calls).toHaveLength(1);
  });

  it('outlives a store that cannot be reached, and lets no call out once it may have run out', async () => {
    const destination = underWay();
    const memory = createMemoryStore();
    let down = false;
    let failed = 0;
    const store = {
      ...memory,
      async renew(...args: Parameters<typeof memory.renew>) {
        if (!down) return memory.renew(...args);
        failed += 1;
        throw new StoreUnavailable(new Error('ECONNREFUSED'));
      },
    };
    const { add, worker, clock, stateOf } = openWorker(destination.deliver, { store, leaseMs: 60 });
    const first = await add();
    await worker.tick();
    down = true;
    await until(() => failed > 1);
    destination.goOn();
    await until(async () => (await stateOf(first))?.state === 'delivered');

    const second = await add();
    await worker.tick();
    clock.now += 59;
    destination.goOn();
    await until(async () => (await stateOf(second))?.state === 'queued');
    expect(await stateOf(second)).toMatchObject({ lastError: 'retry: unexpected StoreUnavailable' });
    expect(worker.breaker).toEqual({ state: 'closed' });
  });
});

describe('in a backlog', () => {
  it('a share of what goes out are the newest applications', async () => {
    const order: string[] = [];
    const { add, worker, store, clock } = openWorker(
      ({ id }) => {
        order.push(id);
        return { id: '1' };
      },
      { concurrency: 1, newestShare: 0.25 },
    );
    const added: string[] = [];
    for (let index = 0; index < 8; index += 1) added.push(await add(null, clock.now - 1_000 + index));
    for (let index = 0; index < 8; index += 1) {
      await worker.tick();
      await until(async () => (await store.counts()).delivered === index + 1);
    }
    expect(order.map((id) => added.indexOf(id))).toEqual([0, 1, 2, 7, 3, 4, 5, 6]);
  });
});
