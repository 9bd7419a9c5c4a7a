import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSqliteStore } from '../../../src/stores/sqlite-store.ts';
import { fileOf } from '../../contracts/store-files.ts';
import { runAtTerminal } from '../../support/at-terminal.ts';
import { foundIn } from '../../support/bytes-in.ts';
import { addAt, filledFolder } from '../../support/filled-folder.ts';
import { runCommand } from '../../support/proxy-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const copies = 'What has been delivered is at its destination still, and copies are in backups.\n';

/** A folder that a proxy has, with an application of Rosa's and somebody else's. */
async function usedFolder() {
  const directory = temporaryFolder();
  const store = createSqliteStore({ directory });
  onTestFinished(() => store.close());
  const rosa = await addAt(store, Date.now(), { email: 'rosa@example.com', phone: '720-555-0142' });
  await store.addFiles(rosa.id, [fileOf('license')], { maxFiles: 5, maxTotalBytes: 1_000, now: Date.now() });
  const other = await addAt(store, Date.now());
  return { env: { INTAKE_DATA: directory }, directory, store, rosa, other };
}

const isErased = async ({ env }: { env: Record<string, string> }, { id }: { id: string }) =>
  JSON.parse((await runCommand(['deliveries', 'show', id, '--json'], env)).stdout).erasedAt !== undefined;

describe('applicant-intake deliveries erase', () => {
  it('removes what a person has sent from every file of the data folder, while a proxy has it', async () => {
    const folder = await usedFolder();
    const { env, directory, rosa, other } = folder;
    const database = new DatabaseSync(join(directory, 'intake.db'));
    const sealed = database
      .prepare('SELECT content, email_hash, phone_hash FROM applications WHERE id = ?')
      .get(rosa.id) as Record<string, string>;
    const key = database.prepare('SELECT wrapped_key FROM data_keys WHERE application_id = ?').get(rosa.id);
    const file = database.prepare('SELECT name, content AS file FROM files').get();
    database.close();
    const sought = { ...sealed, ...key, ...file } as Record<string, string>;
    expect(foundIn(directory, sought)).toEqual(Object.keys(sought));
    const { code, stdout, stderr } = await runCommand(
      ['deliveries', 'erase', '--email', 'Rosa@example.com', '--yes'],
      env,
    );
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '1 application has been erased\n',
      stderr: copies,
    });
    expect(foundIn(directory, sought)).toEqual([]);
    expect(await isErased(folder, rosa)).toBe(true);
    expect(await isErased(folder, other)).toBe(false);
    const again = await runCommand(['deliveries', 'erase', '--email', 'rosa@example.com', '--yes'], env);
    expect(again).toEqual({ code: 1, stdout: '', stderr: 'Nothing is held.\n' });
  });

  it('refuses without a terminal to confirm it at, unless told that it is meant', async () => {
    const folder = await usedFolder();
    const { env, rosa } = folder;
    const { code, stdout, stderr } = await runCommand(['deliveries', 'erase', rosa.reference], env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      'applicant-intake: nothing was erased: there is no terminal to confirm it at; add --yes where you are sure\n',
    );
    expect(await isErased(folder, rosa)).toBe(false);
    const meant = await runCommand(['deliveries', 'erase', rosa.reference, '--yes', '--json'], env);
    expect(meant).toEqual({ code: 0, stdout: `{"erased":["${rosa.id}"],"underWay":[]}\n`, stderr: '' });
  });

  it('waits for what is being delivered, and takes what a worker that is gone has left', async () => {
    const folder = await usedFolder();
    const { env, directory, store, other } = folder;
    const now = Date.now();
    await store.lease({ destination: 'b2c-service', limit: 9, now, until: now + 2_500 });
    const { code, stdout, stderr } = await runCommand(['deliveries', 'erase', other.id, '--yes'], env);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '1 application has been erased\n' });
    expect(stderr).toBe(`  waiting for what is being delivered at this moment\n${copies}`);
    expect(await isErased({ env: { INTAKE_DATA: directory } }, other)).toBe(true);
  });

  it('shows what has been erased as such', async () => {
    const { directory, attention, delivered } = await filledFolder();
    const env = { INTAKE_DATA: directory };
    await runCommand(['deliveries', 'erase', attention.id, delivered.id, '--yes'], env);
    const { stdout } = await runCommand(['deliveries', 'list'], env);
    expect(stdout).toMatch(new RegExp(`^${attention.reference} +erased +b2c-service +3h +1 +-$`, 'm'));
    expect(stdout).toMatch(
      new RegExp(`^${delivered.reference} +delivered +b2c-service .* 261121-000000$`, 'm'),
    );
    const shown = await runCommand(['deliveries', 'show', attention.id], env);
    expect(shown.stdout).toMatch(/^erased {7}\S+ \(\d+s ago\)$/m);
    const retried = await runCommand(['deliveries', 'retry', attention.id], env);
    expect(retried).toEqual({ code: 0, stdout: 'b2c-service: has been erased\n', stderr: '' });
  });
});

const noScript = spawnSync('script', ['--version']).error !== undefined;

describe.skipIf(noScript)(
  `at a terminal${noScript ? ', which `script` of util-linux would give' : ''}`,
  () => {
    const question =
      /This removes 1 application for good, 1 of which will then not be delivered any more\. Type erase to go on: /;

    it('erasing asks for a word, and goes on once it is typed', async () => {
      const folder = await usedFolder();
      const { env, rosa } = folder;
      const { code, shown } = await runAtTerminal(['deliveries', 'erase', rosa.reference], env, {
        to: question,
        type: 'erase\r',
      });
      expect(shown).toMatch(/1 application has been erased/);
      expect(code).toBe(0);
      expect(await isErased(folder, rosa)).toBe(true);
    });

    it.each([
      ['y\r', 'another word'],
      ['\u0004', 'the end of input'],
    ])('erasing does nothing upon %j, %s', async (type) => {
      const folder = await usedFolder();
      const { env, rosa } = folder;
      const { code, shown } = await runAtTerminal(['deliveries', 'erase', rosa.reference], env, {
        to: question,
        type,
      });
      expect(shown).toMatch(/Nothing was erased\./);
      expect(code).toBe(1);
      expect(await isErased(folder, rosa)).toBe(false);
    });

    it('the states of a list have colours, which NO_COLOR takes away', async () => {
      const { directory } = await filledFolder();
      const args = ['deliveries', 'list', '--state', 'attention'];
      const { shown } = await runAtTerminal(args, { INTAKE_DATA: directory });
      expect(shown).toContain('\u001B[31mattention\u001B[39m');
      const plain = await runAtTerminal(args, { INTAKE_DATA: directory, NO_COLOR: '1' });
      expect(plain.shown).not.toContain('\u001B[3');
    });
  },
);
