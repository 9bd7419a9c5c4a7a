import { seededRandom } from '../support/random.ts';
import { realTurn } from './virtual-globals.ts';

/**
 * A world of one thread in which nothing happens by itself: time stands still while code runs, and whatever waits (a
 * timer, a message, a turn of the event loop) is an event that the world lets happen, one at a time, in an order that
 * comes from a seed. Between two events every promise that can settle has settled. So each event is a point at which
 * an actor may die or be halted, and the same seed makes the same history.
 */

/** Somebody to whom events happen: a process, the site, an applicant. */
export interface Actor {
  readonly name: string;
  /** Nothing happens any more to one that is dead. */
  alive: boolean;
  /** Until when nothing happens to it, as to a process that was sent SIGSTOP; its timers are overdue then. */
  haltedUntil: number;
  /** How far its wall clock is ahead, in milliseconds; below zero: behind. */
  clockAheadMs: number;
}

/**
 * What an event is: timers of one actor go off in the order of their times, turns in the order asked, as in Node;
 * arrivals in any order.
 */
export type EventKind = 'timer' | 'turn' | 'arrival';

interface WorldEvent {
  readonly actor: Actor;
  readonly kind: EventKind;
  readonly at: number;
  readonly what: string;
  readonly happen: () => void;
}

/** Told to whom something happens, and what. */
type Watcher = (actor: Actor, what: string) => void;

export interface VirtualWorldOptions {
  readonly seed: number;
  /** Told of everything that happens. Default: nobody. */
  readonly trace?: ((line: string) => void) | undefined;
}

/** When the world begins, in milliseconds since 1970. */
const beginning = Date.UTC(2026, 10, 29, 8);

/** After so many events a world is taken to go round in circles. */
const maxSteps = 200_000;

/** Of so many choices, one may fall on an event that is due a little later than the first. */
const laterChance = 0.1;
const laterMs = 20;

/** Makes a world in which nothing has happened yet. */
export function createVirtualWorld({ seed, trace }: VirtualWorldOptions) {
  const random = seededRandom(seed);
  const chance = seededRandom(seed ^ 0x5eed);
  let events: WorldEvent[] = [];
  let now = 0;
  let steps = 0;
  let acting: Actor | undefined;
  const dying = new Map<Actor, (() => void)[]>();
  let before: Watcher = () => {};
  let after: Watcher = () => {};

  const dueAt = ({ at, actor }: WorldEvent) => Math.max(at, actor.haltedUntil);

  /** Whether nothing else must come before it. */
  function isNext(event: WorldEvent): boolean {
    const { actor, kind } = event;
    if (kind === 'arrival') return true;
    const rivals = events.filter((each) => each.actor === actor && each.kind === kind);
    const next =
      kind === 'turn' ? rivals[0] : rivals.reduce((first, each) => (each.at < first.at ? each : first));
    return next === event;
  }

  function choose(): WorldEvent | undefined {
    if (events.length === 0) return undefined;
    const first = Math.min(...events.map(dueAt));
    const until = random() < laterChance ? first + laterMs : first;
    const ready = events.filter((event) => dueAt(event) <= until && isNext(event));
    return ready[Math.floor(random() * ready.length)];
  }

  function note(actor: Actor, what: string): void {
    trace?.(`${timeOf(now)} ${actor.name}: ${what}`);
  }

  const world = {
    /** Numbers from 0 to below 1: for what the world does. */
    random,
    /** The same for what code does that asks for chance. */
    chance,

    /** The true time, in milliseconds since 1970. */
    get now(): number {
      return beginning + now;
    },

    /** How long the world has lasted, in milliseconds. */
    get elapsedMs(): number {
      return now;
    },

    /** How many events there have been: orders what happens at one time. */
    get steps(): number {
      return steps;
    },

    /** To whom the present event happens. */
    get acting(): Actor | undefined {
      return acting;
    },

    actor: (name: string): Actor => ({ name, alive: true, haltedUntil: 0, clockAheadMs: 0 }),

    /** Puts a line into the trace. */
    note: (actor: Actor, what: string): void => note(actor, what),

    /**
     * Lets something happen to an actor after so many milliseconds. Returns the function that prevents
     * it, and says whether it did.
     */
    after(ms: number, actor: Actor, kind: EventKind, what: string, happen: () => void): () => boolean {
      if (!actor.alive) return () => false;
      const event = { actor, kind, at: now + Math.max(0, Math.round(ms)), what, happen };
      events.push(event);
      return () => {
        const before = events.length;
        events = events.filter((each) => each !== event);
        return events.length < before;
      };
    },

    /** Halts an actor for so many milliseconds. */
    halt(actor: Actor, ms: number): void {
      note(actor, `halted for ${Math.round(ms)} ms`);
      actor.haltedUntil = Math.max(actor.haltedUntil, now + Math.round(ms));
    },

    /** Ends an actor: nothing that it waits for comes. What it had begun to write, `heir` ends. */
    kill(actor: Actor, heir?: Actor): void {
      if (!actor.alive) return;
      note(actor, 'dies');
      actor.alive = false;
      events = events.flatMap((event) => {
        if (event.actor !== actor) return [event];
        return heir && event.kind === 'turn' ? [{ ...event, actor: heir }] : [];
      });
      for (const tell of dying.get(actor) ?? []) tell();
      dying.delete(actor);
    },

    /** Calls back when an actor dies. Returns the function that prevents it. */
    onDeath(actor: Actor, tell: () => void): () => void {
      dying.set(actor, [...(dying.get(actor) ?? []), tell]);
      return () => {
        dying.set(
          actor,
          (dying.get(actor) ?? []).filter((each) => each !== tell),
        );
      };
    },

    /**
     * Has somebody told of each event right before it happens, who may kill or halt whom it happens to, and when all
     * has happened that comes of it.
     */
    watch(watchers: { readonly before: Watcher; readonly after: Watcher }): void {
      ({ before, after } = watchers);
    },

    /** Lets things happen until `done`, until nothing is left or until so many milliseconds of the world are over. */
    async run(done: () => boolean, maxMs = Number.POSITIVE_INFINITY): Promise<void> {
      const end = now + maxMs;
      while (!done()) {
        const event = choose();
        if (!event || dueAt(event) > end) return;
        const due = dueAt(event);
        before(event.actor, event.what);
        if (!events.includes(event) || dueAt(event) !== due) continue;
        events = events.filter((each) => each !== event);
        now = Math.max(now, due);
        steps += 1;
        if (steps > maxSteps) throw new Error(`no end in sight after ${timeOf(now)}`);
        note(event.actor, event.what);
        acting = event.actor;
        event.happen();
        // Everything that promises set off happens before the event loop turns.
        await realTurn();
        acting = undefined;
        after(event.actor, event.what);
      }
    },
  };
  return world;
}

export type VirtualWorld = ReturnType<typeof createVirtualWorld>;

function timeOf(ms: number): string {
  return `${(ms / 1000).toFixed(3).padStart(10)}s`;
}
