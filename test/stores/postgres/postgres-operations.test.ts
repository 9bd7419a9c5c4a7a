import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { createKeyring } from '../../../src/stores/keyring.ts';
import { openPostgresOperations } from '../../../src/stores/postgres/postgres-operations.ts';
import { openPostgresStore } from '../../../src/stores/postgres/postgres-store.ts';
import { describeOperations } from '../../contracts/store-operations.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { inSeconds } from './in-seconds.ts';
import { operationsInSeconds } from './operations-in-seconds.ts';

let server: PostgresServer;
/** A database in which all tables are there. */
let prepared: string;

const keys = createKeyring([randomBytes(32)]);

beforeAll(async () => {
  server = await startPostgres();
  prepared = await server.createDatabase();
  const store = await openPostgresStore({ url: prepared, keys });
  await store.close();
});
afterAll(() => server.stop());

describeOperations('PostgreSQL store', async () => {
  const url = await server.createDatabase(prepared);
  return {
    store: inSeconds(await openPostgresStore({ url, keys, countsForMs: 0 })),
    operations: operationsInSeconds(await openPostgresOperations({ url, keys: () => keys })),
  };
});
