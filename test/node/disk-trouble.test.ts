import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand, startProxy } from '../support/proxy-process.ts';
import { startSite } from '../support/site.ts';
import { failingDisk, smallDisk } from '../support/small-disk.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

type Submission = ReturnType<typeof buildSubmission>;

async function start(env: Record<string, string>) {
  const proxy = await startProxy({
    LOG_LEVEL: 'info',
    RATE_LIMIT: '0',
    // An outcome that cannot be stored is looked for again when its lease has run out.
    LEASE_MS: '2000',
    ...env,
  });
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
    readyStatus: async () => (await fetch(`${base}/readyz`)).status,
  };
}

const newSubmission = () => buildSubmission({ email: `${crypto.randomUUID()}@example.com` });

/** Fills a disk but for so many bytes; gives the function that makes room again. */
function fill(folder: string, but: number): () => void {
  const { bavail, bsize } = statfsSync(folder);
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - but)));
  return () => rmSync(ballast);
}

/** What was accepted and what was refused while a disk is in trouble. */
async function sendUntilRefused(submit: (submission: Submission) => Promise<Response>) {
  const accepted: Submission[] = [];
  for (;;) {
    const submission = newSubmission();
    const response = await submit(submission);
    if (response.status === 202) accepted.push(submission);
    else return { accepted, refused: submission, response };
  }
}

function expectLater(response: Response): void {
  expect(response.status).toBe(503);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
}

describe.skipIf(!smallDisk.available)(
  'a disk with no room left (needs root, for a file system of its own)',
  () => {
    it('makes the proxy ask for patience, and is got over without a restart; nobody acknowledged is lost', async () => {
      const site = await startSite();
      const disk = smallDisk('8m');
      const proxy = await start({ ...site.env, INTAKE_DATA: join(disk, 'data') });
      const makeRoom = fill(disk, 300_000);
      const { accepted, refused, response } = await sendUntilRefused(proxy.submit);
      expectLater(response);
      expect(accepted.length).toBeGreaterThan(0);
      // A probe is smaller than an application: it may still fit in a few times.
      await until(async () => (await proxy.readyStatus()) === 503);
      expect((await fetch(`${proxy.base}/healthz`)).status).toBe(200);
      expect((await fetch(`${proxy.base}/v1/applications/${refused.id}`)).status).toBe(404);
      expectLater(await proxy.submit(refused));

      makeRoom();
      await until(async () => (await proxy.readyStatus()) === 200);
      expect((await proxy.submit(refused)).status).toBe(202);
      const ids = [...accepted, refused].map(({ id }) => id);
      await until(() => ids.every((id) => site.incidentsFor(id) > 0), 60_000);
      expect([...site.incidents()].sort()).toEqual([...ids].sort());
      expect(proxy.output()).toMatch(/"problem":"storage-unavailable".*"cause":"[^"]*13"/);
      expect(await proxy.kill('SIGTERM')).toBe(0);
    }, 90_000);

    it('keeps a proxy from starting, which says why', async () => {
      const site = await startSite();
      const disk = smallDisk('1m');
      fill(disk, 8_192);
      const { code, stderr } = await runCommand(['serve'], {
        ...site.env,
        PORT: '0',
        INTAKE_DATA: join(disk, 'data'),
      });
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^applicant-intake: INTAKE_DATA: .*\/data cannot be used for data \([^\n]*full\); check [^\n]*\n$/,
      );
    });

    it('keeps a proxy from starting that has data there, and loses none of them', async () => {
      const site = await startSite();
      const disk = smallDisk('4m');
      const env = { ...site.env, INTAKE_DATA: join(disk, 'data') };
      const refused = await start({ ...env, B2C_PASSWORD: 'wrong' });
      const submission = newSubmission();
      expect((await refused.submit(submission)).status).toBe(202);
      await refused.kill('SIGTERM');
      const makeRoom = fill(disk, 0);
      const { code, stderr } = await runCommand(['serve'], { ...env, PORT: '0' });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^applicant-intake: INTAKE_DATA: .* cannot be used for data \([^\n]*\n$/);

      makeRoom();
      await start(env);
      await until(() => site.incidentsFor(submission.id) === 1);
    });
  },
);

describe.skipIf(!failingDisk.available)(
  'a disk that the kernel has made read-only (needs root, ext4 and a loop device)',
  () => {
    it('makes the proxy ask for patience; once it is repaired nobody acknowledged is lost', async () => {
      const site = await startSite();
      const disk = failingDisk();
      const env = { ...site.env, INTAKE_DATA: join(disk.folder, 'data') };
      const proxy = await start({ ...env, B2C_PASSWORD: 'wrong' });
      const accepted = newSubmission();
      expect((await proxy.submit(accepted)).status).toBe(202);
      disk.fail();
      const refused = newSubmission();
      expectLater(await proxy.submit(refused));
      await until(async () => (await proxy.readyStatus()) === 503);
      expect((await fetch(`${proxy.base}/v1/applications/${accepted.id}`)).status).toBe(200);
      expect(await proxy.kill('SIGTERM')).toBe(0);

      const { code, stderr } = await runCommand(['serve'], { ...env, PORT: '0' });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^applicant-intake: INTAKE_DATA: .* cannot be used for data \([^\n]*\n$/);

      disk.repair();
      const again = await start(env);
      expect((await again.submit(refused)).status).toBe(202);
      await until(() => site.incidents().length === 2);
      expect([...site.incidents()].sort()).toEqual([accepted.id, refused.id].sort());
      await again.kill('SIGTERM');
    });
  },
);

/**
 * Lets nobody, not even root, write to the database and its log, or lets them again. The index of the log is memory that
 * SQLite shares.
 */
const setWritable = (folder: string, writable: boolean) =>
  spawnSync('chattr', [writable ? '-i' : '+i', join(folder, 'intake.db'), join(folder, 'intake.db-wal')])
    .status === 0;

const canForbid = (() => {
  if (spawnSync('sh', ['-c', 'f=$(mktemp) && chattr +i "$f" && chattr -i "$f"; rm -f "$f"']).status !== 0) {
    return false;
  }
  return process.getuid?.() === 0;
})();

describe.skipIf(!canForbid)('files that cannot be written for a while (needs root, and chattr)', () => {
  it('make the proxy ask for patience, and are got over without a restart', async () => {
    const site = await startSite();
    const data = temporaryFolder();
    const proxy = await start({ ...site.env, INTAKE_DATA: data });
    const before = newSubmission();
    expect((await proxy.submit(before)).status).toBe(202);
    expect(setWritable(data, false)).toBe(true);
    onTestFinished(() => void setWritable(data, true));
    const refused = newSubmission();
    expectLater(await proxy.submit(refused));
    await until(async () => (await proxy.readyStatus()) === 503);

    expect(setWritable(data, true)).toBe(true);
    await until(async () => (await proxy.readyStatus()) === 200);
    expect((await proxy.submit(refused)).status).toBe(202);
    const ids = [before.id, refused.id];
    await until(() => ids.every((id) => site.incidentsFor(id) > 0), 60_000);
    expect([...site.incidents()].sort()).toEqual([...ids].sort());
    expect(await proxy.kill('SIGTERM')).toBe(0);
  }, 90_000);
});
