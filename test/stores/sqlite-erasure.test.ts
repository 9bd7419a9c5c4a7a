import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { submissionOf } from '../contracts/store-contract.ts';
import { fileOf } from '../contracts/store-files.ts';
import { foundIn } from '../support/bytes-in.ts';
import { eraseAll as eraseAllOf } from '../support/erase-all.ts';
import { seededRandom } from '../support/random.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const options = { destinations: ['crm'], serialKey: 'a', receivedAt: 0 };
const limits = { maxFiles: 5, maxTotalBytes: 1_000_000, now: 1 };

/** A store with a clock that a test sets, and its file open a second time, to look into. */
function openStore() {
  const directory = temporaryFolder();
  const clock = { now: 0 };
  const store = createSqliteStore({ directory, now: () => clock.now });
  const reader = new DatabaseSync(join(directory, 'intake.db'));
  onTestFinished(async () => {
    reader.close();
    await store.close();
  });
  const add = async (more: Partial<typeof options> = {}) => {
    const submission = submissionOf();
    await store.add(submission, { ...options, ...more, subject: { email: 'craig@example.com' } });
    return submission;
  };
  /** Leases everything and has it end. */
  const endAll = async (end: 'complete' | 'bury') => {
    for (const leased of await store.lease({ destination: 'crm', limit: 10_000, now: 9, until: 99 })) {
      if (end === 'complete') await store.complete(leased, { id: `84-${leased.submission.id}` });
      else await store.bury(leased, { error: 'rejected', recheckAt: 50 });
    }
  };
  const eraseAll = (deliveredBefore: number, attentionBefore = deliveredBefore) =>
    eraseAllOf(store, { deliveredBefore, attentionBefore });
  return { directory, clock, store, reader, add, endAll, eraseAll };
}

/** Everything in the database that only this application's key could open, and that key. */
function sealedOf(reader: DatabaseSync, id: string): Record<string, Uint8Array | string> {
  const row = reader
    .prepare(
      'SELECT content, wrapped_key FROM applications JOIN data_keys ON application_id = applications.id WHERE applications.id = ?',
    )
    .get(id) as { content: string; wrapped_key: Uint8Array };
  const files = reader.prepare('SELECT name, content FROM files WHERE application_id = ?').all(id) as {
    name: string;
    content: Uint8Array;
  }[];
  const parts = [row.content.slice(0, 60), row.content.slice(-60), row.wrapped_key.subarray(1)];
  for (const { name, content } of files) {
    parts.push(name, content.subarray(0, 60), content.subarray(-60));
  }
  return Object.fromEntries(parts.map((part, at) => [`${id} ${at}`, part]));
}

describe('an application that is erased', () => {
  it('keeps its id, reference, times, state and receipt, and is answered as before', async () => {
    const { store, clock, add, endAll, eraseAll } = openStore();
    const submission = await add({ serialKey: 'a' });
    await store.addFiles(submission.id, [fileOf('license')], limits);
    clock.now = 10;
    await endAll('complete');
    const before = await store.find(submission.id);
    expect(await eraseAll(11)).toBe(1);
    expect(await store.find(submission.id)).toEqual({ ...before, files: [] });
    const changed = submissionOf({ city: 'Boulder' }, { id: submission.id });
    for (const late of [submission, changed]) {
      const again = await store.add(late, { ...options, receivedAt: 500 });
      expect(again).toEqual({ outcome: 'same', application: { ...before, files: [] } });
    }
    expect(await store.lease({ destination: 'crm', limit: 9, now: 999, until: 1_000 })).toEqual([]);
    const [file] = before?.files ?? [];
    expect(await store.readFile(file?.id ?? '')).toBeUndefined();
  });

  it('takes no files any more', async () => {
    const { store, add, endAll, eraseAll } = openStore();
    const { id } = await add();
    await endAll('complete');
    await eraseAll(1);
    expect(await store.addFiles(id, [fileOf('a')], limits)).toEqual({ outcome: 'unknown', files: [] });
    expect(await store.counts()).toMatchObject({ delivered: 1, queued: 0 });
  });

  it('in attention is never tried again, by recheck or by a start, and waits for nobody', async () => {
    const { store, clock, add, endAll, eraseAll } = openStore();
    const { id } = await add();
    await endAll('bury');
    clock.now = 200;
    expect(await eraseAll(150)).toBe(1);
    await store.resume({ now: 300, leasedDueAt: 300 });
    expect(await store.nextDueAt('crm')).toBeUndefined();
    expect(await store.lease({ destination: 'crm', limit: 9, now: 999, until: 1_000 })).toEqual([]);
    expect((await store.find(id))?.deliveries).toMatchObject([{ state: 'attention', lastError: 'erased' }]);
    expect(await store.counts()).toEqual({ queued: 0, leased: 0, delivered: 0, attention: 0 });
  });

  it('is in no file any more: neither what was sealed nor the key to it', async () => {
    const seed = randomInt(2 ** 31);
    const random = seededRandom(seed);
    const { directory, store, reader, clock, add, endAll, eraseAll } = openStore();
    const kept: string[] = [];
    const gone: Record<string, Uint8Array | string> = {};
    for (let round = 0; round < 6; round += 1) {
      for (let added = 0; added < 60; added += 1) {
        const { id } = await add({ receivedAt: round, serialKey: `${random()}` });
        if (random() < 0.3) {
          await store.addFiles(id, [fileOf('x'.repeat(Math.floor(random() * 30_000)), 'cdl.pdf')], limits);
        }
        if (random() < 0.3) kept.push(id);
        else Object.assign(gone, sealedOf(reader, id));
      }
      // What stays is never delivered, so that it outlives what comes and goes around it.
      const leased = await store.lease({ destination: 'crm', limit: 1_000, now: 9, until: 99 });
      for (const each of leased) {
        if (kept.includes(each.submission.id)) await store.postpone(each, { dueAt: 5, error: 'retry' });
        else await store.complete(each, { id: '1' });
      }
      clock.now = round * 10 + 5;
      await eraseAll(clock.now);
      clock.now += 1;
    }
    expect(await eraseAll(1_000), `seed ${seed}`).toBeGreaterThanOrEqual(0);
    await endAll('complete');
    expect(foundIn(directory, gone), `seed ${seed}: in the log`).not.toHaveLength(0);
    expect(await store.purge()).toBe(true);
    expect(foundIn(directory, gone), `seed ${seed}`).toEqual([]);
    expect((await store.counts()).delivered).toBe(360);
    const { n } = reader.prepare('SELECT count(*) AS n FROM applications WHERE erased_at IS NULL').get() as {
      n: number;
    };
    expect(n).toBe(kept.length);
  });

  it('gives its room on the disk back', async () => {
    const { directory, store, reader, clock, add, endAll, eraseAll } = openStore();
    const pages = () => Number(reader.prepare('PRAGMA page_count').get()?.page_count);
    for (let added = 0; added < 20; added += 1) {
      const { id } = await add({ serialKey: `${added}` });
      await store.addFiles(id, [fileOf('x'.repeat(100_000))], limits);
    }
    clock.now = 10;
    await endAll('complete');
    const before = pages();
    await eraseAll(11);
    await store.purge();
    expect(pages()).toBeLessThan(before / 10);
    expect(foundIn(directory, { file: 'x'.repeat(50) })).toEqual([]);
  });
});

