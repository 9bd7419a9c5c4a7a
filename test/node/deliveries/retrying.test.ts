import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSqliteStore } from '../../../src/stores/sqlite-store.ts';
import { addAt, addDelivery, filledFolder } from '../../support/filled-folder.ts';
import { runCommand, startProxy } from '../../support/proxy-process.ts';
import { folderWith } from '../../support/settings.ts';
import { buildSubmission } from '../../support/submissions.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';

const follows =
  'A running proxy sees it within seconds, unless it leaves the site alone for a while; others do when they start.\n';

const webhookConfig = { webhook: { url: 'https://hooks.example.com/applications' } };

/** How all deliveries of a folder stand, by the id of the application. */
function statesIn(directory: string): Record<string, string> {
  const database = new DatabaseSync(join(directory, 'intake.db'));
  const rows = database.prepare('SELECT application_id AS id, state FROM deliveries').all();
  database.close();
  return Object.fromEntries(rows.map(({ id, state }) => [String(id), String(state)]));
}

describe('applicant-intake deliveries retry', () => {
  it('makes a delivery due that a person had to look at', async () => {
    const { directory, attention } = await filledFolder();
    const { code, stdout, stderr } = await runCommand(['deliveries', 'retry', attention.reference], {
      INTAKE_DATA: directory,
    });
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'b2c-service: is due now\n',
      stderr: follows,
    });
    expect(statesIn(directory)[attention.id]).toBe('queued');
  });

  it('waits until what was sent just now has settled', async () => {
    const { directory, attention } = await filledFolder();
    const database = new DatabaseSync(join(directory, 'intake.db'));
    database.prepare('UPDATE deliveries SET lease_until = ?').run(Date.now() + 100_000_000);
    database.close();
    const env = { INTAKE_DATA: directory, LEASE_MS: '3600000', B2C_SETTLE_MS: '600000' };
    const { code, stdout } = await runCommand(['deliveries', 'retry', attention.reference], env);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'b2c-service: is due in 69m\n' });
  });

  it('leaves alone what is under way or delivered', async () => {
    const { directory, leased, delivered } = await filledFolder();
    const env = { INTAKE_DATA: directory };
    const underWay = await runCommand(['deliveries', 'retry', leased.id], env);
    expect(underWay).toEqual({ code: 0, stdout: 'b2c-service: is under way already\n', stderr: '' });
    const done = await runCommand(['deliveries', 'retry', delivered.id, '--json'], env);
    expect(JSON.parse(done.stdout)).toEqual({
      id: delivered.id,
      deliveries: [{ destination: 'b2c-service', outcome: 'delivered' }],
    });
    expect(statesIn(directory)).toMatchObject({ [leased.id]: 'leased', [delivered.id]: 'delivered' });
  });

  it('refuses a destination that the application does not go to', async () => {
    const { directory, attention } = await filledFolder();
    const { code, stderr } = await runCommand(
      ['deliveries', 'retry', attention.id, '--destination', 'nowhere'],
      { INTAKE_DATA: directory },
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /there is no such delivery of this application; deliveries show lists them all\n$/,
    );
    expect(statesIn(directory)[attention.id]).toBe('attention');
  });

  it('leaves as it is what goes to a destination that is not configured', async () => {
    const { directory, attention, delivered } = await filledFolder();
    const config = join(folderWith({ 'config.json': { ...webhookConfig, data: directory } }), 'config.json');
    const retry = (id: string, ...args: string[]) =>
      runCommand(['deliveries', 'retry', id, '--config', config, ...args]);
    expect(await retry(attention.id)).toEqual({
      code: 1,
      stdout: 'b2c-service: is not configured; nothing was changed\n',
      stderr: '',
    });
    const { stdout } = await retry(attention.id, '--json');
    expect(JSON.parse(stdout)).toEqual({
      id: attention.id,
      deliveries: [{ destination: 'b2c-service', outcome: 'not-configured' }],
    });
    expect(statesIn(directory)[attention.id]).toBe('attention');
    expect(await retry(delivered.id)).toMatchObject({
      code: 0,
      stdout: 'b2c-service: is delivered already\n',
    });
  });

  it('tries the destinations of an application that are configured, and leaves the others', async () => {
    const { directory, attention } = await filledFolder();
    addDelivery(directory, attention.id, 'webhook');
    const config = join(folderWith({ 'config.json': { ...webhookConfig, data: directory } }), 'config.json');
    const { code, stdout } = await runCommand(['deliveries', 'retry', attention.id, '--config', config]);
    expect(code).toBe(0);
    expect(stdout.split('\n').toSorted()).toEqual([
      '',
      'b2c-service: is not configured; nothing was changed',
      'webhook: is due now',
    ]);
  });

  it('is seen by a proxy that runs', async () => {
    const directory = temporaryFolder();
    const env = { INTAKE_DATA: directory, LOG_LEVEL: 'silent', MIN_SECONDS: '0' };
    const proxy = await startProxy(env, ['--sandbox']);
    onTestFinished(async () => void (await proxy.kill('SIGKILL')));
    const submission = buildSubmission();
    const url = `http://127.0.0.1:${proxy.port}/v1/applications`;
    const sent = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(submission),
    });
    expect(sent.status).toBe(202);
    const status = async () => (await (await fetch(`${url}/${submission.id}`)).json()).status;
    await until(async () => (await status()) === 'delivered');
    // As if the site had refused it.
    const database = new DatabaseSync(join(directory, 'intake.db'));
    onTestFinished(() => database.close());
    database.exec(`PRAGMA busy_timeout = 5000; UPDATE deliveries SET state = 'attention', lease_until = 0`);
    expect(await status()).toBe('attention');
    expect((await runCommand(['deliveries', 'retry', submission.id], env)).code).toBe(0);
    await until(async () => (await status()) === 'delivered');
    expect(database.prepare('SELECT attempts FROM deliveries').get()).toEqual({ attempts: 2 });
  });
});

