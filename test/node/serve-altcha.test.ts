import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { solve } from '../support/altcha.ts';
import { startProxy } from '../support/proxy-process.ts';
import { folderWith } from '../support/settings.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

/** A proxy that ends with the test, and a page of its own origin. */
async function start(env: Record<string, string>) {
  const proxy = await startProxy({ INTAKE_DATA: temporaryFolder(), ALTCHA_COST: '1', ...env });
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  const base = `http://127.0.0.1:${proxy.port}`;
  return {
    ...proxy,
    get: (path: string, headers = {}) => fetch(base + path, { headers }),
    solution: async () => solve(await (await fetch(`${base}/v1/challenge`)).json()),
    apply: (submission: object) =>
      fetch(`${base}/v1/applications`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: base },
        body: JSON.stringify(submission),
      }),
    marked: async () => ((await proxy.readiness()) as { marked: Record<string, number> }).marked,
  };
}

describe('a proxy that gives out challenges', () => {
  it('marks what comes without a solution, and recruiters read so in the incident', async () => {
    const site = await startSite();
    const proxy = await start({ ...site.env, ALTCHA_SECRET: 'Zx9Qv7' });
    const suspect = buildSubmission({ email: 'one@example.com' }, { challenge: { hp: 'Qzyxwv' } });
    const solved = buildSubmission(
      { email: 'two@example.com' },
      { challenge: { altcha: await proxy.solution() } },
    );
    expect((await proxy.apply(suspect)).status).toBe(202);
    expect((await proxy.apply(solved)).status).toBe(202);
    await until(() => site.incidentsFor(suspect.id) + site.incidentsFor(solved.id) === 2);
    const { incidents } = site.simulator.records() as unknown as {
      incidents: { customFields: { c: { submission_id: string } }; threads: { text: string }[] }[];
    };
    const textOf = ({ id }: { id: string }) =>
      incidents.find(({ customFields }) => customFields.c.submission_id === id)?.threads[0]?.text;
    expect(textOf(suspect)).toContain(
      'Marked for review: it may not come from a person\nA field that people do not see was filled in.\nThe page sent no solution',
    );
    expect(textOf(solved)).not.toContain('review');
    expect(await proxy.marked()).toMatchObject({ honeypot: 1, no_challenge: 1, bad_challenge: 0 });
    expect(proxy.output()).toContain('"review":["honeypot","no_challenge"]');
    expect(proxy.output()).not.toMatch(/Zx9Qv7|Qzyxwv/);
  });

  it('knows after it was killed which solutions were used', async () => {
    const site = await startSite();
    const env = { ...site.env, ALTCHA_SECRET: 'Zx9Qv7', INTAKE_DATA: temporaryFolder() };
    const first = await start(env);
    const [used, unused] = [await first.solution(), await first.solution()];
    await first.apply(buildSubmission({}, { challenge: { altcha: used } }));
    await first.kill('SIGKILL');

    const second = await start(env);
    await second.apply(buildSubmission({}, { challenge: { altcha: used } }));
    await second.apply(buildSubmission({}, { challenge: { altcha: unused } }));
    expect(await second.marked()).toMatchObject({ no_challenge: 0, bad_challenge: 1 });
  });

  it('takes a new secret from its file', async () => {
    const site = await startSite();
    const ALTCHA_SECRET_FILE = join(folderWith({ altcha: 'Zx9Qv7-old\n' }), 'altcha');
    const proxy = await start({ ...site.env, ALTCHA_SECRET_FILE });
    const old = await proxy.solution();
    writeFileSync(ALTCHA_SECRET_FILE, 'Zx9Qv7-new\n');
    await proxy.apply(buildSubmission({}, { challenge: { altcha: await proxy.solution() } }));
    expect(await proxy.marked()).toMatchObject({ bad_challenge: 0 });
    await proxy.apply(buildSubmission({}, { challenge: { altcha: old } }));
    expect(await proxy.marked()).toMatchObject({ bad_challenge: 1 });
    expect(proxy.output()).not.toContain('Zx9Qv7');
  });
});

describe('a proxy that gives out none', () => {
  it('has no challenges, and asks for no solution', async () => {
    const site = await startSite();
    const proxy = await start({ ...site.env, ALTCHA_COST: '' });
    expect((await proxy.get('/v1/challenge')).status).toBe(404);
    await proxy.apply(buildSubmission());
    expect(await proxy.marked()).toMatchObject({ no_challenge: 0 });
  });
});
