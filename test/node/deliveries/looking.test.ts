import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createSqliteStore } from '../../../src/stores/sqlite-store.ts';
import { addAt, addDelivery, filledFolder } from '../../support/filled-folder.ts';
import { runCommand } from '../../support/proxy-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const command = fileURLToPath(new URL('../../../bin/applicant-intake.js', import.meta.url));

describe('applicant-intake deliveries list', () => {
  it('prints a table for people, the newest application first', async () => {
    const { directory, queued, leased, attention, delivered } = await filledFolder();
    const { code, stdout, stderr } = await runCommand(['deliveries', 'list'], { INTAKE_DATA: directory });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'REFERENCE  STATE      DESTINATION  AGE  TRIES  NEXT  DETAIL',
        `${queued.reference}  queued     b2c-service  60m  0      now`,
        `${leased.reference}  leased     b2c-service  2h   1      -`,
        `${attention.reference}  attention  b2c-service  3h   1      -     rejected: create incident: status 400`,
        `${delivered.reference}  delivered  b2c-service  26h  1      -     261121-000000`,
        '',
      ].join('\n'),
    );
  });

  it('gives programs one JSON document, with times as RFC 3339 writes them', async () => {
    const { directory, attention } = await filledFolder();
    const { code, stdout, stderr } = await runCommand(
      ['deliveries', 'list', '--state', 'attention', '--json'],
      {
        INTAKE_DATA: directory,
      },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      deliveries: [
        {
          ...attention,
          destination: 'b2c-service',
          state: 'attention',
          receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
          dueAt: expect.stringMatching(/Z$/),
          attempts: 1,
          files: 0,
          lastError: 'rejected: create incident: status 400',
        },
      ],
      more: false,
    });
  });

  it('shows what every filter lets through', async () => {
    const { directory, queued, leased, attention, delivered } = await filledFolder();
    const listed = async (...args: string[]) => {
      const { stdout } = await runCommand(['deliveries', 'list', '--json', ...args], {
        INTAKE_DATA: directory,
      });
      return JSON.parse(stdout).deliveries.map(({ id }: { id: string }) => id);
    };
    expect(await listed('--older-than', '150m')).toEqual([attention.id, delivered.id]);
    expect(await listed('--newer-than', '1d', '--older-than', '90m')).toEqual([leased.id, attention.id]);
    expect(await listed('--reference', queued.reference.toLowerCase())).toEqual([queued.id]);
    expect(await listed('--destination', 'webhook')).toEqual([]);
    expect(await listed('--limit', '1')).toEqual([queued.id]);
  });

  it('says which deliveries are optional, and so does show', async () => {
    const { directory, attention } = await filledFolder();
    addDelivery(directory, attention.id, 'webhook', { optional: true });
    const env = { INTAKE_DATA: directory };
    const { stdout } = await runCommand(['deliveries', 'list', '--reference', attention.reference], env);
    expect(stdout).toMatch(/ {2}attention {2}b2c-service {9}3h /);
    expect(stdout).toMatch(/ {2}attention {2}webhook \(optional\) {2}3h /);
    const shown = await runCommand(['deliveries', 'show', attention.id], env);
    expect(shown.stdout).toMatch(/^delivery {5}b2c-service: attention$/m);
    expect(shown.stdout).toMatch(/^delivery {5}webhook \(optional\): attention$/m);
  });

  it('takes a destination of another time by the name that its deliveries have', async () => {
    const { directory, attention } = await filledFolder();
    addDelivery(directory, attention.id, 'crm');
    const { code, stdout } = await runCommand(['deliveries', 'list', '--destination', 'crm'], {
      INTAKE_DATA: directory,
    });
    expect(code).toBe(0);
    expect(stdout).toContain(`${attention.reference}  attention  crm `);
  });

  it('says when there is more, and when there is nothing', async () => {
    const { directory } = await filledFolder();
    const env = { INTAKE_DATA: directory };
    const some = await runCommand(['deliveries', 'list', '--limit', '3'], env);
    expect(some.stdout.trimEnd().split('\n')).toHaveLength(4);
    expect(some.stderr).toBe('There are more than 3 deliveries; --limit shows more of them.\n');
    const json = await runCommand(['deliveries', 'list', '--limit', '3', '--json'], env);
    expect(JSON.parse(json.stdout)).toMatchObject({ more: true });
    const none = await runCommand(['deliveries', 'list', '--newer-than', '1s'], env);
    expect(none).toEqual({ code: 0, stdout: '', stderr: 'No delivery is like that.\n' });
  });

  it.each([
    [['--state', 'dead'], /--state must be one of queued, leased, delivered, attention\n$/],
    [
      ['--destination', 'fusion-servce'],
      /--destination fusion-servce is not a destination; there are fusion-service, /,
    ],
    [['--older-than', '2 hours'], /--older-than must be a span such as 90s, 15m, 2h, 3d or 1w\n$/],
    [['--newer-than', 'h'], /--newer-than must be a span/],
    [['--limit', '0'], /--limit must be a number from 1 to 10000\n$/],
    [['--form', 'driver-short'], /deliveries list takes no --form\n/],
    [['rosa@example.com'], /write it so: applicant-intake deliveries list \[FILTER\]/],
  ])('refuses %s, and says what would do', async (args, complaint) => {
    const { directory } = await filledFolder();
    const { code, stdout, stderr } = await runCommand(['deliveries', 'list', ...args], {
      INTAKE_DATA: directory,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(complaint);
    expect(stderr).not.toContain('rosa');
  });
});

