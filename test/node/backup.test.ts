import { copyFileSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand, startProxy } from '../support/proxy-process.ts';
import { folderWith } from '../support/settings.ts';
import { startSite } from '../support/site.ts';
import { smallDisk } from '../support/small-disk.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

async function start(env: Record<string, string>) {
  const proxy = await startProxy({ LOG_LEVEL: 'silent', RATE_LIMIT: '0', ...env });
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  return {
    ...proxy,
    async submit(submission = buildSubmission({ email: `${crypto.randomUUID()}@example.com` })) {
      const response = await fetch(`http://127.0.0.1:${proxy.port}/v1/applications`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(submission),
      });
      if (response.status !== 202) throw new Error(`status ${response.status}`);
      return submission.id;
    },
  };
}

/** Sends one application after another on several lines until told to stop. */
function load(submit: () => Promise<string>) {
  const acknowledged: string[] = [];
  let going = true;
  const lines = Array.from({ length: 4 }, async () => {
    while (going) acknowledged.push(await submit());
  });
  return {
    acknowledged,
    async stop() {
      going = false;
      await Promise.all(lines);
    },
  };
}

/** The ids of the applications in a copy. */
function idsIn(file: string): Set<string> {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare('SELECT id FROM applications').all() as { id: string }[];
  database.close();
  return new Set(rows.map(({ id }) => id));
}

/** A data folder as somebody makes it who puts a copy and the key of a folder back, as the README says. */
function restored(file: string, from: string): string {
  const data = temporaryFolder();
  copyFileSync(file, join(data, 'intake.db'));
  copyFileSync(join(from, 'intake.key'), join(data, 'intake.key'));
  return data;
}

/** What a backup says of the key of a folder. */
const keyNote = (data: string) =>
  `Not in it: intake.key of ${data}. Keep copies of them too, apart from this one.\n`;

const backUp = (data: string, ...args: string[]) => runCommand(['backup', ...args], { INTAKE_DATA: data });

describe('a backup', () => {
  it('of a proxy under load holds all that was acknowledged before, and delivers what was queued', async () => {
    const site = await startSite();
    const data = temporaryFolder();
    // It delivers nothing, since it cannot sign in.
    const proxy = await start({ ...site.env, B2C_PASSWORD: 'wrong', INTAKE_DATA: data });
    const file = join(temporaryFolder(), 'today.db');
    const { acknowledged, stop } = load(proxy.submit);
    await until(() => acknowledged.length >= 100);
    const before = [...acknowledged];
    const { code, stdout, stderr } = await backUp(data, file);
    const during = acknowledged.length - before.length;
    await stop();
    expect({ code, stderr }).toEqual({ code: 0, stderr: keyNote(data) });
    expect(stdout).toMatch(/today\.db holds \d+ applications \([\d.]+ MB\)\n$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(during, 'the proxy went on meanwhile').toBeGreaterThan(0);
    const copied = idsIn(file);
    expect(before.filter((id) => !copied.has(id))).toEqual([]);
    await proxy.kill('SIGKILL');

    const other = await startSite();
    await start({
      ...other.env,
      INTAKE_DATA: restored(file, data),
      B2C_CONCURRENCY: '16',
      B2C_REQUESTS_PER_SECOND: '1000',
    });
    await until(() => other.incidents().length === copied.size, 60_000);
    expect(new Set(other.incidents())).toEqual(copied);
  });

  it('brings nothing to the site a second time that was delivered after it was made', async () => {
    const site = await startSite();
    const data = temporaryFolder();
    const refused = await start({ ...site.env, B2C_PASSWORD: 'wrong', INTAKE_DATA: data });
    const ids = [await refused.submit(), await refused.submit(), await refused.submit()];
    const file = join(temporaryFolder(), 'early.db');
    await backUp(data, file);
    await refused.kill('SIGTERM');
    const proxy = await start({ ...site.env, INTAKE_DATA: data });
    await until(() => site.incidents().length === ids.length);
    await proxy.kill('SIGTERM');

    const again = await start({ ...site.env, INTAKE_DATA: restored(file, data) });
    await until(
      async () =>
        ((await again.readiness()) as { deliveries: { delivered: number } }).deliveries.delivered === 3,
    );
    expect([...site.incidents()].sort()).toEqual([...ids].sort());
  });

  it('of a proxy that was killed holds what stood in its write-ahead log only', async () => {
    const site = await startSite();
    const data = temporaryFolder();
    const proxy = await start({ ...site.env, INTAKE_DATA: data });
    const id = await proxy.submit();
    await proxy.kill('SIGKILL');
    expect(existsSync(join(data, 'intake.db-wal'))).toBe(true);
    const file = join(temporaryFolder(), 'after.db');
    const { code, stdout } = await backUp(data, file, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ file, applications: 1, bytes: statSync(file).size });
    expect(idsIn(file)).toEqual(new Set([id]));
  });

  it('finds the data folder in the configuration file, and needs no credentials', async () => {
    const site = await startSite();
    const data = temporaryFolder();
    const folder = folderWith({
      'config.json': { data, b2cService: { siteUrl: site.env.B2C_SITE_URL } },
    });
    const proxy = await start({ ...site.env, INTAKE_DATA: data });
    await proxy.submit();
    const file = join(folder, 'copy.db');
    const { code, stderr } = await runCommand(['backup', file, '--config', join(folder, 'config.json')]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: keyNote(data) });
    expect(idsIn(file).size).toBe(1);
  });

  it('names the keys that are not in it', async () => {
    const data = temporaryFolder();
    new DatabaseSync(join(data, 'intake.db')).close();
    writeFileSync(join(data, 'hosted.key'), 'x');
    const { code, stderr } = await backUp(data, join(data, 'copy.db'));
    expect(code).toBe(0);
    expect(stderr).toBe(`Not in it: hosted.key of ${data}. Keep copies of them too, apart from this one.\n`);
  });
});

