import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand, startProxy } from '../support/proxy-process.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const key = () => randomBytes(32).toString('hex');

async function start(env: Record<string, string>) {
  const site = await startSite();
  const proxy = await startProxy({ ...site.env, ...env });
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  const submit = async () => {
    const submission = buildSubmission();
    const response = await fetch(`http://127.0.0.1:${proxy.port}/v1/applications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(submission),
    });
    expect(response.status).toBe(202);
    return submission.id;
  };
  return { ...proxy, site, submit };
}

describe('the key of a data folder', () => {
  it('is made by the first start, which says so once on the line and once in the log', async () => {
    const data = temporaryFolder();
    const first = await start({ INTAKE_DATA: data });
    const file = join(data, 'intake.key');
    const made = first.output();
    expect(made.match(/^A key was made: .*$/gm)).toEqual([
      `A key was made: ${file}. What people type cannot be read without it: keep a copy, apart from copies of the data.`,
    ]);
    const lines = made.split('\n').filter((line) => line.includes('a key has been made'));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 'warn', file }]);
    expect(made).not.toContain(readFileSync(file, 'utf8').trim());
    await first.kill('SIGTERM');
    const second = await start({ INTAKE_DATA: data });
    expect(second.output()).not.toMatch(/key/);
  });

  it('that is gone ends the start with a line that says what to do', async () => {
    const data = temporaryFolder();
    const proxy = await start({ INTAKE_DATA: data });
    await proxy.kill('SIGTERM');
    rmSync(join(data, 'intake.key'));
    const { code, stderr } = await runCommand(['serve', '--sandbox'], { INTAKE_DATA: data, PORT: '0' });
    expect([code, stderr]).toEqual([
      1,
      `applicant-intake: INTAKE_KEY: ${data} holds sealed applications and no intake.key; put a copy of that file back, or set INTAKE_KEY or INTAKE_KEY_FILE to the key\n`,
    ]);
  });
});

describe('a start with another key', () => {
  it('ends with a line that names the one that is missing, and no key', async () => {
    const data = temporaryFolder();
    const [one, two] = [key(), key()];
    const proxy = await start({ INTAKE_DATA: data, INTAKE_KEY: one });
    await proxy.kill('SIGTERM');
    const env = { INTAKE_DATA: data, INTAKE_KEY: two, PORT: '0' };
    const { code, stdout, stderr } = await runCommand(['serve', '--sandbox'], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^applicant-intake: INTAKE_KEY: \S+ holds applications sealed under key [\da-f]{16}, which is not among the keys at hand; add it to INTAKE_OLD_KEYS, or as a further line to the file of keys\n$/,
    );
    for (const secret of [one, two]) expect(stdout + stderr).not.toContain(secret);
  });
});

describe('applicant-intake keys rotate', () => {
  it('seals everything under the new key while the proxy runs; then the old one can go', async () => {
    const data = temporaryFolder();
    const [one, two] = [key(), key()];
    const before = await start({ INTAKE_DATA: data, INTAKE_KEY: one, B2C_PASSWORD: 'wrong' });
    const ids = [await before.submit(), await before.submit()];
    await before.kill('SIGTERM');

    const both = { INTAKE_DATA: data, INTAKE_KEY: two, INTAKE_OLD_KEYS: one };
    const during = await start({ ...both, B2C_PASSWORD: 'wrong' });
    const { code, stdout, stderr } = await runCommand(['keys', 'rotate'], both);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^2 applications are now under key [\da-f]{16}\nOlder keys are needed no more: /);
    ids.push(await during.submit());
    await during.kill('SIGTERM');
    const again = await runCommand(['keys', 'rotate', '--json'], both);
    expect(JSON.parse(again.stdout)).toEqual({
      keyId: expect.stringMatching(/^[\da-f]{16}$/),
      rewrapped: 0,
      damaged: 0,
      missing: [],
    });

    const after = await start({ INTAKE_DATA: data, INTAKE_KEY: two });
    await until(() => after.site.incidents().length === 3);
    expect([...after.site.incidents()].sort()).toEqual(ids.sort());
  });

  it('takes the keys of the data folder, the new one in the first line', async () => {
    const data = temporaryFolder();
    const proxy = await start({ INTAKE_DATA: data, B2C_PASSWORD: 'wrong' });
    await proxy.submit();
    await proxy.kill('SIGTERM');
    const file = join(data, 'intake.key');
    const fresh = `${key()}\n`;
    writeFileSync(file, fresh + readFileSync(file, 'utf8'));
    const { code, stdout } = await runCommand(['keys', 'rotate'], { INTAKE_DATA: data });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^1 application is now under key/)]);
    writeFileSync(file, fresh);
    const after = await start({ INTAKE_DATA: data });
    await until(() => after.site.incidents().length === 1);
  });

  it('is refused while the proxy that runs would not know the new key', async () => {
    const data = temporaryFolder();
    const [one, two] = [key(), key()];
    await start({ INTAKE_DATA: data, INTAKE_KEY: one });
    const env = { INTAKE_DATA: data, INTAKE_KEY: two, INTAKE_OLD_KEYS: one };
    const { code, stderr } = await runCommand(['keys', 'rotate'], env);
    expect([code, stderr]).toEqual([
      1,
      `applicant-intake: INTAKE_KEY: the proxy that runs on ${data} was started with another current key; start it with the new one first, and the old one after it\n`,
    ]);
  });

  it('says what is wrong where there are no data, or there is no such command', async () => {
    const folder = temporaryFolder();
    const nothing = await runCommand(['keys', 'rotate'], { INTAKE_DATA: folder, INTAKE_KEY: key() });
    expect([nothing.code, nothing.stderr]).toEqual([
      1,
      `applicant-intake: INTAKE_DATA: ${folder} holds no intake.db; set INTAKE_DATA, or data in the file for --config, as for the proxy\n`,
    ]);
    const other = await runCommand(['keys', 'turn']);
    expect([other.code, other.stderr]).toEqual([
      1,
      'applicant-intake: write it so: applicant-intake keys rotate\n',
    ]);
  });
});
