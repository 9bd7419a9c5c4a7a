import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand, startProxy } from '../support/proxy-process.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

type Readiness = { readonly checks: Readonly<Record<string, unknown>> };
type Submission = ReturnType<typeof buildSubmission>;

async function start(env: Record<string, string>, args: string[] = []) {
  const proxy = await startProxy({ LOG_LEVEL: 'silent', ...env }, args);
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  const base = `http://127.0.0.1:${proxy.port}`;
  return {
    ...proxy,
    base,
    submit: (submission: Submission) =>
      fetch(`${base}/v1/applications`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(submission),
      }),
    /** Resolves when the site has been checked, which comes first and plays faults too. */
    checked: () => until(async () => ((await proxy.readiness()) as Readiness).checks['b2c-service'] !== null),
    status: async (id: string): Promise<string> => {
      const state = await (await fetch(`${base}/v1/applications/${id}`)).json();
      return state.status;
    },
  };
}

describe('a proxy that is killed', () => {
  it('delivers, once started again, what it had acknowledged', async () => {
    const site = await startSite();
    const env = { ...site.env, INTAKE_DATA: temporaryFolder() };
    const submission = buildSubmission();
    const first = await start(env);
    await first.checked();
    // The incident is created, and the proxy never hears of it.
    site.simulator.failNext('create-incident', 'timeout-after-commit');
    expect((await first.submit(submission)).status).toBe(202);
    await until(() => site.incidentsFor(submission.id) === 1);
    await first.kill('SIGKILL');

    const second = await start(env);
    await until(async () => (await second.status(submission.id)) === 'delivered');
    expect(site.incidentsFor(submission.id)).toBe(1);
    // It looked before it created.
    expect(site.timesAsked('create-incident')).toBe(1);
  });

  it('waits, once started again, for what its last call may still set off', async () => {
    const site = await startSite();
    const env = { ...site.env, INTAKE_DATA: temporaryFolder(), B2C_SETTLE_MS: '1500' };
    const submission = buildSubmission();
    const first = await start(env);
    await first.checked();
    site.simulator.failNext('create-incident', 'commit-late', { times: 1, delayMs: 1_000 });
    await first.submit(submission);
    await until(() => site.timesAsked('create-incident') > 0);
    await first.kill('SIGKILL');

    const second = await start(env);
    await until(async () => (await second.status(submission.id)) === 'delivered');
    expect(site.incidentsFor(submission.id)).toBe(1);
    expect(site.timesAsked('create-incident')).toBe(1);
  });

  it('keeps the reference it had given', async () => {
    const site = await startSite();
    const env = { ...site.env, INTAKE_DATA: temporaryFolder() };
    const submission = buildSubmission();
    const first = await start(env);
    const { reference } = await (await first.submit(submission)).json();
    await first.kill('SIGKILL');
    const second = await start(env);
    expect((await (await second.submit(submission)).json()).reference).toBe(reference);
  });
});

describe('a proxy that is asked to stop', () => {
  it('ends by itself with exit code 0', async () => {
    const site = await startSite();
    const proxy = await start({ ...site.env, INTAKE_DATA: temporaryFolder() });
    expect((await proxy.submit(buildSubmission())).status).toBe(202);
    expect(await proxy.kill('SIGTERM')).toBe(0);
  });
});

describe('a second proxy on the same data folder', () => {
  it('refuses to start and says what to do; the first goes on', async () => {
    const site = await startSite();
    const env = { ...site.env, INTAKE_DATA: temporaryFolder() };
    const first = await start(env);
    const second = await runCommand(['serve'], { ...env, PORT: '0' });
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(
      /^applicant-intake: INTAKE_DATA: .* is used by another .*; stop that one, or set .*\n$/,
    );
    const submission = buildSubmission();
    expect((await first.submit(submission)).status).toBe(202);
    await until(async () => (await first.status(submission.id)) === 'delivered');
  });
});

describe('a disk that is full', () => {
  it.runIf(process.platform === 'linux')(
    'makes the answer 503 with Retry-After, stores nothing by halves, and is got over without a restart',
    async () => {
      const site = await startSite();
      const data = temporaryFolder();
      const first = await start({ ...site.env, INTAKE_DATA: data, RATE_LIMIT: '0' });
      // A limit on the size of files works like a full disk: writes beyond it fail. Only what this process may write
      // from now on is limited, so the limit lies a little above what is there.
      const limit = (bytes: string) => {
        const { status, stderr } = spawnSync('prlimit', [`--pid=${first.pid}`, `--fsize=${bytes}:`]);
        if (status !== 0) throw new Error(`prlimit (of util-linux) failed: ${stderr}`);
      };
      limit('200000');

      const outcomes = new Map<string, number>();
      let refused: Response | undefined;
      for (let count = 0; count < 400 && !refused; count += 1) {
        const submission = buildSubmission({ email: `driver.${count}@example.com` });
        const response = await first.submit(submission);
        outcomes.set(submission.id, response.status);
        if (response.status !== 202) refused = response;
      }
      expect(refused?.status).toBe(503);
      expect(refused?.headers.get('content-type')).toBe('application/problem+json');
      expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
      // An application needs more room than what tries the storage.
      limit('0');
      const unready = await fetch(`${first.base}/readyz`);
      expect(unready.status).toBe(503);
      expect(['full', 'broken']).toContain((await unready.json()).cause);
      for (const [id, status] of outcomes) {
        expect((await fetch(`${first.base}/v1/applications/${id}`)).status).toBe(status === 202 ? 200 : 404);
      }

      limit('unlimited');
      const submission = buildSubmission({ email: 'after@example.com' });
      expect((await first.submit(submission)).status).toBe(202);
      await until(async () => (await fetch(`${first.base}/readyz`)).ok);
      await until(async () => (await first.status(submission.id)) === 'delivered', 60_000);
    },
  );
});

describe('a data folder that cannot be written', () => {
  it('is refused with the reason', () => {
    const folder = join(temporaryFolder(), 'read-only');
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    chmodSync(join(folder, '..'), 0o755);
    // Root may write everywhere, so where we are root somebody tries who is not.
    const script = `if (process.getuid?.() === 0) { process.setgid(65534); process.setuid(65534); }
      import('./src/stores/sqlite-store.ts').then((m) => m.createSqliteStore({ directory: ${JSON.stringify(folder)} }))
        .then(() => console.log('opened'), (error) => console.log('refused', error.errstr));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^refused (unable to open database file|attempt to write a readonly database)/);
  });
});
