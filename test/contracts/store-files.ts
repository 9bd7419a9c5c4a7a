import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { NewFile } from '../../src/queue/index.ts';
import type { OpenStore } from './store-contract.ts';

/** A file as an upload offers it. */
export function fileOf(content: string, name = 'cdl.pdf', type = 'application/pdf'): NewFile {
  const bytes = new TextEncoder().encode(content);
  return { name, type, sha256: createHash('sha256').update(bytes).digest('hex'), content: bytes };
}

/** The part of the store contract that is about files: kept whole, found again, and never forgotten by a delivery. */
export function describeFiles(name: string, open: () => Promise<OpenStore>): void {
  describe(`the ${name}, as a store of files`, () => {
    const limits = { maxFiles: 5, maxTotalBytes: 1_000, now: 50 };

    it('keeps the files of an application, to the byte and in the order received', async () => {
      const { store, add, leaseOne } = await open();
      const { id } = await add();
      const first = await store.addFiles(
        id,
        [fileOf('license'), fileOf('card', 'medical.jpg', 'image/jpeg')],
        limits,
      );
      expect(first).toEqual({
        outcome: 'added',
        files: [
          { id: expect.any(String), name: 'cdl.pdf', type: 'application/pdf', size: 7 },
          { id: expect.any(String), name: 'medical.jpg', type: 'image/jpeg', size: 4 },
        ],
      });
      const odd = { ...fileOf(''), content: new Uint8Array([0, 255, 0, 37]), sha256: 'ff', name: 'ñ 🚚.png' };
      const { files } = await store.addFiles(id, [odd], limits);
      expect(files.slice(0, 2)).toEqual(first.files);
      expect((await store.find(id))?.files).toEqual(files);
      expect((await leaseOne(50)).files).toEqual(files);
      const contents = await Promise.all(files.map((file) => store.readFile(file.id)));
      expect(contents.map((content) => Array.from(content ?? []))).toEqual([
        Array.from(new TextEncoder().encode('license')),
        Array.from(new TextEncoder().encode('card')),
        [0, 255, 0, 37],
      ]);
    });

    it('has nothing for an application or a file that it does not know', async () => {
      const { store, add } = await open();
      const { id } = await add();
      expect(await store.addFiles('nobody', [fileOf('a')], limits)).toEqual({
        outcome: 'unknown',
        files: [],
      });
      expect(await store.readFile('nothing')).toBeUndefined();
      expect((await store.find(id))?.files).toEqual([]);
    });

    it('keeps the files of two applications apart, also where they are the same', async () => {
      const { store, add } = await open();
      const [one, two] = [await add(), await add()];
      const [first] = (await store.addFiles(one.id, [fileOf('same')], limits)).files;
      const [second] = (await store.addFiles(two.id, [fileOf('same')], limits)).files;
      expect(second).toMatchObject({ name: 'cdl.pdf' });
      expect(first?.id).not.toBe(second?.id);
    });

    it('keeps a file once, however often it is sent and under whatever name', async () => {
      const { store, add, leaseOne, stateOf } = await open();
      const submission = await add();
      const first = await store.addFiles(submission.id, [fileOf('a'), fileOf('a', 'copy.pdf')], limits);
      expect(first.files).toHaveLength(1);
      await store.complete(await leaseOne(50), { id: '84001' });
      const again = await store.addFiles(submission.id, [fileOf('a', 'again.pdf')], {
        ...limits,
        maxFiles: 1,
      });
      expect(again).toEqual(first);
      expect(await stateOf(submission), 'nothing is new').toMatchObject({ state: 'delivered' });
      const all = await Promise.all(
        Array.from({ length: 20 }, () => store.addFiles(submission.id, [fileOf('b')], limits)),
      );
      for (const { files } of all) expect(files).toHaveLength(2);
    });

    it('gives every file of an application a name of its own', async () => {
      const { store, add } = await open();
      const { id } = await add();
      await store.addFiles(
        id,
        [fileOf('a', 'cdl.pdf'), fileOf('b', 'cdl.pdf'), fileOf('c', 'CDL.PDF')],
        limits,
      );
      const long = `${'n'.repeat(96)}.pdf`;
      await store.addFiles(id, [fileOf('d', long)], limits);
      const { files } = await store.addFiles(id, [fileOf('e', long)], limits);
      expect(files.map((file) => file.name)).toEqual([
        'cdl.pdf',
        'cdl (2).pdf',
        'CDL (3).PDF',
        long,
        `${'n'.repeat(92)} (2).pdf`,
      ]);
    });

    it('stores none of the files when they are too many', async () => {
      const { store, add } = await open();
      const { id } = await add();
      const { files } = await store.addFiles(id, [fileOf('a'), fileOf('b'), fileOf('c')], limits);
      const more = ['d', 'e', 'f'].map((content) => fileOf(content));
      expect(await store.addFiles(id, more, limits)).toEqual({ outcome: 'too-many', files });
      expect((await store.find(id))?.files).toEqual(files);
      expect((await store.addFiles(id, more.slice(1), limits)).outcome).toBe('added');
    });

    it('stores none of the files when they are too large together', async () => {
      const { store, add } = await open();
      const { id } = await add();
      const { files } = await store.addFiles(id, [fileOf('a'.repeat(600))], limits);
      const more = [fileOf('b'.repeat(400)), fileOf('c')];
      expect(await store.addFiles(id, more, limits)).toEqual({ outcome: 'too-large', files });
      expect((await store.find(id))?.files).toEqual(files);
      expect((await store.addFiles(id, more.slice(0, 1), limits)).outcome).toBe('added');
    });

    it('queues what is delivered again for a file, with the receipt, which stays through trouble', async () => {
      const { store, add, lease, leaseOne, stateOf } = await open();
      const submission = await add();
      const receipt = { id: '84001', reference: '261121-000000' };
      const first = await leaseOne(0);
      expect(first).not.toHaveProperty('previous');
      await store.complete(first, receipt);
      await store.addFiles(submission.id, [fileOf('a')], limits);
      expect(await stateOf(submission)).toMatchObject({ state: 'queued', dueAt: 50, attempts: 1, receipt });
      expect(await store.nextDueAt('crm')).toBe(50);
      expect(await lease(49)).toEqual([]);
      const second = await leaseOne(50);
      expect(second).toMatchObject({ attempt: 2, previous: receipt, files: [{ name: 'cdl.pdf' }] });
      await store.postpone(second, { dueAt: 60, error: 'retry' });
      const third = await leaseOne(60);
      expect(third).toMatchObject({ previous: receipt });
      await store.bury(third, { error: 'rejected', recheckAt: 70 });
      const fourth = await leaseOne(70);
      expect(fourth).toMatchObject({ previous: receipt });
      await store.complete(fourth, receipt);
      expect(await stateOf(submission)).toMatchObject({ state: 'delivered', receipt });
      expect(await lease(Number.MAX_SAFE_INTEGER)).toEqual([]);
    });

    it('owes a delivery anew from when a file came to what is delivered or was on its way', async () => {
      const { store, add, leaseOne } = await open();
      const submission = await add({ receivedAt: 3 });
      const first = await leaseOne(9);
      expect(first).toMatchObject({ owedSince: 3, attemptsBefore: 0 });
      await store.postpone(first, { dueAt: 10, error: 'retry' });
      await store.addFiles(submission.id, [fileOf('a')], limits);
      const second = await leaseOne(50);
      expect(second, 'it takes the file along').toMatchObject({ owedSince: 3, attemptsBefore: 0 });
      await store.complete(second, { id: '1' });
      await store.addFiles(submission.id, [fileOf('b')], { ...limits, now: 70 });
      await store.addFiles(submission.id, [fileOf('b')], { ...limits, now: 71 });
      const third = await leaseOne(80);
      expect(third).toMatchObject({ attempt: 3, owedSince: 70, attemptsBefore: 2 });
      await store.addFiles(submission.id, [fileOf('c')], { ...limits, now: 90 });
      await store.complete(third, { id: '1' });
      expect(await leaseOne(95)).toMatchObject({ attempt: 4, owedSince: 90, attemptsBefore: 3 });
    });

    it('owes what has never got through since it came, whatever files come meanwhile', async () => {
      const { store, add, leaseOne } = await open();
      const submission = await add({ receivedAt: 3 });
      const first = await leaseOne(9);
      await store.addFiles(submission.id, [fileOf('a')], limits);
      await store.postpone(first, { dueAt: 60, error: 'retry' });
      expect(await leaseOne(60)).toMatchObject({ attempt: 2, owedSince: 3, attemptsBefore: 0 });
    });

    it('deletes the contents of what is delivered and old, and knows all else of them still', async () => {
      const { store, add, leaseOne } = await open();
      const [delivered, other] = [await add(), await add({ receivedAt: 40 })];
      const before = await store.addFiles(delivered.id, [fileOf('old')], limits);
      const later = [fileOf('new', 'new.pdf')];
      const { files } = await store.addFiles(delivered.id, later, { ...limits, now: 60 });
      const { files: kept } = await store.addFiles(other.id, [fileOf('old')], limits);
      const deleteBefore = (receivedBefore: number) => store.deleteFileContents({ receivedBefore });
      expect(await deleteBefore(60), 'neither is delivered').toBe(0);
      await store.complete(await leaseOne(39), { id: '1' });
      expect(await deleteBefore(50)).toBe(0);
      expect(await deleteBefore(60)).toBe(1);
      expect(await deleteBefore(60), 'once').toBe(0);
      const has = async (ids: typeof files) =>
        Promise.all(ids.map(async ({ id }) => (await store.readFile(id)) !== undefined));
      expect([await has(files), await has(kept)]).toEqual([[false, true], [true]]);
      expect((await store.find(delivered.id))?.files).toEqual(files);
      const again = await store.addFiles(delivered.id, [fileOf('old')], limits);
      expect(again, 'it is known by its sum').toEqual({ ...before, files });
    });

    it('deletes many contents a few at a time, until none is left', async () => {
      const { store, add, leaseOne } = await open();
      const { id } = await add();
      const files = Array.from({ length: 50 }, (_, index) => fileOf(`${index}`));
      await store.addFiles(id, files, { ...limits, maxFiles: 50 });
      await store.complete(await leaseOne(50), { id: '1' });
      const deleted: number[] = [];
      do deleted.push(await store.deleteFileContents({ receivedBefore: 51 }));
      while (deleted.at(-1) !== 0);
      expect(deleted).toEqual([20, 20, 10, 0]);
    });

    it('queues it again for every destination that has it, and leaves the others as they are', async () => {
      const { store, add, lease } = await open();
      const submission = await add({ destinations: ['crm', 'file', 'third', 'fourth'] });
      const [crm] = await lease(0, 1, 'crm');
      const [file] = await lease(0, 1, 'file');
      await lease(0, 1, 'third');
      if (crm) await store.complete(crm, { id: '1' });
      if (file) await store.bury(file, { error: 'rejected' });
      await store.addFiles(submission.id, [fileOf('a')], limits);
      expect((await store.find(submission.id))?.deliveries).toMatchObject([
        { destination: 'crm', state: 'queued', dueAt: 50 },
        { destination: 'file', state: 'attention' },
        { destination: 'third', state: 'leased', attempts: 1 },
        { destination: 'fourth', state: 'queued', dueAt: 0 },
      ]);
    });

    it('queues a delivery that ends without knowing of a file, and keeps the receipt', async () => {
      const { store, add, leaseOne, stateOf } = await open();
      const submission = await add();
      const first = await leaseOne(0);
      await store.addFiles(submission.id, [fileOf('a')], limits);
      expect(await stateOf(submission)).toMatchObject({ state: 'leased', attempts: 1 });
      expect(await store.complete(first, { id: '84001' })).toBe(true);
      expect(await stateOf(submission)).toMatchObject({ state: 'queued', receipt: { id: '84001' } });
      const second = await leaseOne(0);
      expect(second).toMatchObject({ attempt: 2, previous: { id: '84001' }, files: [{ name: 'cdl.pdf' }] });
      await store.complete(second, { id: '84001' });
      expect(await stateOf(submission)).toMatchObject({ state: 'delivered' });
    });

    it('forgets no file, in whatever order uploads and outcomes come', async () => {
      const { store, add, lease, stateOf } = await open();
      const submission = await add();
      const seen = new Set<string>();
      for (const content of ['a', 'b', 'c', 'd', 'e']) {
        const [delivery] = await lease(0);
        const upload = () =>
          store.addFiles(submission.id, [fileOf(content, `${content}.pdf`)], { ...limits, now: 0 });
        const complete = () => delivery && store.complete(delivery, { id: '1' });
        for (const file of delivery?.files ?? []) seen.add(file.name);
        await Promise.all(content < 'c' ? [upload(), complete()] : [complete(), upload()]);
        expect(await stateOf(submission)).toMatchObject({ state: 'queued' });
      }
      const [last] = await lease(0);
      for (const file of last?.files ?? []) seen.add(file.name);
      expect([...seen].sort()).toEqual(['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf', 'e.pdf']);
    });

    it('tells an application apart by what was typed, not by its files', async () => {
      const { store, add } = await open();
      const submission = await add();
      const { files } = await store.addFiles(submission.id, [fileOf('a')], limits);
      const again = await store.add(submission, { destinations: ['crm'], serialKey: null, receivedAt: 99 });
      expect(again).toMatchObject({ outcome: 'same', application: { files } });
    });
  });
}