describe('applicant-intake deliveries show', () => {
  it('prints how an application stands, by its reference or its id', async () => {
    const { directory, attention } = await filledFolder();
    const env = { INTAKE_DATA: directory };
    const byReference = await runCommand(['deliveries', 'show', attention.reference.toLowerCase()], env);
    expect(byReference).toMatchObject({ code: 0, stderr: '' });
    expect(byReference.stdout).toMatch(
      new RegExp(
        `^application {2}${attention.reference}\nid {11}${attention.id}\nreceived {5}\\S+ \\(3h ago\\)\n\n` +
          'delivery {5}b2c-service: attention\ntries {8}1\nlast error {3}rejected: create incident: status 400\n$',
      ),
    );
    const byId = await runCommand(['deliveries', 'show', attention.id.toUpperCase(), '--json'], env);
    expect(JSON.parse(byId.stdout)).toMatchObject({
      ...attention,
      files: [],
      deliveries: [{ destination: 'b2c-service', state: 'attention', checkpoints: {} }],
    });
  });

  it('knows no application that nobody has sent, and repeats nothing of what was asked', async () => {
    const { directory } = await filledFolder();
    for (const name of ['2222-2222', '00000000-0000-4000-8000-000000000000', 'rosa@example.com']) {
      const { code, stdout, stderr } = await runCommand(['deliveries', 'show', name], {
        INTAKE_DATA: directory,
      });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toBe(
        'applicant-intake: no application has this id or reference; deliveries list shows the references that there are\n',
      );
    }
  });

  it('needs to be told which', async () => {
    const { code, stderr } = await runCommand(['deliveries', 'show']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/write it so: applicant-intake deliveries show ID/);
    const bare = await runCommand(['deliveries']);
    expect(bare.code).toBe(2);
    expect(bare.stderr).toMatch(/there are deliveries list, deliveries show, deliveries retry/);
  });
});

describe('the deliveries of a folder', () => {
  it('can be looked at while somebody writes to it, and while it belongs to a proxy', async () => {
    const directory = temporaryFolder();
    const store = createSqliteStore({ directory });
    const { reference } = await addAt(store, Date.now());
    const writer = new DatabaseSync(join(directory, 'intake.db'));
    writer.exec('BEGIN IMMEDIATE');
    const { code, stdout } = await runCommand(['deliveries', 'list'], { INTAKE_DATA: directory });
    writer.exec('COMMIT');
    writer.close();
    await store.close();
    expect(code).toBe(0);
    expect(stdout).toContain(reference);
  });

  it('may be many more than somebody reads', async () => {
    const directory = temporaryFolder();
    const store = createSqliteStore({ directory });
    const at = Date.now();
    await Promise.all(Array.from({ length: 3_000 }, (_, index) => addAt(store, at - index)));
    await store.close();
    const line = `'${process.execPath}' '${command}' deliveries list --limit 3000 | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', line], {
      env: { ...process.env, INTAKE_DATA: directory },
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^REFERENCE [^\n]*\n0\n$/);
  });

  it('without any is none, and nothing is made there', async () => {
    const directory = temporaryFolder();
    const { code, stderr } = await runCommand(['deliveries', 'list'], { INTAKE_DATA: directory });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^applicant-intake: INTAKE_DATA: \S+ holds no intake\.db; set INTAKE_DATA[^\n]*\n$/,
    );
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is found by the configuration file of the proxy, whose secrets are not needed', async () => {
    const { directory, queued } = await filledFolder();
    const config = join(temporaryFolder(), 'config.json');
    const b2cService = { siteUrl: 'https://carrier.custhelp.com', username: 'api', passwordFile: '/nowhere' };
    writeFileSync(config, JSON.stringify({ data: directory, b2cService }));
    const { code, stdout } = await runCommand(['deliveries', 'list', '--config', config]);
    expect(code).toBe(0);
    expect(stdout).toContain(queued.reference);
  });

  it.each([
    [99, /was written by a newer applicant-intake \(schema 99/],
    [1, /was written by an older applicant-intake; start the proxy of this version on it once\n$/],
  ])('of schema %i is left alone', async (version, complaint) => {
    const { directory } = await filledFolder();
    const database = new DatabaseSync(join(directory, 'intake.db'));
    database.exec(`PRAGMA user_version = ${version}`);
    database.close();
    const { code, stdout, stderr } = await runCommand(['deliveries', 'list'], { INTAKE_DATA: directory });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(complaint);
  });

  it('that is damaged is named', async () => {
    const directory = temporaryFolder();
    writeFileSync(join(directory, 'intake.db'), 'no database '.repeat(1_000));
    const { code, stderr } = await runCommand(['deliveries', 'list'], { INTAKE_DATA: directory });
    expect(code).toBe(1);
    expect(stderr).toMatch(/INTAKE_DATA: \S+ cannot be used for data \(file is not a database\)/);
  });
});
