import type { PostgresDatabase } from './postgres-database.ts';

/** How often the clock is set by the database's, in milliseconds. */
const setEveryMs = 30_000;

/**
 * The database's clock, read without asking it: what it said last and the time that has passed since, which no change
 * of this machine's own clock touches. So machines whose clocks differ agree on when a lease runs out.
 */
export async function openDatabaseClock(database: PostgresDatabase) {
  let ahead = 0;

  async function set(): Promise<void> {
    const askedAt = performance.now();
    const [row] = await database.rows<{ ms: string }>(
      'SELECT extract(epoch FROM clock_timestamp()) * 1000 AS ms',
    );
    // It was read somewhere between the question and the answer.
    ahead = Number(row?.ms) - (askedAt + performance.now()) / 2;
  }

  await set();
  // While the database cannot be asked, the clock goes on as it went.
  const timer = setInterval(() => void set().catch(() => {}), setEveryMs);
  timer.unref();
  return {
    now: (): number => Math.round(performance.now() + ahead),
    stop: (): void => clearInterval(timer),
  };
}
