import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProxy } from '../support/proxy-process.ts';
import { folderWith } from '../support/settings.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

/** A proxy in which something unforeseen happens when it gets SIGUSR2. */
async function startFragile(happening: string, env: Record<string, string>) {
  const folder = folderWith({
    'fragile.mjs': `process.on('SIGUSR2', () => { ${happening} });\n`,
  });
  const NODE_OPTIONS = `--import=file://${folder}/fragile.mjs`;
  const proxy = await startProxy({ ...env, NODE_OPTIONS });
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  return proxy;
}

const submit = (port: number, submission: object) =>
  fetch(`http://127.0.0.1:${port}/v1/applications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(submission),
  });

/** An error as it comes from deep within, with what a person typed in every place that an error has. */
const error = `Object.assign(
  new TypeError('Qzyxwv\\n    at Qzyxwv (Qzyxwv.js:1:1)', { cause: new Error('Qzyxwv') }),
  { code: 'ERR_UNFORESEEN', input: 'Qzyxwv', answers: { first_name: 'Qzyxwv' } })`;

describe('a proxy in which something unforeseen happens', () => {
  it.each([
    ['an error that nobody catches', `throw ${error}`],
    ['a promise that nobody awaits', `Promise.reject(${error})`],
  ])('ends with exit code 4 and tells what in codes: %s', async (_, happening) => {
    const site = await startSite();
    const proxy = await startFragile(happening, { ...site.env, INTAKE_DATA: temporaryFolder() });
    expect(await proxy.kill('SIGUSR2')).toBe(4);
    const told = { name: 'TypeError', code: 'ERR_UNFORESEEN', cause: { name: 'Error' } };
    const lines = proxy.output().split('\n');
    const logged = JSON.parse(lines.find((line) => line.includes('broke down; to be started again')) ?? '{}');
    expect(logged).toMatchObject({ level: 'error', error: told });
    expect(logged.at[0]).toMatch(/^fragile\.mjs:\d+:\d+$/);
    expect(lines.find((line) => line.startsWith('applicant-intake: broke down: '))).toContain('TypeError');
    expect(proxy.output()).not.toContain('Qzyxwv');
  });

  it('tells so on standard error also where it keeps no log, and loses nothing', async () => {
    const site = await startSite();
    const env = { ...site.env, INTAKE_DATA: temporaryFolder(), LOG_LEVEL: 'silent' };
    const proxy = await startFragile(`throw 'Qzyxwv'`, env);
    const submission = buildSubmission();
    expect((await submit(proxy.port, submission)).status).toBe(202);
    expect(await proxy.kill('SIGUSR2')).toBe(4);
    expect(proxy.output()).toMatch(
      /^applicant-intake: broke down: \{"error":\{"name":"string"\},"at":\[\]\}$/m,
    );

    const again = await startProxy(env);
    onTestFinished(async () => void (await again.kill('SIGKILL')));
    await until(() => site.incidentsFor(submission.id) === 1);
  });
});

describe('what a library prints', () => {
  it('goes to the log in codes', async () => {
    const site = await startSite();
    const happening = `console.error('Qzyxwv', ${error}); console.warn({ email: 'Qzyxwv' }); process.kill(process.pid)`;
    const proxy = await startFragile(happening, { ...site.env, INTAKE_DATA: temporaryFolder() });
    expect(await proxy.kill('SIGUSR2')).toBe(0);
    expect(proxy.output()).toMatch(
      /"level":"error".*"console":"error","error":\{"name":"TypeError","code":"ERR_UNFORESEEN".*"a library had/,
    );
    expect(proxy.output()).toMatch(/"level":"info".*"console":"warn","msg":"a library had/);
    expect(proxy.output()).not.toContain('Qzyxwv');
  });
});

describe('a proxy whose output nobody reads any more', () => {
  it('goes on', async () => {
    const site = await startSite();
    const proxy = await startProxy({ ...site.env, INTAKE_DATA: temporaryFolder() });
    onTestFinished(async () => void (await proxy.kill('SIGKILL')));
    proxy.forsake();
    for (let count = 0; count < 3; count += 1) {
      const submission = buildSubmission();
      expect((await submit(proxy.port, submission)).status).toBe(202);
      await until(() => site.incidentsFor(submission.id) === 1);
    }
    expect(await proxy.kill('SIGTERM')).toBe(0);
  });

  it.skipIf(spawnSync('script', ['--version']).status !== 0)(
    'since its terminal was closed stops as it should (needs `script` of util-linux)',
    async () => {
      const site = await startSite();
      const data = temporaryFolder();
      const command = `exec ${process.execPath} bin/applicant-intake.js serve`;
      const env = { ...process.env, ...site.env, INTAKE_DATA: data, PORT: '0', HOST: '127.0.0.1' };
      const terminal = spawn('script', ['-q', '-c', command, '/dev/null'], { env });
      onTestFinished(() => void terminal.kill('SIGKILL'));
      let shown = '';
      terminal.stdout.on('data', (chunk) => (shown += chunk));
      const port = Number((await until(() => /http:\/\/localhost:(\d+)/.exec(shown)))[1]);
      expect((await submit(port, buildSubmission())).status).toBe(202);
      // SQLite takes its log away when the database is closed, and only then.
      expect(existsSync(join(data, 'intake.db-wal'))).toBe(true);
      terminal.kill('SIGKILL');
      await until(() => !existsSync(join(data, 'intake.db-wal')));
    },
  );
});
