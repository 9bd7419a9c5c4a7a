import { once } from 'node:events';
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreUnavailable } from '../../src/queue/index.ts';
import { FolderInUse } from '../../src/stores/folder-lock.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { submissionOf } from '../contracts/store-contract.ts';
import { fileOf } from '../contracts/store-files.ts';
import { moduleUrl, runScript, startScript } from '../support/child-script.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const options = { destinations: ['crm', 'file'], serialKey: null, receivedAt: 0 };

/** A store, and its file open a second time, by which a test can disturb it. */
function openDisturbed() {
  const directory = temporaryFolder();
  const store = createSqliteStore({ directory });
  const meddler = new DatabaseSync(join(directory, 'intake.db'));
  onTestFinished(async () => {
    meddler.close();
    await store.close();
  });
  return { store, meddler };
}

describe('a folder in use', () => {
  const holding = (directory: string) => `
    import { createSqliteStore } from ${moduleUrl('src/stores/sqlite-store.ts')};
    // Kept, or the garbage collector would close it.
    globalThis.store = createSqliteStore({ directory: ${JSON.stringify(directory)} });
    console.log('open');
    setInterval(() => {}, 1000);`;

  it('by another process is refused, and free as soon as that one is killed', async () => {
    const directory = temporaryFolder();
    const child = startScript(holding(directory));
    await once(child.stdout, 'data');
    expect(() => createSqliteStore({ directory })).toThrow(FolderInUse);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await createSqliteStore({ directory }).close();
  });

  it('by this process is refused to another', async () => {
    const directory = temporaryFolder();
    const store = createSqliteStore({ directory });
    await expect(runScript(holding(directory))).rejects.toThrow(/FolderInUse/);
    await store.close();
  });
});

