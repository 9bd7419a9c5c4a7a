import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { DeliveryStore } from '../../../src/queue/index.ts';
import { createKeyring } from '../../../src/stores/keyring.ts';
import { createPostgresDatabase } from '../../../src/stores/postgres/postgres-database.ts';
import { createLeases } from '../../../src/stores/postgres/postgres-leases.ts';
import { openPostgresStore } from '../../../src/stores/postgres/postgres-store.ts';
import { openTickets } from '../../../src/stores/postgres/tickets.ts';
import { submissionOf } from '../../contracts/store-contract.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';

const at = 1_700_000_000_000;

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

/** A store, and leases on its database that count how often they fetch tickets. */
async function openBoth() {
  const url = await server.createDatabase();
  const store = await openPostgresStore({ url, keys: createKeyring([randomBytes(32)]) });
  const database = createPostgresDatabase({ url, connections: 4 });
  const tickets = await openTickets(database);
  onTestFinished(async () => {
    await tickets.close();
    await database.close();
    await store.close();
  });
  const counted = { fetches: 0 };
  const counting: typeof tickets = {
    ...tickets,
    take(...asked) {
      counted.fetches += 1;
      return tickets.take(...asked);
    },
  };
  const leases = createLeases(counting, store.now);
  /** Leases and tells which applications those were. */
  async function lease(limit: number, newestFirst: number): Promise<string[]> {
    const options = { destination: 'crm', limit, now: at + 3_600_000, until: at + 7_200_000, newestFirst };
    const rows = await database.transaction((sql) => leases.lease(sql, options));
    return rows.map((row) => row.application_id);
  }
  return { store, lease, counted };
}

/** Adds one for each serial key, a second apart, and gives their ids. */
async function add(
  store: DeliveryStore,
  serialKeys: readonly (string | null)[],
  from = 0,
): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, serialKey] of serialKeys.entries()) {
    const submission = submissionOf();
    ids.push(submission.id);
    const receivedAt = at + (from + index) * 1_000;
    await store.add(submission, { destinations: ['crm'], serialKey, receivedAt });
  }
  return ids;
}

const without = (count: number): null[] => Array.from({ length: count }, () => null);

describe('tickets of what has been leased by another one', () => {
  it('are passed over many at a time, however long the backlog was', async () => {
    const { store, lease, counted } = await openBoth();
    await add(store, without(300));
    expect(await lease(300, 0)).toHaveLength(300);
    counted.fetches = 0;
    expect(await lease(1, 1)).toEqual([]);
    expect(counted.fetches).toBeLessThan(15);
  });

  it('hide no newcomer behind them, and cost none its place', async () => {
    const { store, lease } = await openBoth();
    const keys = ['a', 'b', 'c', 'd'];
    await add(store, keys);
    const leaseOldest = { destination: 'crm', limit: 4, now: at + 3_600_000, until: at + 7_200_000 };
    const holders = await store.lease(leaseOldest);
    const newcomers = await add(store, keys, 10);
    await add(store, without(30), 20);
    expect(await lease(30, 0)).toHaveLength(30);
    for (const holder of holders) await store.complete(holder, { id: '1' });
    for (const newest of newcomers.toReversed()) expect(await lease(1, 1)).toEqual([newest]);
    expect(await lease(9, 9)).toEqual([]);
  });
});
