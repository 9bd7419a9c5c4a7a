import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { keysIn } from '../../../src/stores/keyring.ts';
import { openPostgresStore } from '../../../src/stores/postgres/postgres-store.ts';
import { fileOf } from '../../contracts/store-files.ts';
import { addAt, fillStore } from '../../support/filled-folder.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { runCommand, startProxy } from '../../support/proxy-process.ts';
import { buildSubmission } from '../../support/submissions.ts';
import { until } from '../../support/until.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const key = randomBytes(32).toString('hex');

/** A database that a proxy has prepared, and what its processes have in their environment. */
async function openStore() {
  const url = await server.createDatabase();
  const keys = keysIn(key);
  if (!keys) throw new Error('it is no key');
  const store = await openPostgresStore({ url, keys, countsForMs: 0 });
  onTestFinished(() => store.close());
  return { store, url, env: { DATABASE_URL: url, INTAKE_KEY: key }, withoutKey: { DATABASE_URL: url } };
}

async function filledDatabase() {
  const opened = await openStore();
  const filled = await fillStore(opened.store);
  const stateOf = async ({ id }: { id: string }) => (await opened.store.find(id))?.deliveries[0]?.state;
  return { ...opened, ...filled, stateOf };
}

describe('applicant-intake deliveries on PostgreSQL', () => {
  it('list prints deliveries, and needs no key for it', async () => {
    const { withoutKey, delivered, attention, leased, queued } = await filledDatabase();
    const { code, stdout, stderr } = await runCommand(['deliveries', 'list'], withoutKey);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').map((line) => line.split(/ +/).slice(0, 2))).toEqual([
      ['REFERENCE', 'STATE'],
      [queued.reference, 'queued'],
      [leased.reference, 'leased'],
      [attention.reference, 'attention'],
      [delivered.reference, 'delivered'],
      [''],
    ]);
  });

  it('show prints how one application stands', async () => {
    const { withoutKey, delivered } = await filledDatabase();
    const { code, stdout } = await runCommand(
      ['deliveries', 'show', delivered.reference, '--json'],
      withoutKey,
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...delivered,
      deliveries: [{ destination: 'b2c-service', state: 'delivered', attempts: 1, receipt: { id: '84001' } }],
    });
  });

  it('retry makes due what a person had to look at', async () => {
    const { withoutKey, attention, leased, stateOf } = await filledDatabase();
    const { code, stdout } = await runCommand(['deliveries', 'retry', attention.reference], withoutKey);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'b2c-service: is due now\n' });
    expect(await stateOf(attention)).toBe('queued');
    const underWay = await runCommand(['deliveries', 'retry', leased.id], withoutKey);
    expect(underWay.stdout).toBe('b2c-service: is under way already\n');
  });

  it('retry-all makes due what waits or is in attention, and keeps to the filter', async () => {
    const { withoutKey, attention, leased, stateOf } = await filledDatabase();
    const young = await runCommand(
      ['deliveries', 'retry-all', '--newer-than', '2h', '--state', 'attention'],
      withoutKey,
    );
    expect(young).toEqual({ code: 0, stdout: '0 deliveries are tried again\n', stderr: '' });
    const all = await runCommand(['deliveries', 'retry-all', '--json'], withoutKey);
    expect(all).toEqual({ code: 0, stdout: '{"due":2}\n', stderr: '' });
    expect([await stateOf(attention), await stateOf(leased)]).toEqual(['queued', 'leased']);
  });

  it('export and erase find what a person has sent, and erase removes it while proxies run', async () => {
    const { store, url, env } = await openStore();
    const rosa = await addAt(store, Date.now(), { email: 'rosa@example.com', last_name: 'Delgado' });
    const limits = { maxFiles: 5, maxTotalBytes: 1_000, now: Date.now() };
    await store.addFiles(rosa.id, [fileOf('license', 'mi licencia.pdf')], limits);
    const other = await addAt(store, Date.now());
    const exported = await runCommand(['deliveries', 'export', '--email', 'ROSA@example.com'], env);
    expect(exported).toMatchObject({ code: 0, stderr: '1 application\n' });
    expect(JSON.parse(exported.stdout).applications).toMatchObject([
      {
        id: rosa.id,
        submission: { answers: { last_name: 'Delgado' } },
        files: [{ name: 'mi licencia.pdf', base64: Buffer.from('license').toString('base64') }],
      },
    ]);
    const erased = await runCommand(['deliveries', 'erase', '--email', 'rosa@example.com', '--yes'], env);
    expect(erased).toMatchObject({ code: 0, stdout: '1 application has been erased\n' });
    const again = await runCommand(['deliveries', 'export', '--email', 'rosa@example.com'], env);
    expect(again).toMatchObject({ code: 1, stderr: 'Nothing is held.\n' });
    const client = new Client({ connectionString: url });
    await client.connect();
    onTestFinished(() => client.end());
    const held = await client.query(
      'SELECT id, content IS NULL AS gone FROM applications ORDER BY content IS NULL',
    );
    expect(held.rows).toEqual([
      { id: other.id, gone: false },
      { id: rosa.id, gone: true },
    ]);
    expect((await client.query('SELECT id FROM files')).rows).toEqual([]);
  });

  it('retry is seen by a proxy that runs', async () => {
    const { url, env } = await openStore();
    const proxy = await startProxy({ ...env, LOG_LEVEL: 'silent', MIN_SECONDS: '0' }, ['--sandbox']);
    onTestFinished(async () => void (await proxy.kill('SIGKILL')));
    const submission = buildSubmission();
    const place = `http://127.0.0.1:${proxy.port}/v1/applications`;
    const sent = await fetch(place, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(submission),
    });
    expect(sent.status).toBe(202);
    const status = async () => (await (await fetch(`${place}/${submission.id}`)).json()).status;
    await until(async () => (await status()) === 'delivered');
    // As if the site had refused it.
    const client = new Client({ connectionString: url });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query(`UPDATE deliveries SET state = 'attention', lease_until = 0`);
    expect(await status()).toBe('attention');
    expect((await runCommand(['deliveries', 'retry', submission.id], env)).code).toBe(0);
    await until(async () => (await status()) === 'delivered');
    expect((await client.query('SELECT attempts FROM deliveries')).rows).toEqual([{ attempts: 2 }]);
  });
});