describe('what has not ended', () => {
  it('stays: queued, leased, too recent, or with a delivery that has not', async () => {
    const { store, clock, add, endAll, eraseAll } = openStore();
    await add({ serialKey: 'a' });
    const two = submissionOf();
    await store.add(two, { ...options, serialKey: null, destinations: ['crm', 'file'] });
    expect(await eraseAll(1_000), 'queued').toBe(0);
    clock.now = 100;
    await endAll('complete');
    expect(await eraseAll(100), 'too recent').toBe(0);
    expect(await eraseAll(101), 'the one that was delivered everywhere').toBe(1);
    const [other] = await store.lease({ destination: 'file', limit: 1, now: 9, until: 99 });
    expect(await eraseAll(1_000), 'leased').toBe(0);
    if (other) await store.complete(other, { id: '2' });
    expect(await eraseAll(1_000)).toBe(1);
  });

  it('waits for nobody who is optional, but for what is under way', async () => {
    const { store, clock, endAll, eraseAll } = openStore();
    const submission = submissionOf();
    await store.add(submission, { ...options, serialKey: null, optional: ['file'] });
    clock.now = 10;
    await endAll('complete');
    const [leased] = await store.lease({ destination: 'file', limit: 1, now: 9, until: 99 });
    expect(await eraseAll(1_000), 'leased').toBe(0);
    if (leased) await store.postpone(leased, { dueAt: 5_000, error: 'retry', last: false, unsettled: false });
    expect(await eraseAll(10), 'too recent').toBe(0);
    expect(await eraseAll(1_000)).toBe(1);
    expect(await store.lease({ destination: 'file', limit: 1, now: 9_999, until: 99_999 })).toEqual([]);
    expect(await store.counts()).toMatchObject({ queued: 0, leased: 0 });
  });

  it('and needs attention is kept for longer, counted from when it first did, whatever the starts', async () => {
    const { store, clock, add, endAll, eraseAll } = openStore();
    await add();
    clock.now = 10;
    await endAll('bury');
    clock.now = 500;
    await store.resume({ now: 0, leasedDueAt: 0 });
    expect(await eraseAll(1_000, 1_000), 'queued again').toBe(0);
    await endAll('bury');
    expect(await eraseAll(1_000, 10)).toBe(0);
    expect(await eraseAll(0, 11)).toBe(1);
  });

  it('is owed anew when a file comes: its time begins again with the next delivery', async () => {
    const { store, clock, add, endAll, eraseAll } = openStore();
    const { id } = await add();
    clock.now = 10;
    await endAll('complete');
    await store.addFiles(id, [fileOf('a')], limits);
    expect(await eraseAll(1_000)).toBe(0);
    clock.now = 900;
    await endAll('complete');
    expect(await eraseAll(900)).toBe(0);
    expect(await eraseAll(901)).toBe(1);
  });
});
