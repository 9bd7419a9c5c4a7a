import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProxy } from '../support/proxy-process.ts';
import { folderWith } from '../support/settings.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

/** A proxy that ends with the test. */
async function start(env: Record<string, string>) {
  const proxy = await startProxy({ INTAKE_DATA: temporaryFolder(), ...env });
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  return {
    ...proxy,
    submit: (submission: object) =>
      fetch(`http://127.0.0.1:${proxy.port}/v1/applications`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(submission),
      }),
  };
}

describe('a proxy whose password is refused', () => {
  it('leaves the site alone, and delivers as soon as the file holds the right one', async () => {
    const site = await startSite();
    const { B2C_PASSWORD: _, ...env } = site.env;
    const B2C_PASSWORD_FILE = join(folderWith({ password: 'Zx9Qv7-old\n' }), 'password');
    const proxy = await start({ ...env, B2C_PASSWORD_FILE });
    const submission = buildSubmission();
    expect((await proxy.submit(submission)).status).toBe(202);
    await until(async () => ((await proxy.readiness()) as { paused: boolean }).paused);
    const refused = site.simulator.requests().length;
    expect(site.simulator.requests().every(({ status }) => status === 401)).toBe(true);
    // One call of the check and one of the delivery: an account is locked by many.
    expect(refused).toBeLessThanOrEqual(2);

    writeFileSync(B2C_PASSWORD_FILE, 'sandbox\n');
    await until(() => site.incidentsFor(submission.id) === 1);
    expect(proxy.output()).not.toContain('Zx9Qv7');
  });
});

describe('a proxy that signs in by a token of an identity provider', () => {
  it('delivers', async () => {
    const site = await startSite();
    const proxy = await start({
      B2C_SITE_URL: site.env.B2C_SITE_URL,
      B2C_OAUTH_TOKEN_URL: `${site.env.B2C_SITE_URL}/oauth/token`,
      B2C_OAUTH_CLIENT_ID: 'sandbox',
      B2C_OAUTH_CLIENT_SECRET_FILE: join(folderWith({ secret: 'sandbox\n' }), 'secret'),
    });
    const submission = buildSubmission();
    await proxy.submit(submission);
    await until(() => site.incidentsFor(submission.id) === 1);
    expect(site.simulator.requests().filter(({ operation }) => operation === 'token')).toHaveLength(1);
  });
});

describe('a proxy with a variable that looks like ours and is not', () => {
  it('starts, and warns of it', async () => {
    const site = await startSite();
    const proxy = await start({ ...site.env, B2C_CONCURENCY: '9' });
    await until(() => proxy.output().includes('ready'));
    expect(proxy.output()).toContain(
      'applicant-intake: B2C_CONCURENCY is not a setting; did you mean B2C_CONCURRENCY?\n',
    );
  });
});
