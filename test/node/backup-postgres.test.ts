import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { startProxy } from '../support/proxy-process.ts';
import { readmeBlocks } from '../support/readme.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const [dump = '', restore = '', mark = ''] =
  readmeBlocks('sh')
    .find((block) => block.startsWith('pg_dump'))
    ?.trim()
    .split('\n') ?? [];

/** A database like the one at `url`, as the README makes it, or by the server itself where no `pg_dump` is new enough. */
async function copyOf(url: string): Promise<string> {
  const restored = await server.createDatabase();
  const env = { ...process.env, DATABASE_URL: url, RESTORED_URL: restored };
  const shell = (command: string) => spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
  const folder = temporaryFolder();
  const dumped = shell(dump);
  if (dumped.status === 0) {
    expect(shell(restore)).toMatchObject({ status: 0 });
    return restored;
  }
  expect(dumped.stderr).toMatch(/not found|server version mismatch/);
  console.info('no pg_dump of the server’s version: the server makes the copy');
  return server.createDatabase(url);
}

it('what goes out from a copy of a PostgreSQL database, as the README has it made, has not arrived twice', async () => {
  const site = await startSite();
  const url = await server.createDatabase();
  const key = randomBytes(32).toString('hex');
  const start = async (database: string, env: Record<string, string> = {}) => {
    const proxy = await startProxy({ ...site.env, DATABASE_URL: database, INTAKE_KEY: key, ...env });
    onTestFinished(async () => void (await proxy.kill('SIGKILL')));
    return proxy;
  };
  const statusAt = async (port: number, id: string) =>
    (await (await fetch(`http://127.0.0.1:${port}/v1/applications/${id}`)).json()).status;

  const deaf = await start(url, { B2C_PASSWORD: 'wrong' });
  const submission = buildSubmission();
  const accepted = await fetch(`http://127.0.0.1:${deaf.port}/v1/applications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(submission),
  });
  expect(accepted.status).toBe(202);
  await deaf.kill('SIGKILL');
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `UPDATE deliveries SET state = 'queued', attempts = 0, due_at = owed_since, lease_until = NULL`,
  );
  await client.end();

  const copy = await copyOf(url);
  const first = await start(url);
  await until(async () => (await statusAt(first.port, submission.id)) === 'delivered');
  await first.kill('SIGTERM');
  expect(site.incidentsFor(submission.id)).toBe(1);

  const [, statement = ''] = /--command "(.*)"$/.exec(mark) ?? [];
  const restored = new Client({ connectionString: copy });
  await restored.connect();
  expect((await restored.query(statement)).rowCount).toBe(1);
  await restored.end();
  const second = await start(copy);
  await until(async () => (await statusAt(second.port, submission.id)) === 'delivered');
  expect(site.incidentsFor(submission.id)).toBe(1);
}, 60_000);
