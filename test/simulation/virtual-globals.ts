import { createHash } from 'node:crypto';
import type { VirtualWorld } from './virtual-world.ts';

/**
 * Gives the time, the timers and the chance of this thread to a world. The product takes its clock and its chance as
 * options, but not its timers, and the libraries that it uses take nothing: one `setTimeout` that the world does not
 * know of, and a seed would no longer replay. So the globals themselves are replaced, for as long as the thread lives.
 */

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  setImmediate: globalThis.setImmediate,
  clearImmediate: globalThis.clearImmediate,
  dateNow: Date.now,
  performanceNow: performance.now.bind(performance),
  random: Math.random,
  getRandomValues: crypto.getRandomValues.bind(crypto),
};

/** Resolves when the real event loop has turned, and so every promise that could settle has. */
export const realTurn = (): Promise<void> => new Promise((resolve) => real.setImmediate(resolve));

/** The longest wait that Node's timers know; a longer one is over at once there. */
const maxTimerMs = 2_147_483_647;

let ruling: VirtualWorld | undefined;

/** A timer as Node gives it out. */
class VirtualTimer {
  cancel: () => unknown = () => {};
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
  [Symbol.dispose](): void {
    this.cancel();
  }
}

function startTimer(
  work: (...args: unknown[]) => void,
  ms = 1,
  args: unknown[],
  again: boolean,
): VirtualTimer | undefined {
  const world = ruling;
  const actor = world?.acting;
  if (!world || !actor) return undefined;
  const timer = new VirtualTimer();
  const waitMs = ms >= 1 && ms <= maxTimerMs ? ms : 1;
  const begin = () => {
    timer.cancel = world.after(waitMs, actor, 'timer', `timer of ${Math.round(waitMs)} ms`, () => {
      if (again) begin();
      work(...args);
    });
  };
  begin();
  return timer;
}

function stopTimer(timer: unknown): boolean {
  if (!(timer instanceof VirtualTimer)) return false;
  timer.cancel();
  return true;
}

const wallClock = () =>
  ruling ? ruling.now + (ruling.acting?.clockAheadMs ?? 0) : Reflect.apply(real.dateNow, Date, []);

function chanceByte(): number {
  return Math.floor((ruling as VirtualWorld).chance() * 256);
}

const replacements = {
  setTimeout: (work: () => void, ms?: number, ...args: unknown[]) =>
    startTimer(work, ms, args, false) ?? real.setTimeout(work, ms, ...args),
  setInterval: (work: () => void, ms?: number, ...args: unknown[]) =>
    startTimer(work, ms, args, true) ?? real.setInterval(work, ms, ...args),
  clearTimeout: (timer: never) => stopTimer(timer) || real.clearTimeout(timer),
  clearInterval: (timer: never) => stopTimer(timer) || real.clearTimeout(timer),
  setImmediate: (work: (...args: unknown[]) => void, ...args: unknown[]) => {
    const world = ruling;
    const actor = world?.acting;
    if (!world || !actor) return real.setImmediate(work, ...args);
    const timer = new VirtualTimer();
    timer.cancel = world.after(0, actor, 'turn', 'turn of the event loop', () => work(...args));
    return timer;
  },
  clearImmediate: (timer: never) => stopTimer(timer) || real.clearImmediate(timer),
  Date: new Proxy(Date, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [wallClock()], newTarget),
    apply: (target) => new target(wallClock()).toString(),
    get: (target, key) => (key === 'now' ? wallClock : Reflect.get(target, key)),
  }),
};

/** Lets a world rule over this thread's time and chance; undefined: nobody, and all is as it was. */
export function letRule(world: VirtualWorld | undefined): void {
  ruling = world;
}

/** Replaces the globals of this thread. To be called once, before the product's modules are loaded. */
export function replaceGlobals(): void {
  Object.assign(globalThis, replacements);
  Object.defineProperty(performance, 'now', {
    value: () => (ruling ? ruling.elapsedMs : real.performanceNow()),
  });
  Math.random = () => (ruling ? ruling.chance() : real.random());
  Object.assign(crypto, {
    getRandomValues<T extends Uint8Array>(array: T): T {
      if (!ruling) return real.getRandomValues(array as never) as T;
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      for (let at = 0; at < bytes.length; at += 1) bytes[at] = chanceByte();
      return array;
    },
    randomUUID: (): string => {
      const hex = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex');
      return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
    },
  });
  // A thread pool answers when it likes.
  Object.assign(crypto.subtle, {
    digest: async (algorithm: string, data: Uint8Array): Promise<ArrayBuffer> => {
      const sum = createHash(algorithm.replace('-', '').toLowerCase()).update(data).digest();
      return Uint8Array.from(sum).buffer;
    },
  });
}
