import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runCommand, startProxy } from '../support/proxy-process.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

type Env = Readonly<Record<string, string>>;

async function start(env: Env, args: readonly string[] = []) {
  const proxy = await startProxy(env, args);
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  const base = `http://127.0.0.1:${proxy.port}`;
  await until(async () => (await fetch(`${base}/readyz`)).status === 200);
  return {
    ...proxy,
    post: async (path: string, body: unknown) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
      return (await fetch(`${base}${path}`, { ...init, body: JSON.stringify(body) })).status;
    },
  };
}

/** The folder of a sandbox in which an invented application waits. */
async function sandboxFolder(): Promise<string> {
  const folder = temporaryFolder();
  const sandbox = await start({ INTAKE_DATA: folder }, ['--sandbox']);
  const fault = { operation: 'any', fault: 'status-500', times: 100 };
  expect(await sandbox.post('/sandbox/b2c-service/_faults', fault)).toBeLessThan(300);
  expect(await sandbox.post('/v1/applications', buildSubmission())).toBe(202);
  await sandbox.kill('SIGTERM');
  return folder;
}

it('an application that was invented in the sandbox does not come to a recruiter, unless somebody wants it to', async () => {
  const site = await startSite();
  const env = { ...site.env, INTAKE_DATA: await sandboxFolder() };
  const { code, stderr } = await runCommand(['serve'], { ...env, PORT: '0' });
  expect(code).not.toBe(0);
  expect(stderr).toMatch(
    /holds 1 delivery that waits for simulators; set INTAKE_DATA to another folder, or remove /,
  );
  expect(site.incidents()).toEqual([]);

  rmSync(join(env.INTAKE_DATA, 'delivers-to'));
  await start({ ...env, B2C_SETTLE_MS: '0' });
  await until(() => site.incidents().length === 1);
});

it('an application that waits for a site does not go to a simulator', async () => {
  const folder = temporaryFolder();
  const down = { B2C_SITE_URL: 'http://127.0.0.1:9', B2C_USERNAME: 'api', B2C_PASSWORD: 'secret' };
  const proxy = await start({ ...down, INTAKE_DATA: folder });
  expect(await proxy.post('/v1/applications', buildSubmission())).toBe(202);
  await proxy.kill('SIGTERM');
  const { code, stderr } = await runCommand(['serve', '--sandbox'], { INTAKE_DATA: folder, PORT: '0' });
  expect(code).not.toBe(0);
  expect(stderr).toMatch(
    /holds 1 delivery that waits for sites that are not configured now; configure the site/,
  );
  expect(readFileSync(join(folder, 'delivers-to'), 'utf8')).toBe('sites\n');
});

it('a folder in which nothing waits may be used for either', async () => {
  const folder = temporaryFolder();
  const sandbox = await start({ INTAKE_DATA: folder }, ['--sandbox']);
  await sandbox.kill('SIGTERM');
  const site = await startSite();
  const proxy = await start({ ...site.env, INTAKE_DATA: folder });
  expect(await proxy.post('/v1/applications', buildSubmission())).toBe(202);
  await until(() => site.incidents().length === 1);
});
