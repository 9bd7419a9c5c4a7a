import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { fileOf } from '../contracts/store-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** When the rows of the dump were written. */
const then = 1_790_000_000_000;

const idOf = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;

/** A folder as a release with schema 1 has left it. */
function oldFolder(): string {
  const directory = temporaryFolder();
  const database = new DatabaseSync(join(directory, 'intake.db'));
  database.exec(readFileSync(new URL('schema-1.sql', import.meta.url), 'utf8'));
  database.close();
  return directory;
}

function openOld() {
  const store = createSqliteStore({ directory: oldFolder() });
  onTestFinished(() => store.close());
  return { store };
}

describe('data of a release with schema 1', () => {
  it('are all there, each delivery as it stood', async () => {
    const { store } = openOld();
    const deliveries = await Promise.all(
      [1, 2, 3, 4, 5].map(async (number) => (await store.find(idOf(number)))?.deliveries),
    );
    const destination = 'b2c-service';
    expect(deliveries).toEqual([
      [
        {
          destination,
          state: 'delivered',
          attempts: 1,
          dueAt: then,
          receipt: { id: '84001', reference: '261121-000000' },
        },
      ],
      [
        {
          destination,
          state: 'attention',
          attempts: 1,
          dueAt: then + 1,
          lastError: 'rejected: create incident: status 400',
        },
      ],
      [
        {
          destination,
          state: 'queued',
          attempts: 1,
          dueAt: then + 30_000,
          lastError: 'retry: create incident: timeout',
        },
      ],
      [{ destination, state: 'leased', attempts: 1, dueAt: then + 3 }],
      [{ destination, state: 'queued', attempts: 0, dueAt: then + 4 }],
    ]);
    expect(await store.find(idOf(1))).toMatchObject({
      reference: expect.stringMatching(/^.{4}-.{4}$/),
      files: [],
    });
  });

  it('are counted', async () => {
    const { store } = openOld();
    expect(await store.counts()).toEqual({ queued: 2, leased: 1, delivered: 1, attention: 1 });
  });

  it('are delivered from where they stood', async () => {
    const { store } = openOld();
    const options = { destination: 'b2c-service', limit: 9, until: then + 900_000 };
    expect(await store.nextDueAt('b2c-service')).toBe(then + 4);
    const early = await store.lease({ ...options, now: then + 10 });
    expect(early).toMatchObject([
      {
        submission: { id: idOf(5), answers: { last_name: 'Daniels' } },
        attempt: 1,
        owedSince: then + 4,
        attemptsBefore: 0,
        files: [],
        checkpoints: {},
      },
    ]);
    await store.resume({ now: then + 20, leasedDueAt: then + 40_000 });
    const all = await store.lease({ ...options, now: then + 40_000 });
    expect(all.map(({ submission, attempt }) => [submission.id, attempt])).toEqual([
      [idOf(2), 2],
      [idOf(3), 2],
      [idOf(4), 2],
      [idOf(5), 2],
    ]);
  });

  it('take files', async () => {
    const { store } = openOld();
    const limits = { maxFiles: 5, maxTotalBytes: 1_000, now: then + 50 };
    expect(await store.addFiles(idOf(1), [fileOf('license')], limits)).toMatchObject({ outcome: 'added' });
    const next = async () => {
      const options = { destination: 'b2c-service', limit: 1, now: then + 50, until: then + 99 };
      const [leased] = await store.lease({ ...options, underWay: new Set([idOf(4)]) });
      if (leased) await store.complete(leased, { id: '84001', reference: '261121-000000' });
      return leased;
    };
    expect(await next()).toMatchObject({ submission: { id: idOf(5) } });
    expect(await next()).toMatchObject({
      submission: { id: idOf(1) },
      attempt: 2,
      previous: { id: '84001', reference: '261121-000000' },
      files: [{ name: 'cdl.pdf', size: 7 }],
    });
  });

  it('are brought up to date once', async () => {
    const directory = oldFolder();
    await createSqliteStore({ directory }).close();
    const again = createSqliteStore({ directory });
    expect((await again.find(idOf(5)))?.deliveries).toMatchObject([{ state: 'queued' }]);
    await again.close();
  });
});
