import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { type ProxyProcess, runCommand, startProxy } from '../support/proxy-process.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { until } from '../support/until.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const key = () => randomBytes(32).toString('hex');

async function submitTo({ port }: ProxyProcess): Promise<string> {
  const submission = buildSubmission();
  const response = await fetch(`http://127.0.0.1:${port}/v1/applications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(submission),
  });
  expect(response.status).toBe(202);
  return submission.id;
}

describe('applicant-intake keys rotate on PostgreSQL', () => {
  it('puts everything under the new key while proxies run, once all of them have it; then the old one can go', async () => {
    const site = await startSite();
    const url = await server.createDatabase();
    const [one, two] = [key(), key()];
    const start = async (env: Record<string, string>) => {
      const proxy = await startProxy({ ...site.env, DATABASE_URL: url, ...env });
      onTestFinished(async () => void (await proxy.kill('SIGKILL')));
      return proxy;
    };
    const deaf = { B2C_PASSWORD: 'wrong' };
    const behind = await start({ INTAKE_KEY: one, INTAKE_OLD_KEYS: two, ...deaf });
    const ids = [await submitTo(behind), await submitTo(behind)];
    const both = { DATABASE_URL: url, INTAKE_KEY: two, INTAKE_OLD_KEYS: one };
    const early = await runCommand(['keys', 'rotate'], both);
    expect([early.code, early.stderr]).toEqual([
      1,
      'applicant-intake: INTAKE_KEY: a proxy on the database has another current key; start all of them with the new one first, and the old one after it, and run this again\n',
    ]);
    await behind.kill('SIGTERM');

    const during = await start({ ...both, ...deaf });
    const { code, stdout, stderr } = await runCommand(['keys', 'rotate'], both);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^2 applications are now under key [\da-f]{16}\nOlder keys are needed no more: take them out of INTAKE_OLD_KEYS or the file of keys,/,
    );
    ids.push(await submitTo(during));
    await during.kill('SIGTERM');
    const again = await runCommand(['keys', 'rotate', '--json'], both);
    expect(JSON.parse(again.stdout)).toMatchObject({ rewrapped: 0, damaged: 0, missing: [] });

    await start({ INTAKE_KEY: two });
    await until(() => site.incidents().length === 3);
    expect([...site.incidents()].sort()).toEqual(ids.sort());
  });

  it('says what is wrong where there is no key, and where the database has not been prepared', async () => {
    const env = { DATABASE_URL: await server.createDatabase() };
    const none = await runCommand(['keys', 'rotate'], env);
    expect(none.code).toBe(1);
    expect(none.stderr).toMatch(/^applicant-intake: INTAKE_KEY is not set, nor INTAKE_KEY_FILE;/);
    const empty = await runCommand(['keys', 'rotate'], { ...env, INTAKE_KEY: key() });
    expect(empty.code).toBe(1);
    expect(empty.stderr).toMatch(/start the proxy of this version on it once\n$/);
  });
});
