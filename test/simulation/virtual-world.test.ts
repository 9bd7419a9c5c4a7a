import { describe, expect, it } from 'vitest';
import { createVirtualWorld, type VirtualWorld } from './virtual-world.ts';

function openWorld(seed = 1) {
  const world = createVirtualWorld({ seed });
  const happened: string[] = [];
  const actor = world.actor('proxy');
  const due = (ms: number, what: string, kind: Parameters<VirtualWorld['after']>[2] = 'timer') =>
    world.after(ms, actor, kind, what, () => happened.push(what));
  const run = async () => {
    await world.run(() => false);
    return happened;
  };
  return { world, actor, happened, due, run };
}

describe('a virtual world', () => {
  it('lets the timers of an actor go off in the order of their times, whatever the seed', async () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const { due, run } = openWorld(seed);
      due(15, 'second');
      due(10, 'first');
      due(15, 'third');
      expect(await run(), `seed ${seed}`).toEqual(['first', 'second', 'third']);
    }
  });

  it('lets arrivals of one time come in an order that the seed decides', async () => {
    const orders = new Set<string>();
    for (let seed = 0; seed < 20; seed += 1) {
      const { due, run } = openWorld(seed);
      for (const what of ['a', 'b', 'c']) due(10, what, 'arrival');
      orders.add((await run()).join());
    }
    expect(orders.size).toBeGreaterThan(2);
  });

  it('lets promises settle before the next event', async () => {
    const { world, actor, happened, due, run } = openWorld();
    world.after(0, actor, 'turn', 'begins', () => {
      void (async () => {
        for (let count = 0; count < 50; count += 1) await Promise.resolve();
        happened.push('promised');
      })();
    });
    due(0, 'next', 'turn');
    expect(await run()).toEqual(['promised', 'next']);
  });

  it('lets nothing happen to one that is halted, and everything when it goes on', async () => {
    const { world, actor, due, run } = openWorld();
    const times: number[] = [];
    due(10, 'overdue');
    world.after(10, actor, 'arrival', 'notes the time', () => times.push(world.elapsedMs));
    world.halt(actor, 5_000);
    expect(await run()).toEqual(['overdue']);
    expect(times).toEqual([5_000]);
  });

  it('lets nothing happen any more to one that is dead, and tells those who want to know', async () => {
    const { world, actor, happened, due, run } = openWorld();
    due(10, 'never');
    world.onDeath(actor, () => happened.push('dead'));
    world.kill(actor);
    due(10, 'never either');
    expect(await run()).toEqual(['dead']);
  });

  it('has what one that dies had begun to write ended by its heir', async () => {
    const { world, actor, due, run } = openWorld();
    due(0, 'written', 'turn');
    due(0, 'read', 'arrival');
    world.kill(actor, world.actor('undertaker'));
    expect(await run()).toEqual(['written']);
  });

  it('lets an actor be killed right before something happens to it', async () => {
    const { world, due, run } = openWorld();
    world.watch({
      before: (actor, what) => what === 'last' && world.kill(actor),
      after: () => {},
    });
    due(1, 'first');
    due(2, 'last');
    expect(await run()).toEqual(['first']);
  });
});
