import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { createSqliteStore } from '../../../src/stores/sqlite-store.ts';
import { fileOf } from '../../contracts/store-files.ts';
import { addAt, filledFolder } from '../../support/filled-folder.ts';
import { runCommand } from '../../support/proxy-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const rosa = { first_name: 'Rosa', last_name: 'Delgado', email: 'rosa@example.com', phone: '720-555-0142' };

/** A folder with two applications of Rosa's, the older one with a file and under another number, and somebody else's. */
async function rosasFolder() {
  const directory = temporaryFolder();
  const store = createSqliteStore({ directory });
  const at = Date.UTC(2026, 10, 21, 17);
  const older = await addAt(store, at, { ...rosa, phone: '720-555-0199' });
  await store.addFiles(older.id, [fileOf('license', 'mi licencia.pdf')], {
    maxFiles: 5,
    maxTotalBytes: 1_000,
    now: at + 1_000,
  });
  const newer = await addAt(store, at + 60_000, { ...rosa, email: 'Rosa@Example.com' });
  const other = await addAt(store, at + 120_000);
  await store.close();
  return { env: { INTAKE_DATA: directory }, directory, older, newer, other };
}

describe('applicant-intake deliveries export', () => {
  it('prints everything that is held of a person as one JSON document', async () => {
    const { env, older, newer } = await rosasFolder();
    const args = ['deliveries', 'export', '--email', 'ROSA@example.com'];
    const { code, stdout, stderr } = await runCommand(args, env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '2 applications\n' });
    const { applications } = JSON.parse(stdout);
    expect(applications).toMatchObject([
      { ...newer, submission: { answers: { last_name: 'Delgado', email: 'Rosa@Example.com' } }, files: [] },
      {
        ...older,
        receivedAt: '2026-11-21T17:00:00.000Z',
        submission: { id: older.id, answers: { last_name: 'Delgado' } },
        files: [
          {
            name: 'mi licencia.pdf',
            type: 'application/pdf',
            size: 7,
            receivedAt: '2026-11-21T17:00:01.000Z',
            kept: true,
            base64: Buffer.from('license').toString('base64'),
          },
        ],
        deliveries: [{ destination: 'b2c-service', state: 'queued' }],
      },
    ]);
  });

  it('takes a number as people write it, and what is named besides', async () => {
    const { env, older, newer, other } = await rosasFolder();
    const exported = async (...args: string[]) => {
      const { stdout } = await runCommand(['deliveries', 'export', '--json', ...args], env);
      return JSON.parse(stdout).applications.map(({ id }: { id: string }) => id);
    };
    expect(await exported('--phone', '(720) 555-0142')).toEqual([newer.id]);
    expect(await exported('--phone', '+1 720 555 0142', '--email', 'rosa@example.com')).toEqual([
      newer.id,
      older.id,
    ]);
    expect(await exported(other.reference, '--phone', '7205550199')).toEqual([other.id, older.id]);
  });

  it.each([
    `UPDATE applications SET content = 'AAAA' WHERE id = ?`,
    `UPDATE applications SET review = '[Delgado' WHERE id = ?`,
    `UPDATE deliveries SET checkpoints = '{Delgado' WHERE application_id = ?`,
    'DELETE FROM data_keys WHERE application_id = ?',
  ])('prints the rest where some of it is damaged, and names what is missing: %s', async (damage) => {
    const { env, directory, older, newer } = await rosasFolder();
    const database = new DatabaseSync(join(directory, 'intake.db'));
    database.exec('PRAGMA foreign_keys = off');
    database.prepare(damage).run(newer.id);
    database.close();
    const args = ['deliveries', 'export', '--email', 'rosa@example.com'];
    const { code, stdout, stderr } = await runCommand(args, env);
    expect(JSON.parse(stdout).applications.map(({ id }: { id: string }) => id)).toEqual([older.id]);
    expect(code).toBe(1);
    expect(stderr).toContain(`Missing, since it cannot be opened: application ${newer.id}.`);
    expect(stderr).toContain('damaged');
    expect(stderr).not.toContain('Delgado');
  });

  it('says so when nothing is held, and repeats nothing of what was asked', async () => {
    const { env } = await rosasFolder();
    const { code, stdout, stderr } = await runCommand(
      ['deliveries', 'export', '--email', 'nora@example.com'],
      env,
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Nothing is held.\n' });
    expect(JSON.parse(stdout)).toEqual({ applications: [] });
    const unknown = await runCommand(['deliveries', 'export', 'nora@example.com'], env);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).not.toContain('nora');
  });

  it('needs to be told whose', async () => {
    const { env } = await rosasFolder();
    const { code, stdout, stderr } = await runCommand(['deliveries', 'export'], env);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /say whose: ids or references of applications, --email ADDRESS or --phone NUMBER\n$/,
    );
  });

  it('needs the keys of the proxy, which only looking at deliveries does not', async () => {
    const { env, directory } = await rosasFolder();
    renameSync(join(directory, 'intake.key'), join(directory, 'elsewhere.key'));
    const { code, stderr } = await runCommand(['deliveries', 'export', '--email', 'rosa@example.com'], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /INTAKE_KEY: \S+ holds sealed applications and no intake\.key; put a copy of that file back/,
    );
    expect(stderr).not.toContain('rosa');
    expect((await runCommand(['deliveries', 'list'], env)).code).toBe(0);
    rmSync(join(directory, 'elsewhere.key'));
  });
});

it('applicant-intake deliveries list finds what a person has sent', async () => {
  const { env, older, newer } = await rosasFolder();
  const listed = async (...args: string[]) =>
    JSON.parse((await runCommand(['deliveries', 'list', '--json', ...args], env)).stdout).deliveries.map(
      ({ id }: { id: string }) => id,
    );
  expect(await listed('--email', 'rosa@EXAMPLE.com')).toEqual([newer.id, older.id]);
  expect(await listed('--phone', '720.555.0199')).toEqual([older.id]);
  expect(await listed('--phone', '720.555.0199', '--state', 'delivered')).toEqual([]);
  const { directory } = await filledFolder();
  const none = await runCommand(['deliveries', 'list', '--email', 'rosa@example.com'], {
    INTAKE_DATA: directory,
  });
  expect(none).toEqual({ code: 0, stdout: '', stderr: 'No delivery is like that.\n' });
});
