import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { createSqliteStore } from '../../../src/stores/sqlite-store.ts';
import { runAtTerminal } from '../../support/at-terminal.ts';
import { addAt } from '../../support/filled-folder.ts';
import { runCommand } from '../../support/proxy-process.ts';
import { readmeBlocks } from '../../support/readme.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const hourMs = 3_600_000;

/** What the README shows: Rosa's application needs attention, another one waits, a third is delivered. */
async function shownFolder(): Promise<Record<string, string>> {
  const directory = temporaryFolder();
  const store = createSqliteStore({ directory });
  const now = Date.now();
  const database = new DatabaseSync(join(directory, 'intake.db'));
  const show = async (
    reference: string,
    hours: number,
    delivery: Record<string, string | number>,
    answers = {},
  ) => {
    const { id } = await addAt(store, now - hours * hourMs - 60_000, answers);
    database.prepare('UPDATE applications SET reference = ? WHERE id = ?').run(reference, id);
    const columns = Object.keys(delivery).map((name) => `${name} = ?`);
    database
      .prepare(`UPDATE deliveries SET ${columns.join(', ')} WHERE application_id = ?`)
      .run(...Object.values(delivery), id);
  };
  const refused = { state: 'attention', attempts: 1, last_error: 'rejected: create incident: status 400' };
  await show('7Q4M-X2HV', 3, refused, { email: 'rosa@example.com' });
  const waits = { state: 'queued', attempts: 6, last_error: 'retry: create incident: status 503' };
  await show('GJMF-VX8H', 5, { ...waits, due_at: now + 12.9 * 60_000 });
  const receipt = JSON.stringify({ id: '84004', reference: '261121-000004' });
  await show('RJPG-PCWV', 26, { state: 'delivered', attempts: 2, receipt });
  database.close();
  await store.close();
  return { INTAKE_DATA: directory };
}

describe('the README on deliveries', () => {
  const commands = readmeBlocks('sh')
    .flatMap((block) => block.split('\n'))
    .filter((line) => line.startsWith('npx applicant-intake deliveries '))
    .map((line) => line.split(' ').slice(2));
  const [example = ''] = readmeBlocks('').filter((block) => block.startsWith('REFERENCE'));

  it('shows every command, and what list prints', async () => {
    const env = await shownFolder();
    expect(commands.map(([, name]) => name)).toEqual([
      'list',
      'show',
      'retry',
      'retry-all',
      'export',
      'erase',
    ]);
    const listed = await runCommand(commands[0] ?? [], env);
    expect(listed).toEqual({ code: 0, stdout: example, stderr: '' });
  });

  it('shows commands that do what it says, one after the other', async () => {
    const env = await shownFolder();
    const printed: Record<string, string> = {};
    for (const command of commands.filter(([, name]) => name !== 'erase')) {
      const { code, stdout } = await runCommand(command, env);
      expect({ command, code }).toEqual({ command, code: 0 });
      printed[command[1] ?? ''] = stdout;
    }
    expect(printed.show).toMatch(/^application {2}7Q4M-X2HV$/m);
    expect(printed.retry).toBe('b2c-service: is due now\n');
    // By then nothing is in attention any more.
    expect(printed['retry-all']).toBe('0 deliveries are tried again\n');
    expect(JSON.parse(printed.export ?? '').applications).toMatchObject([
      { reference: '7Q4M-X2HV', submission: { answers: { email: 'rosa@example.com' } } },
    ]);
    const erase = commands.find(([, name]) => name === 'erase') ?? [];
    const hasScript = spawnSync('script', ['--version']).error === undefined;
    const { code } = hasScript
      ? await runAtTerminal(erase, env, { to: /Type erase/, type: 'erase\r' })
      : await runCommand([...erase, '--yes'], env);
    expect(code).toBe(0);
    const { stdout } = await runCommand(['deliveries', 'list', '--email', 'rosa@example.com', '--json'], env);
    expect(JSON.parse(stdout)).toEqual({ deliveries: [], more: false });
  });
});
