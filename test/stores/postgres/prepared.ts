import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { createKeyring } from '../../../src/stores/keyring.ts';
import { openPostgresStore } from '../../../src/stores/postgres/postgres-store.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';

/** A server for the tests of a file; of databases in which all tables are there, a copy is quickly made. */
export function preparePostgres() {
  const keys = createKeyring([randomBytes(32)]);
  let server: PostgresServer;
  let prepared: string;

  beforeAll(async () => {
    server = await startPostgres();
    prepared = await server.createDatabase();
    const store = await openPostgresStore({ url: prepared, keys });
    await store.close();
  });
  afterAll(() => server.stop());

  return {
    /** The key under which the hashes of each database are made. */
    keys,
    /** A database with all tables. */
    createDatabase: () => server.createDatabase(prepared),
    /** One without any. */
    createEmptyDatabase: () => server.createDatabase(),
  };
}