describe('applicant-intake deliveries retry-all', () => {
  it('makes due whatever waits or is in attention, and nothing else', async () => {
    const { directory, delivered, attention, leased, queued } = await filledFolder();
    const { code, stdout, stderr } = await runCommand(['deliveries', 'retry-all'], {
      INTAKE_DATA: directory,
    });
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '2 deliveries are tried again\n',
      stderr: follows,
    });
    expect(statesIn(directory)).toEqual({
      [delivered.id]: 'delivered',
      [attention.id]: 'queued',
      [leased.id]: 'leased',
      [queued.id]: 'queued',
    });
  });

  it('leaves as they are those whose destinations are not configured, and says how many', async () => {
    const { directory, attention } = await filledFolder();
    const config = join(folderWith({ 'config.json': { ...webhookConfig, data: directory } }), 'config.json');
    const retryAll = (...args: string[]) =>
      runCommand(['deliveries', 'retry-all', '--config', config, ...args]);
    expect(await retryAll()).toEqual({
      code: 1,
      stdout: '0 deliveries are tried again\n',
      stderr: '2 deliveries were left as they are: their destinations are not configured.\n',
    });
    expect(await retryAll('--destination', 'b2c-service', '--state', 'attention')).toMatchObject({
      stderr: '1 delivery was left as it is: its destination is not configured.\n',
    });
    expect(await retryAll('--json')).toMatchObject({ stdout: '{"due":0,"notConfigured":2}\n' });
    expect(statesIn(directory)[attention.id]).toBe('attention');
  });

  it('keeps to the filter', async () => {
    const { directory, attention } = await filledFolder();
    const env = { INTAKE_DATA: directory };
    const young = await runCommand(
      ['deliveries', 'retry-all', '--newer-than', '2h', '--state', 'attention'],
      env,
    );
    expect(young).toEqual({ code: 0, stdout: '0 deliveries are tried again\n', stderr: '' });
    const old = await runCommand(['deliveries', 'retry-all', '--older-than', '2h', '--json'], env);
    expect(old).toEqual({ code: 0, stdout: '{"due":1}\n', stderr: '' });
    expect(statesIn(directory)[attention.id]).toBe('queued');
  });

  it('refuses what cannot be tried again', async () => {
    const { directory } = await filledFolder();
    for (const state of ['leased', 'delivered']) {
      const { code, stderr } = await runCommand(['deliveries', 'retry-all', '--state', state], {
        INTAKE_DATA: directory,
      });
      expect(code).toBe(2);
      expect(stderr).toMatch(/--state must be attention or queued here/);
    }
  });

  it('refuses a destination that nobody knows, the nearest named first', async () => {
    const { directory } = await filledFolder();
    const { code, stdout, stderr } = await runCommand(
      ['deliveries', 'retry-all', '--destination', 'b2c_service'],
      { INTAKE_DATA: directory },
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/--destination b2c_service is not a destination; there are b2c-service, /);
  });

  it('goes through thousands in small steps, and takes each once', async () => {
    const directory = temporaryFolder();
    const store = createSqliteStore({ directory });
    const at = Date.now();
    await Promise.all(Array.from({ length: 2_500 }, (_, index) => addAt(store, at - index)));
    const database = new DatabaseSync(join(directory, 'intake.db'));
    database.exec(`UPDATE deliveries SET state = 'attention'`);
    database.close();
    const { code, stdout } = await runCommand(['deliveries', 'retry-all', '--state', 'attention'], {
      INTAKE_DATA: directory,
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '2,500 deliveries are tried again\n' });
    expect(await store.counts()).toEqual({ queued: 2_500, leased: 0, delivered: 0, attention: 0 });
    await store.close();
  });
});
