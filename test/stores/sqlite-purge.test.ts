import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openBeside } from '../../src/stores/sqlite-database.ts';
import { moduleUrl, runScript } from '../support/child-script.ts';
import { filledFolder } from '../support/filled-folder.ts';

it('whoever erases waits for those who read, and meanwhile holds up nobody who writes', async () => {
  const { directory, delivered } = await filledFolder();
  const [reader, writer] = [openBeside(directory), openBeside(directory)];
  onTestFinished(() => {
    reader.close();
    writer.close();
  });
  reader.exec('BEGIN');
  reader.prepare('SELECT * FROM applications').all();
  writer.exec('PRAGMA busy_timeout = 2000');

  let isOver = false;
  const erasing = runScript(`
    import { openSqliteOperations } from ${moduleUrl('src/stores/sqlite-operations.ts')};
    const operations = openSqliteOperations({ directory: ${JSON.stringify(directory)} });
    console.log(...(await operations.erase(['${delivered.id}'], { now: Date.now() })));
    await operations.close();
  `).finally(() => {
    isOver = true;
  });
  const select = writer.prepare('SELECT erased_at FROM applications WHERE id = ?');
  const isErased = () => select.get(delivered.id)?.erased_at !== null;
  let written = 0;
  let sinceErased = 0;
  while (!isOver) {
    writer.prepare('INSERT OR REPLACE INTO probe (id, at) VALUES (1, ?)').run(written);
    written += 1;
    if (isErased()) sinceErased += 1;
    // Long enough for whoever erases to have met the reader.
    if (sinceErased > 50 && reader.isTransaction) reader.exec('COMMIT');
    await wait(20);
  }
  expect(await erasing).toBe('erased\n');
  expect(reader.isTransaction).toBe(false);
}, 60_000);
