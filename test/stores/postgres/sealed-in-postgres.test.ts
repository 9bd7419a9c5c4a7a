import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { StoreUnavailable } from '../../../src/queue/index.ts';
import { createKeyring } from '../../../src/stores/keyring.ts';
import { KeysUnusable } from '../../../src/stores/keys-unusable.ts';
import { openPostgresStore } from '../../../src/stores/postgres/postgres-store.ts';
import { submissionOf } from '../../contracts/store-contract.ts';
import { fileOf } from '../../contracts/store-files.ts';
import { collectLog } from '../../support/collect-log.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const options = { destinations: ['crm'], serialKey: 'craig-turn', receivedAt: 0 };
const limits = { maxFiles: 5, maxTotalBytes: 1_000_000, now: 1_000 };
const [one, two] = [randomBytes(32), randomBytes(32)];
const all = { destination: 'crm', limit: 2, now: 9_000, until: 99_000 };

/** A store under a key, its log, and a connection of somebody who meddles with it. */
async function openStore(url?: string, keys = createKeyring([one])) {
  const address = url ?? (await server.createDatabase());
  const log = collectLog();
  const store = await openPostgresStore({ url: address, keys, log, countsForMs: 0 });
  const meddler = new Client({ connectionString: address });
  await meddler.connect();
  onTestFinished(async () => {
    await meddler.end();
    await store.close();
  });
  return { url: address, store, log, meddler };
}

/** Every row of every table, as text; bytes are in hexadecimal there. */
async function everythingIn(meddler: Client): Promise<string> {
  const { rows: tables } = await meddler.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname IN ('public', 'applicant_intake_queue')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await meddler.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

describe('what people typed', () => {
  it('stands in no table of the database or its queue, in no form in which it is easily found', async () => {
    const { store, meddler } = await openStore();
    const submission = submissionOf({ first_name: 'Rosalinda', last_name: 'Delgado-Ruiz' });
    const file = fileOf('MVR of Rosalinda', 'rosalinda-cdl.pdf');
    const subject = { email: 'craig.daniels@example.com', phone: '720-555-0113' };
    await store.add(submission, { ...options, subject });
    await store.addFiles(submission.id, [file], limits);
    const held = (await everythingIn(meddler)).toLowerCase();
    const inHex = (text: string) => Buffer.from(text).toString('hex');
    for (const typed of ['Rosalinda', 'craig.daniels', '555-0113', 'rosalinda-cdl', 'craig-turn']) {
      expect(held).not.toContain(typed.toLowerCase());
      expect(held).not.toContain(inHex(typed));
    }
    expect(held).not.toContain(file.sha256);
    expect(held, 'the search itself').toContain(submission.id);
    const [leased] = await store.lease(all);
    expect(leased).toMatchObject({ submission, files: [{ name: 'rosalinda-cdl.pdf' }] });
    const content = await store.readFile(leased?.files[0]?.id ?? '');
    expect(Buffer.from(content ?? []).toString()).toBe('MVR of Rosalinda');
  });

  it('is told from other content under the same id by another process, to the letter', async () => {
    const { store, url } = await openStore();
    const submission = submissionOf({ city: 'Denver' });
    await store.add(submission, options);
    const other = (await openStore(url)).store;
    expect((await other.add(submission, options)).outcome).toBe('same');
    const changed = submissionOf({ city: 'Denver ' }, { id: submission.id });
    expect((await other.add(changed, options)).outcome).toBe('different');
  });
});

describe('an application that cannot be opened', () => {
  it('waits for a person, who is told why; the others go on', async () => {
    const { store, meddler, log } = await openStore();
    const submissions = [submissionOf(), submissionOf(), submissionOf()];
    for (const submission of submissions) await store.add(submission, { ...options, serialKey: null });
    const [bad] = submissions;
    await meddler.query(`UPDATE data_keys SET key_id = '0123456789abcdef' WHERE application_id = $1`, [
      bad?.id,
    ]);
    const leased = await store.lease(all);
    expect(leased.map(({ submission }) => submission)).toEqual(submissions.slice(1));
    const lastError = 'unreadable: key 0123456789abcdef is not configured';
    expect((await store.find(bad?.id ?? ''))?.deliveries).toMatchObject([{ state: 'attention', lastError }]);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { id: bad?.id, error: lastError } }]);
    expect(await store.counts()).toEqual({ queued: 0, leased: 2, delivered: 0, attention: 1 });
  });

  it('because two have been swapped goes nowhere', async () => {
    const { store, meddler } = await openStore();
    const [first, second] = [submissionOf(), submissionOf()];
    for (const submission of [first, second]) await store.add(submission, { ...options, serialKey: null });
    await meddler.query(
      `UPDATE applications SET content = other.content
       FROM (SELECT id, content FROM applications) AS other WHERE other.id <> applications.id`,
    );
    expect(await store.lease(all)).toEqual([]);
    expect((await store.find(first.id))?.deliveries).toMatchObject([
      { state: 'attention', lastError: expect.stringMatching(/^unreadable: .* is damaged$/) },
    ]);
  });

  it('makes its own repetition fail, and still tells how it stands, without the names of its files', async () => {
    const { store, meddler } = await openStore();
    const submission = submissionOf();
    await store.add(submission, options);
    await store.addFiles(submission.id, [fileOf('a')], limits);
    await meddler.query('DELETE FROM data_keys');
    expect(await store.find(submission.id)).toMatchObject({ files: [], deliveries: [{ state: 'queued' }] });
    await expect(store.add(submission, options)).rejects.toBeInstanceOf(StoreUnavailable);
    const more = store.addFiles(submission.id, [fileOf('b')], limits);
    await expect(more).rejects.toBeInstanceOf(StoreUnavailable);
  });
});

describe('the keys of a database', () => {
  it('are refused where they do not open it, and named', async () => {
    const { url } = await openStore();
    const opening = openPostgresStore({ url, keys: createKeyring([two]) });
    const refusal = await opening.catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(KeysUnusable);
    expect(refusal).toMatchObject({ kind: 'missing', keyId: createKeyring([one]).current.id });
  });

  it('may have a new current one, which seals what is new, while the old one opens what is there', async () => {
    const { url, store, meddler } = await openStore();
    const before = submissionOf();
    await store.add(before, options);
    const both = createKeyring([two, one]);
    const other = (await openStore(url, both)).store;
    expect((await other.add(before, options)).outcome).toBe('same');
    const after = submissionOf();
    await other.add(after, { ...options, serialKey: null });
    const { rows } = await meddler.query('SELECT key_id FROM data_keys WHERE application_id = $1', [
      after.id,
    ]);
    expect(rows).toEqual([{ key_id: both.current.id }]);
  });

  it('of which one is missing for some applications are named in the log at the start', async () => {
    const { url, store, meddler } = await openStore();
    await store.add(submissionOf(), options);
    await meddler.query(`UPDATE data_keys SET key_id = '0123456789abcdef'`);
    const { log } = await openStore(url);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { keys: ['0123456789abcdef'] } }]);
  });
});
