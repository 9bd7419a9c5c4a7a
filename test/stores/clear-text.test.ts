import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Submission } from '../../src/model/index.ts';
import { serialKeyOf } from '../../src/queue/delivery.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { fileOf } from '../contracts/store-files.ts';
import { foundIn } from '../support/bytes-in.ts';
import { collectLog } from '../support/collect-log.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const typed = {
  name: 'Zacharias',
  email: 'zacharias@example.com',
  file: 'zacharias-cdl.pdf',
  scan: 'scan of Zach',
};

/** A folder as a release with schema 4 has left it, with so many applications in clear text, each with a file. */
function oldFolder(count: number) {
  const directory = temporaryFolder();
  const database = new DatabaseSync(join(directory, 'intake.db'));
  database.exec(readFileSync(new URL('schema-4.sql', import.meta.url), 'utf8'));
  const insert = database.prepare('INSERT INTO applications VALUES (?, ?, ?, ?, ?)');
  const insertDelivery = database.prepare(
    `INSERT INTO deliveries (application_id, destination, state, serial_key, due_at) VALUES (?, 'crm', 'queued', ?, ?)`,
  );
  const insertFile = database.prepare('INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const submissions = Array.from({ length: count }, (_, index) => {
    const email = `${index}.${typed.email}`;
    return buildSubmission({ first_name: typed.name, email }) as unknown as Submission;
  });
  database.exec('BEGIN');
  for (const [index, submission] of submissions.entries()) {
    const content = `${typed.scan} ${index}`;
    const sum = createHash('sha256').update(content).digest('hex');
    insert.run(submission.id, `${index}`, index, JSON.stringify(submission), '["too_fast"]');
    insertDelivery.run(submission.id, serialKeyOf(submission), index);
    const bytes = new TextEncoder().encode(content);
    insertFile.run(
      randomUUID(),
      submission.id,
      typed.file,
      'application/pdf',
      bytes.length,
      sum,
      index,
      bytes,
    );
  }
  // What has been deleted is left in free pages by a release that does not write over them.
  database.exec(
    `COMMIT; CREATE TABLE gone AS SELECT * FROM files; DROP TABLE gone; PRAGMA journal_mode = wal`,
  );
  database.close();
  return { directory, submissions };
}

function open(directory: string) {
  const log = collectLog();
  const store = createSqliteStore({ directory, log });
  onTestFinished(() => store.close());
  return { store, log };
}

describe('what an earlier release has left in clear text', () => {
  it('is sealed by the first start, and is nowhere in the folder any more', async () => {
    const { directory, submissions } = oldFolder(250);
    expect(foundIn(directory, typed)).toEqual(Object.keys(typed));
    const { store, log } = open(directory);
    expect(foundIn(directory, typed)).toEqual([]);
    expect(log.lines).toMatchObject([{ level: 'info', fields: { sealed: 250, total: 250 } }]);
    const leased = await store.lease({ destination: 'crm', limit: 1_000, now: 1_000, until: 2_000 });
    expect(leased.map(({ submission }) => submission)).toEqual(
      submissions.map((submission) => ({ ...submission, review: ['too_fast'] })),
    );
    for (const { submission, files } of leased) {
      expect(files).toMatchObject([{ name: typed.file }]);
      const content = await store.readFile(files[0]?.id ?? '');
      expect(new TextDecoder().decode(content)).toBe(
        `${typed.scan} ${submissions.findIndex(({ id }) => id === submission.id)}`,
      );
    }
  });

  it('is known again by its id, its address, and the sums of its files', async () => {
    const { directory, submissions } = oldFolder(2);
    const { store } = open(directory);
    const [first] = submissions as [Submission, Submission];
    const serialKey = serialKeyOf(first);
    const options = { destinations: ['crm'], serialKey, receivedAt: 9 };
    expect((await store.add(first, options)).outcome).toBe('same');
    const limits = { maxFiles: 5, maxTotalBytes: 1_000, now: 9 };
    expect((await store.addFiles(first.id, [fileOf(`${typed.scan} 0`)], limits)).files).toHaveLength(1);
    const newer = buildSubmission({ email: first.answers.email }) as unknown as Submission;
    const subject = { email: first.answers.email as string };
    await store.add(newer, { ...options, subject });
    const leased = await store.lease({ destination: 'crm', limit: 9, now: 99, until: 999 });
    expect(
      leased.map(({ submission }) => submission.id),
      'one address takes turns',
    ).toEqual(submissions.map(({ id }) => id));
    const reader = new DatabaseSync(join(directory, 'intake.db'));
    const found = reader.prepare(
      'SELECT id FROM applications WHERE email_hash = (SELECT email_hash FROM applications WHERE id = ?) ORDER BY rowid',
    );
    expect(found.all(newer.id)).toEqual([{ id: first.id }, { id: newer.id }]);
    reader.close();
  });

  it('is sealed by the next start where one was interrupted: each application is clear or sealed', async () => {
    const { directory, submissions } = oldFolder(250);
    const meddler = new DatabaseSync(join(directory, 'intake.db'));
    const last = submissions[160]?.id ?? '';
    meddler.exec(
      `CREATE TRIGGER full BEFORE UPDATE ON applications WHEN NEW.id = '${last}'
       BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
    );
    expect(() => createSqliteStore({ directory })).toThrow(/disk is full/);
    expect(meddler.prepare('SELECT count(*) AS n FROM data_keys').get()).toEqual({ n: 100 });
    meddler.exec('DROP TRIGGER full');
    meddler.close();
    const { store, log } = open(directory);
    expect(log.lines).toMatchObject([{ fields: { sealed: 250, total: 250 } }]);
    expect(foundIn(directory, typed)).toEqual([]);
    const leased = await store.lease({ destination: 'crm', limit: 1_000, now: 1_000, until: 2_000 });
    expect(leased).toHaveLength(250);
  });

  it('of which there is none costs a start nothing', () => {
    const { directory } = oldFolder(0);
    const { log } = open(directory);
    expect(log.lines).toEqual([]);
  });
});
