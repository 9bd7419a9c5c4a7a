import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { moduleUrl, startScript } from '../support/child-script.ts';
import { runCommand, startProxy } from '../support/proxy-process.ts';
import { startSite } from '../support/site.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

/** Opens the database of a data folder for a moment. */
function withDatabase<T>(data: string, use: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(data, 'intake.db'));
  try {
    return use(database);
  } finally {
    database.close();
  }
}

/** A folder as a release with schema 1 has left it, with so many more deliveries that wait. */
function oldFolder(more = 0): string {
  const data = temporaryFolder();
  withDatabase(data, (database) => {
    database.exec(readFileSync(new URL('../stores/schema-1.sql', import.meta.url), 'utf8'));
    database.exec(`
      WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${more})
      INSERT INTO deliveries (application_id, destination, state, due_at)
        SELECT (SELECT id FROM applications LIMIT 1), 'crm' || i, 'queued', 0 FROM numbers WHERE i <= ${more}`);
  });
  return data;
}

/** Everything that a database has: its tables as they were made, its version, and how many rows. */
const stateOf = (data: string) =>
  withDatabase(data, (database) => ({
    version: database.prepare('PRAGMA user_version').get()?.user_version,
    tables: database.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all(),
    deliveries: database.prepare('SELECT count(*) AS n FROM deliveries').get()?.n,
    sound: database.prepare('PRAGMA integrity_check').get()?.integrity_check,
  }));

describe('data of an older version', () => {
  it('are brought up to date by a proxy that starts', async () => {
    const site = await startSite();
    const data = oldFolder();
    const proxy = await startProxy({ ...site.env, INTAKE_DATA: data, LOG_LEVEL: 'silent' });
    onTestFinished(async () => void (await proxy.kill('SIGKILL')));
    const { deliveries } = (await proxy.readiness()) as { deliveries: Record<string, number> };
    expect(Object.values(deliveries).reduce((sum, count) => sum + count)).toBe(5);
    await proxy.kill('SIGTERM');
    expect(stateOf(data).version).toBeGreaterThan(1);
  });

  it('stay what they were when a step fails halfway, and the command says why', async () => {
    const site = await startSite();
    const data = oldFolder();
    // In the way of a table that a later version makes, after it has changed others.
    withDatabase(data, (database) => database.exec('CREATE TABLE files (x)'));
    const before = stateOf(data);
    const env = { ...site.env, INTAKE_DATA: data, PORT: '0' };
    const { code, stderr } = await runCommand(['serve'], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^applicant-intake: INTAKE_DATA: [^\n]* cannot be used for data \([^\n]*\n$/);
    expect(stateOf(data)).toEqual(before);

    withDatabase(data, (database) => database.exec('DROP TABLE files'));
    const proxy = await startProxy({ ...env, LOG_LEVEL: 'silent' });
    expect(await proxy.kill('SIGTERM')).toBe(0);
  });

  it('stay what they were when the process is killed halfway, and the next start goes through', async () => {
    const before = oldFolder(1);
    const untouched = stateOf(before).tables;
    const opening = (data: string) => `
      import { createSqliteStore } from ${moduleUrl('src/stores/sqlite-store.ts')};
      console.log('opening');
      const store = createSqliteStore({ directory: ${JSON.stringify(data)} });
      console.log(JSON.stringify(await store.counts()));
      await store.close();`;
    // The larger the data, the longer it takes; somewhere on the way the kill comes in between.
    for (let more = 100_000; ; more *= 2) {
      const data = oldFolder(more);
      const child = startScript(opening(data));
      await once(child.stdout, 'data');
      await untilWriting(data, child);
      child.kill('SIGKILL');
      await once(child, 'close');
      const { version, tables, deliveries, sound } = stateOf(data);
      expect({ deliveries, sound }).toEqual({ deliveries: more + 5, sound: 'ok' });
      if (version !== 1 && more < 800_000) continue;
      expect(version).toBe(1);
      expect(tables).toEqual(untouched);

      const again = startScript(opening(data));
      let printed = '';
      again.stdout.on('data', (chunk) => (printed += chunk));
      await once(again, 'close');
      expect(printed).toContain(`"queued":${more + 2},`);
      break;
    }
  }, 120_000);
});

/** Resolves when a migration has written a part of what it changes, or the process has ended. */
async function untilWriting(data: string, child: { readonly exitCode: number | null }): Promise<void> {
  const log = join(data, 'intake.db-wal');
  const written = () => statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  while (child.exitCode === null && written() < 100_000) await wait(1);
}

describe('data of a newer version', () => {
  it('are left alone by an older proxy, which says what to do', async () => {
    const site = await startSite();
    const data = temporaryFolder();
    const env = { ...site.env, INTAKE_DATA: data };
    const proxy = await startProxy({ ...env, LOG_LEVEL: 'silent' });
    await proxy.kill('SIGTERM');
    withDatabase(data, (database) => database.exec('PRAGMA user_version = 99'));
    const before = stateOf(data);
    const { code, stdout, stderr } = await runCommand(['serve'], { ...env, PORT: '0' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^applicant-intake: INTAKE_DATA: \S+ was written by a newer applicant-intake \(schema 99, this one knows \d+\); start that version, or put a backup in place that this one can read\n$/,
    );
    expect(stateOf(data)).toEqual(before);
  });
});

describe('a data folder of a proxy that was killed', () => {
  it('is free at once', async () => {
    const site = await startSite();
    const env = { ...site.env, INTAKE_DATA: temporaryFolder(), LOG_LEVEL: 'silent' };
    const first = await startProxy(env);
    await first.kill('SIGKILL');
    const second = await startProxy(env);
    await until(async () => (await fetch(`http://127.0.0.1:${second.port}/readyz`)).status === 200);
    expect(await second.kill('SIGTERM')).toBe(0);
  });
});