describe('applicant-intake deliveries says what is to be done where a PostgreSQL database', () => {
  it('is not there, and not the password', async () => {
    const env = { DATABASE_URL: 'postgres://intake:secret@127.0.0.1:9/intake' };
    const { code, stderr } = await runCommand(['deliveries', 'list'], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^applicant-intake: DATABASE_URL: the database cannot be used \(ECONNREFUSED\);/);
    expect(stderr).not.toContain('secret');
  });

  it('has not been prepared', async () => {
    const { code, stderr } = await runCommand(['deliveries', 'list'], {
      DATABASE_URL: await server.createDatabase(),
    });
    expect([code, stderr]).toEqual([
      1,
      'applicant-intake: DATABASE_URL: no applicant-intake of this version has prepared the database yet; start the proxy of this version on it once\n',
    ]);
  });

  it('belongs to a newer version', async () => {
    const { url, withoutKey } = await openStore();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('UPDATE schema_version SET version = 99');
    await client.end();
    const { code, stderr } = await runCommand(['deliveries', 'list'], withoutKey);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^applicant-intake: DATABASE_URL: the database was written by a newer applicant-intake \(schema 99/,
    );
  });

  it('has to be opened with a key that is not set, or is another one', async () => {
    const { withoutKey } = await openStore();
    const asked = ['deliveries', 'export', '--email', 'rosa@example.com'];
    const none = await runCommand(asked, withoutKey);
    expect(none.code).toBe(1);
    expect(none.stderr).toMatch(/^applicant-intake: INTAKE_KEY is not set, nor INTAKE_KEY_FILE;/);
    const other = await runCommand(asked, { ...withoutKey, INTAKE_KEY: randomBytes(32).toString('hex') });
    expect(other.code).toBe(1);
    expect(other.stderr).toMatch(
      /^applicant-intake: INTAKE_KEY: the database holds applications sealed under key [\da-f]{16}, which/,
    );
  });
});
