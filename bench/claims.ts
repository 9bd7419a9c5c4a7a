import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import type { DeliveryStore } from '../src/queue/delivery-store.ts';
import { createKeyring } from '../src/stores/keyring.ts';
import { openPostgresStore } from '../src/stores/postgres/postgres-store.ts';
import { createSqliteStore } from '../src/stores/sqlite-store.ts';
import type { PostgresServer } from '../test/support/postgres.ts';
import { buildSubmission } from '../test/support/submissions.ts';

const destination = 'crm';
const claims = 60;
const atOnce = 4;
const now = Date.UTC(2026, 0, 1);

/** How many real applications stand at either end of a backlog: what is claimed comes from there. */
const realOnes = claims * atOnce;

/** The median time to claim the next few deliveries, by store and size of the backlog, in milliseconds. */
export async function claimTimes(server: PostgresServer): Promise<Record<string, number>> {
  return {
    claim_ms_1k: await onPostgres(server, 1_000),
    claim_ms_1m: await onPostgres(server, 1_000_000),
    sqlite_claim_ms_1k: await onSqlite(1_000),
    sqlite_claim_ms_1m: await onSqlite(1_000_000),
  };
}

async function onSqlite(backlog: number): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'claim-bench-'));
  const first = createSqliteStore({ directory });
  await addReal(first);
  await first.close();
  const database = new DatabaseSync(join(directory, 'intake.db'));
  // What only makes up the number lies between the oldest and the newest.
  database.exec(`
    CREATE TEMP TABLE filler AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${backlog})
      SELECT i FROM n;
    INSERT INTO applications (id, reference, received_at, content, erased_at)
      SELECT 'filler-' || i, 'R' || i, ${now}, '', ${now} FROM filler;
    INSERT INTO deliveries (application_id, destination, state, due_at)
      SELECT 'filler-' || i, '${destination}', 'queued', ${now} FROM filler;`);
  database.close();
  const store = createSqliteStore({ directory });
  try {
    return await medianClaim(store);
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function onPostgres(server: PostgresServer, backlog: number): Promise<number> {
  const url = await server.createDatabase();
  const store = await openPostgresStore({ url, keys: createKeyring([randomBytes(32)]) });
  await addReal(store);
  const client = new Client({ connectionString: url });
  await client.connect();
  // What only makes up the number, with the tickets that it would have; those of real ones say how they look.
  await client.query(`
    INSERT INTO applications (id, reference, received_at, content)
      SELECT 'filler-' || i, 'R' || i, ${now}, '' FROM generate_series(1, ${backlog}) AS i;
    INSERT INTO deliveries (application_id, destination, state, due_at, owed_since, ticket)
      SELECT 'filler-' || i, '${destination}', 'queued', ${now}, ${now}, gen_random_uuid() FROM generate_series(1, ${backlog}) AS i;
    INSERT INTO applicant_intake_queue.job (id, name, data, priority, start_after, keep_until, policy)
      SELECT ticket::uuid, '${destination}/due', jsonb_build_object('applicationId', application_id),
        like_real.priority - 60, to_timestamp(${now / 1000}), like_real.keep_until, like_real.policy
      FROM deliveries, (SELECT * FROM applicant_intake_queue.job WHERE name = '${destination}/due' ORDER BY priority DESC LIMIT 1) AS like_real
      WHERE deliveries.application_id LIKE 'filler-%';
    INSERT INTO applicant_intake_queue.job (id, name, data, priority, start_after, keep_until, policy)
      SELECT gen_random_uuid(), '${destination}/fresh', data, -priority, start_after, keep_until, policy
      FROM applicant_intake_queue.job WHERE name = '${destination}/due' AND data->>'applicationId' LIKE 'filler-%';`);
  await client.query('VACUUM ANALYZE');
  await client.end();
  try {
    return await medianClaim(store);
  } finally {
    await store.close();
  }
}

/** Adds the oldest and the newest of a backlog. */
async function addReal(store: DeliveryStore): Promise<void> {
  for (const receivedAt of [now - 60_000, now + 60_000]) {
    for (let added = 0; added < realOnes; added += 40) {
      await Promise.all(
        Array.from({ length: 40 }, () =>
          store.add(buildSubmission() as never, { destinations: [destination], serialKey: null, receivedAt }),
        ),
      );
    }
  }
}

async function medianClaim(store: DeliveryStore): Promise<number> {
  const times: number[] = [];
  const at = now + 120_000;
  for (let claim = 0; claim < claims; claim += 1) {
    const from = performance.now();
    const leased = await store.lease({
      destination,
      limit: atOnce,
      now: at,
      until: at + 60_000,
      newestFirst: 1,
    });
    times.push(performance.now() - from);
    if (leased.length !== atOnce) throw new Error(`${leased.length} deliveries were claimed`);
    for (const delivery of leased) await store.complete(delivery, { id: '1' });
  }
  const sorted = times.toSorted((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN).toFixed(2));
}