describe('a backup that is not possible', () => {
  /** The one line of complaint, and that nothing was made. */
  async function complaint(data: string, file: string): Promise<string> {
    const before = existsSync(file) ? statSync(file).mtimeMs : undefined;
    const { code, stdout, stderr } = await backUp(data, file);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^applicant-intake: [^\n]+\n$/);
    expect(existsSync(file) ? statSync(file).mtimeMs : undefined).toBe(before);
    expect(existsSync(`${file}-journal`)).toBe(false);
    return stderr.slice('applicant-intake: '.length, -1);
  }

  /** A data folder with a database in it. */
  function folder(pragma = 'user_version = 0'): string {
    const data = temporaryFolder();
    const database = new DatabaseSync(join(data, 'intake.db'));
    database.exec(`CREATE TABLE applications (id TEXT); PRAGMA ${pragma}`);
    database.close();
    return data;
  }

  it('says that the folder holds none, and makes none', async () => {
    const data = temporaryFolder();
    expect(await complaint(data, join(data, 'copy.db'))).toBe(
      `INTAKE_DATA: ${data} holds no intake.db; set INTAKE_DATA, or data in the file for --config, as for the proxy`,
    );
    expect(readdirSync(data)).toEqual([]);
  });

  it('overwrites nothing, neither a copy nor one that is being made', async () => {
    const data = folder();
    const file = join(data, 'copy.db');
    await backUp(data, file);
    expect(await complaint(data, file)).toMatch(/copy\.db or .*copy\.db\.part is there already; /);
    writeFileSync(join(data, 'other.db.part'), '');
    expect(await complaint(data, join(data, 'other.db'))).toMatch(/is there already; /);
    expect(existsSync(join(data, 'other.db.part'))).toBe(true);
  });

  it('names a place where no file can be made', async () => {
    expect(await complaint(folder(), '/nowhere/copy.db')).toMatch(
      /^\/nowhere\/copy\.db cannot be made \(ENOENT\)/,
    );
  });

  it('leaves data alone that a newer program has written', async () => {
    const data = folder('user_version = 99');
    expect(await complaint(data, join(data, 'copy.db'))).toMatch(
      /^INTAKE_DATA: .* was written by a newer applicant-intake \(schema 99, this one knows \d+\); start that version/,
    );
  });

  it('tells that the data are damaged', async () => {
    const data = temporaryFolder();
    writeFileSync(join(data, 'intake.db'), 'no database '.repeat(1_000));
    expect(await complaint(data, join(data, 'copy.db'))).toMatch(
      /holds an intake\.db that is damaged \(26\)/,
    );
    expect(readdirSync(data)).toEqual(['intake.db']);
  });

  it.skipIf(!smallDisk.available)(
    'on a disk that is full leaves nothing there (needs root, for a file system of its own)',
    async () => {
      const disk = smallDisk('64k');
      const data = folder();
      const database = new DatabaseSync(join(data, 'intake.db'));
      database.exec(`CREATE TABLE filler (x); INSERT INTO filler VALUES (zeroblob(500000))`);
      database.close();
      expect(await complaint(data, join(disk, 'copy.db'))).toMatch(
        /copy\.db cannot be written, since the disk is full/,
      );
      expect(readdirSync(disk)).toEqual([]);
    },
  );

  it('leaves a database to the tools that it has', async () => {
    const { code, stdout, stderr } = await runCommand(['backup', 'today.dump'], {
      DATABASE_URL: 'postgres://intake:secret@db.example.com/intake',
    });
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      'applicant-intake: DATABASE_URL: backup copies a data folder, and the applications are in a database; run pg_dump --format=custom --file=today.dump with its address, and keep INTAKE_KEY apart from that copy, which nobody can read without\n',
    ]);
  });

  it('wants to know the file', async () => {
    const { code, stderr } = await runCommand(['backup']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^applicant-intake: write it so: applicant-intake backup FILE /);
  });
});