describe('a disk that is full', () => {
  it('makes the store unavailable; what was accepted is there, and nothing else', async () => {
    const directory = temporaryFolder();
    const printed = await runScript(
      `
      import { createSqliteStore } from ${moduleUrl('src/stores/sqlite-store.ts')};
      import { buildSubmission } from ${moduleUrl('test/support/submissions.ts')};
      const store = createSqliteStore({ directory: ${JSON.stringify(directory)} });
      const options = { destinations: ['crm', 'file'], serialKey: null, receivedAt: 0 };
      const [accepted, refused, names] = [[], [], new Set()];
      while (refused.length < 20) {
        const submission = buildSubmission();
        await store.add(submission, options).then(
          () => accepted.push(submission.id),
          (error) => names.add(error.name) && refused.push(submission.id),
        );
      }
      // A probe is smaller than an application: it may still fit in once or twice.
      let ready = true;
      for (let probes = 0; ready && probes < 20; probes += 1) {
        ready = await store.ping().then(() => true, () => false);
      }
      console.log(JSON.stringify({ accepted, refused, names: [...names], ready }));`,
      // No file may grow beyond a few hundred KB: to SQLite that is a disk with no room left.
      'ulimit -f 1800',
    );
    const { accepted, refused, names, ready } = JSON.parse(printed);
    expect(names).toEqual(['StoreUnavailable']);
    expect(ready).toBe(false);
    expect(accepted.length).toBeGreaterThan(10);

    const store = createSqliteStore({ directory });
    for (const id of accepted) expect((await store.find(id))?.deliveries).toHaveLength(2);
    for (const id of refused) expect(await store.find(id)).toBeUndefined();
    expect((await store.counts()).queued).toBe(accepted.length * 2);
    await expect(store.ping()).resolves.toBeUndefined();
    expect((await store.add(submissionOf(), options)).outcome).toBe('added');
    await store.close();
  });

  it('halfway through an application leaves nothing of it, and does no harm to the next', async () => {
    const { store, meddler } = openDisturbed();
    const before = submissionOf();
    await store.add(before, options);
    meddler.exec(
      `CREATE TRIGGER full BEFORE INSERT ON deliveries WHEN NEW.destination = 'file'
       BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
    );
    const lost = submissionOf();
    await expect(store.add(lost, options)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await store.find(lost.id)).toBeUndefined();
    expect((await store.counts()).queued).toBe(2);
    meddler.exec('DROP TRIGGER full');
    expect((await store.add(lost, options)).outcome).toBe('added');
    expect((await store.add(before, options)).outcome).toBe('same');
  });

  it('fails all that were to be written together: nobody is told of a success that was undone', async () => {
    const { store, meddler } = openDisturbed();
    meddler.exec(
      `CREATE TRIGGER full BEFORE INSERT ON deliveries WHEN NEW.destination = 'unlucky'
       BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
    );
    const submissions = Array.from({ length: 5 }, () => submissionOf());
    const results = await Promise.allSettled(
      submissions.map((submission, index) =>
        store.add(submission, { ...options, destinations: [index === 2 ? 'unlucky' : 'crm'] }),
      ),
    );
    const kept = await Promise.all(submissions.map(({ id }) => store.find(id)));
    for (const [index, { status }] of results.entries()) {
      expect(kept[index] !== undefined).toBe(status === 'fulfilled');
    }
    expect(results[2]?.status).toBe('rejected');
  });

  it('while an outcome is recorded leaves the lease as it was', async () => {
    const { store, meddler } = openDisturbed();
    await store.add(submissionOf(), { ...options, destinations: ['crm'] });
    const [delivery] = await store.lease({ destination: 'crm', limit: 1, now: 0, until: 9 });
    if (!delivery) throw new Error('nothing to lease');
    meddler.exec(
      `CREATE TRIGGER full BEFORE UPDATE ON deliveries BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
    );
    const { id } = delivery.submission;
    await expect(store.complete(delivery, { id: '1' })).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.postpone(delivery, { dueAt: 5, error: 'retry' })).rejects.toBeInstanceOf(
      StoreUnavailable,
    );
    await expect(store.resume({ now: 5, leasedDueAt: 5 })).rejects.toBeInstanceOf(StoreUnavailable);
    expect((await store.find(id))?.deliveries).toMatchObject([{ state: 'leased', attempts: 1 }]);
    meddler.exec('DROP TRIGGER full');
    expect(await store.complete(delivery, { id: '1' })).toBe(true);
  });
});

it('a disk that is full halfway through some files leaves none of them, and the delivery as it was', async () => {
  const { store, meddler } = openDisturbed();
  const submission = submissionOf();
  await store.add(submission, { ...options, destinations: ['crm'] });
  const [delivery] = await store.lease({ destination: 'crm', limit: 1, now: 0, until: 9 });
  if (delivery) await store.complete(delivery, { id: '1' });
  meddler.exec(
    `CREATE TRIGGER full BEFORE INSERT ON files WHEN NEW.type = 'image/png'
     BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
  );
  const files = [fileOf('a', 'first.pdf'), fileOf('b', 'second.png', 'image/png')];
  const limits = { maxFiles: 5, maxTotalBytes: 100, now: 5 };
  await expect(store.addFiles(submission.id, files, limits)).rejects.toBeInstanceOf(StoreUnavailable);
  expect(await store.find(submission.id)).toMatchObject({ files: [], deliveries: [{ state: 'delivered' }] });
  meddler.exec('DROP TRIGGER full');
  expect(await store.addFiles(submission.id, files, limits)).toMatchObject({ outcome: 'added' });
  expect(await store.find(submission.id)).toMatchObject({ deliveries: [{ state: 'queued', dueAt: 5 }] });
});

it('a disk with little room left takes applications, and files only down to its reserve', async () => {
  const directory = temporaryFolder();
  const { bavail, bsize } = statfsSync(directory);
  // More than is free, whatever else this machine writes meanwhile.
  const scarce = createSqliteStore({ directory, reserveBytes: bavail * bsize * 2 });
  const submission = submissionOf();
  const limits = { maxFiles: 5, maxTotalBytes: 100, now: 5 };
  expect(await scarce.add(submission, options)).toMatchObject({ outcome: 'added' });
  const refused = scarce.addFiles(submission.id, [fileOf('a')], limits);
  await expect(refused).rejects.toMatchObject({
    name: 'StoreUnavailable',
    cause: { name: 'DiskAlmostFull' },
  });
  expect((await scarce.find(submission.id))?.files).toEqual([]);
  await scarce.close();
  const ample = createSqliteStore({ directory, reserveBytes: 0 });
  expect(await ample.addFiles(submission.id, [fileOf('a')], limits)).toMatchObject({ outcome: 'added' });
  await ample.close();
});

it('an error of the store never quotes what was to be stored', async () => {
  const { store, meddler } = openDisturbed();
  meddler.exec('DROP TABLE deliveries');
  const error = await store.add(submissionOf(), options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StoreUnavailable);
  expect(String(error)).toBe('StoreUnavailable: The storage is unavailable');
  expect(String((error as StoreUnavailable).cause)).not.toMatch(/Craig|Daniels|example\.com/);
});
