import type { Fate } from './network.ts';
import type { ProxyProcess } from './process.ts';
import type { Scenario } from './scenario.ts';
import type { Site } from './site.ts';
import type { StoreFate } from './store-port.ts';
import type { Actor, VirtualWorld } from './virtual-world.ts';

const fates: readonly Fate[] = [
  'lost',
  'reset',
  'reply-lost',
  'reply-reset',
  'reply-late',
  'unreachable',
  'late',
];

/** A write that comes after its sender has given up is the hardest of all: it is as likely as all others. */
const fatesOfWrites: readonly Fate[] = [...fates, 'late', 'late', 'late', 'late', 'late'];

/** Events on which much depends: what is lost or late here is easily done twice, or never. */
const critical = /^(POST|GET SELECT|add:|lease:|renew:|record:|complete:|postpone:)/;

/** All that goes wrong in a scenario, until it ends. */
export function createDisturbances(world: VirtualWorld, scenario: Scenario) {
  const { random } = world;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const troubles: readonly StoreFate[] = scenario.processes === 1 ? ['refuses'] : ['refuses', 'breaks'];
  let over = false;

  const fateOf =
    (share: number) =>
    (method: string): Fate => {
      const isWrite = method === 'POST';
      if (over || random() >= (isWrite ? share * 3 : share)) return 'passes';
      return pick(isWrite ? fatesOfWrites : fates);
    };

  return {
    /** What becomes of an exchange with the site, by its method. */
    siteFate: fateOf(scenario.siteLossChance),
    /** The same between applicants and proxies. */
    intakeFate: fateOf(scenario.intakeLossChance),

    /** What becomes of a call of the store. */
    storeFate: (): StoreFate => (over || random() >= scenario.storeTroubleChance ? 'works' : pick(troubles)),

    /** Has the site fail at some calls. */
    disturb({ actor, fail }: Site): void {
      for (let count = 0; count < scenario.siteFaults; count += 1) {
        world.after(random() * scenario.troubleMs, actor, 'arrival', 'is disturbed', fail);
      }
    },

    /** Kills or halts a process, or sets its clock, right before something happens to it. */
    strike(processes: readonly ProxyProcess[], actor: Actor, what: string): void {
      const struck = processes.find((process) => process.actor === actor);
      if (over || !struck) return;
      const weight = critical.test(what) ? 5 : 1;
      if (random() < scenario.crashChance * weight) struck.crash();
      else if (random() < scenario.haltChance * weight) world.halt(actor, random() * scenario.maxHaltMs);
      else if (random() < scenario.clockChance * weight) {
        struck.setClock(Math.round((random() * 2 - 1) * scenario.maxClockMs));
      }
    },

    /** Nothing goes wrong any more; whoever is halted still is. */
    end(): void {
      over = true;
    },
  };
}
