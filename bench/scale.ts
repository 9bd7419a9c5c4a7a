import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildIfStale } from '../scripts/build.ts';
import { createKeyring } from '../src/stores/keyring.ts';
import { openPostgresStore } from '../src/stores/postgres/postgres-store.ts';
import { type PostgresServer, startPostgres } from '../test/support/postgres.ts';
import { startProxy } from '../test/support/proxy-process.ts';
import { buildSubmission } from '../test/support/submissions.ts';
import { ask, startChild } from './child.ts';
import { claimTimes } from './claims.ts';
import { round } from './round.ts';
import type { Benchmark } from './run.ts';
import type { Seen } from './slow-site.ts';

const latencyMs = 50;
const concurrency = 4;
/** Long enough for a process to have delivered some hundred, and for the engine to have compiled what they run. */
const warmUpMs = 20_000;
const measuredMs = 20_000;
const key = randomBytes(32);

/**
 * Proxies that share one PostgreSQL, each delivering four at a time to a site whose every answer takes 50 ms: how many
 * deliveries a second they make, and what four are worth of four times one. And how long it takes to claim the next
 * four deliveries of a thousand and of a million that are due, on both stores.
 */
export const scale: Benchmark = {
  title: `deliveries a second of 1, 2 and 4 processes on one PostgreSQL; ms to claim from a thousand and a million`,
  async run() {
    await buildIfStale();
    const server = await startPostgres();
    try {
      const rates: Record<number, number> = {};
      for (const workers of [1, 2, 4]) rates[workers] = await rateOf(workers, server);
      const { 1: one = 0, 2: two = 0, 4: four = 0 } = rates;
      return {
        workers_1: round(one, 1),
        workers_2: round(two, 1),
        workers_4: round(four, 1),
        efficiency_4: round(four / (4 * one), 3),
        ...(await claimTimes(server)),
      };
    } finally {
      await server.stop();
    }
  },
};

/** Deliveries a second of so many processes while there is more than they can do. */
async function rateOf(workers: number, server: PostgresServer): Promise<number> {
  const url = await server.createDatabase();
  await addBacklog(url, workers);
  const folder = mkdtempSync(join(tmpdir(), 'scale-bench-'));
  const site = await startChild('./slow-site.ts', [String(latencyMs)]);
  const proxies = await Promise.all(
    Array.from({ length: workers }, (_, index) =>
      startProxy({
        DATABASE_URL: url,
        INTAKE_KEY: key.toString('hex'),
        INTAKE_DATA: join(folder, String(index)),
        LOG_LEVEL: 'error',
        B2C_SITE_URL: `http://127.0.0.1:${site.port}/sandbox/b2c-service`,
        B2C_USERNAME: 'sandbox',
        B2C_PASSWORD: 'sandbox',
        B2C_CONCURRENCY: String(concurrency),
        B2C_REQUESTS_PER_SECOND: '1000',
      }),
    ),
  );
  const incidents = async () => (await ask<Seen>(site.process, 'tell')).incidents;
  try {
    await wait(warmUpMs);
    const [before, from] = [await incidents(), performance.now()];
    await wait(measuredMs);
    return ((await incidents()) - before) / ((performance.now() - from) / 1000);
  } finally {
    await Promise.all(proxies.map((proxy) => proxy.kill('SIGKILL')));
    site.process.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** More applications than so many processes deliver while the benchmark lasts, each of another person. */
async function addBacklog(url: string, workers: number): Promise<void> {
  const store = await openPostgresStore({ url, keys: createKeyring([key]) });
  const most = Math.ceil((workers * concurrency * (warmUpMs + measuredMs + 4_000)) / (2 * latencyMs));
  for (let added = 0; added < most; added += 50) {
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const submission = buildSubmission({ email: `driver.${added + index}@example.com` });
        return store.add(submission as never, {
          destinations: ['b2c-service'],
          serialKey: `${added + index}`,
          receivedAt: store.now(),
        });
      }),
    );
  }
  await store.close();
}
