import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startPostgres } from '../support/postgres.ts';
import { startCutRelay } from './cut-relay.ts';

/** How long a lease lasts, in milliseconds: short, so that a process can be halted for longer. */
export const leaseMs = 1_500;

/** A store on which proxies are tortured. */
export interface TorturedStore {
  /** How many proxies share it. */
  readonly proxies: number;
  /** The settings of the nth of them. */
  env(proxy: number): Record<string, string>;
  /** What can go wrong with the store itself: each does it, puts it right again, and says what it was. */
  readonly troubles: readonly (() => Promise<string>)[];
  close(): Promise<void>;
}

const common = { INTAKE_KEY: randomBytes(32).toString('hex'), LEASE_MS: String(leaseMs) };

/** The file in the data folder, which one proxy has at a time. */
export async function openSqlite(): Promise<TorturedStore> {
  const directory = mkdtempSync(join(tmpdir(), 'torture-'));
  return {
    proxies: 1,
    env: () => ({ ...common, INTAKE_DATA: directory }),
    troubles: [],
    close: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** A PostgreSQL server that three proxies share, over a network that can be cut. */
export async function openPostgres(): Promise<TorturedStore> {
  const directory = mkdtempSync(join(tmpdir(), 'torture-'));
  const server = await startPostgres();
  const url = new URL(await server.createDatabase());
  const relay = await startCutRelay(server.port);
  url.port = String(relay.port);
  return {
    proxies: 3,
    env: (proxy) => ({ ...common, INTAKE_DATA: join(directory, String(proxy)), DATABASE_URL: url.href }),
    troubles: [
      async () => {
        await server.stop();
        await server.start();
        return 'PostgreSQL restarted';
      },
      async () => {
        relay.cut();
        await wait(2 * leaseMs);
        relay.mend();
        return 'the network to PostgreSQL cut';
      },
    ],
    async close() {
      await relay.close();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
