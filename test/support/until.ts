import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until the answer is truthy, and resolves to it. Rejects after `patienceMs`. */
export async function until<T>(
  ask: () => T | Promise<T>,
  patienceMs = 20_000,
): Promise<Exclude<Awaited<T>, false | null | undefined>> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer as Exclude<Awaited<T>, false | null | undefined>;
    if (Date.now() > end) throw new Error(`still ${String(answer)} after ${patienceMs} ms`);
    await wait(20);
  }
}
