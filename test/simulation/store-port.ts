import { type DeliveryStore, StoreUnavailable } from '../../src/queue/delivery-store.ts';
import type { Actor, VirtualWorld } from './virtual-world.ts';

export interface StorePortOptions {
  readonly world: VirtualWorld;
  /** The process that uses the store. */
  readonly actor: Actor;
  /** Whose events those of the store are: a database server's. Default: the store lives in the process itself. */
  readonly server?: Actor | undefined;
  /** What becomes of a call. */
  readonly fate: () => StoreFate;
}

/**
 * `works`: the store does as it is told. `refuses`: it cannot, and says so. `breaks`: it does as it is told, and the
 * connection breaks before it can say so; only of a server.
 */
export type StoreFate = 'works' | 'refuses' | 'breaks';

/**
 * A store as one process sees it, which may die between its asking and the answer. Waits for every call as long as the
 * world likes.
 */
export function createStorePort(store: DeliveryStore, options: StorePortOptions): DeliveryStore {
  const { world, actor, server, fate } = options;
  const wayMs = () => (server ? Math.floor(world.random() * 4) : 0);

  function answer(what: string, ms: number, settle: () => void): void {
    world.after(ms, actor, 'arrival', what, settle);
  }

  function call(name: string, work: () => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const outcome = fate();
      const refuse = (why: string, ms: number) =>
        answer(`${name}: ${why}`, ms, () => reject(new StoreUnavailable(new Error(why))));
      const carryOut = () => {
        work().then(
          (value) => {
            if (outcome === 'breaks') refuse('connection lost', world.random() * 10_000);
            else answer(`${name}: done`, wayMs(), () => resolve(value));
          },
          (error) => answer(`${name}: failed`, wayMs(), () => reject(error)),
        );
      };
      if (outcome === 'refuses') refuse('storage refuses', wayMs());
      else if (server) world.after(wayMs(), server, 'arrival', `${name} for ${actor.name}`, carryOut);
      else carryOut();
    });
  }

  return new Proxy(store, {
    get(target, name: keyof DeliveryStore) {
      // A server's clock is everybody's.
      if (name === 'now') return server ? () => world.now : target.now;
      const method: unknown = target[name];
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => call(name, () => method(...args));
    },
  });
}
