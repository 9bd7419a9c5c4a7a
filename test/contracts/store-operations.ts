import { describe, expect, it, onTestFinished } from 'vitest';
import type { Submission } from '../../src/model/index.ts';
import type { DeliveryOperations, DeliverySummary } from '../../src/queue/delivery-operations.ts';
import type { AddOptions, DeliveryStore, LeasedDelivery } from '../../src/queue/index.ts';
import { subjectOf } from '../../src/queue/subject.ts';
import { submissionOf } from './store-contract.ts';
import { fileOf } from './store-files.ts';

/** A store and what operators do with it: over a connection of their own, where there is such a thing. */
export interface Operated {
  readonly store: DeliveryStore;
  readonly operations: DeliveryOperations;
}

type Make = () => Operated | Promise<Operated>;

/** A retry long after the last attempt. */
const at50 = { now: 50, leaseMs: 0, settleMs: 0 };

/** What operators do with every store. `make` gives an empty one; the contract closes it. */
export function describeOperations(name: string, make: Make): void {
  async function open() {
    const { store, operations } = await make();
    onTestFinished(async () => {
      await operations.close();
      await store.close();
    });

    async function add(options: Partial<AddOptions> & { readonly submission?: Submission } = {}) {
      const { submission = submissionOf(), ...rest } = options;
      const subject = subjectOf(submission);
      await store.add(submission, {
        destinations: ['crm'],
        serialKey: null,
        receivedAt: 0,
        subject,
        ...rest,
      });
      return submission.id;
    }

    async function leaseAll(now: number, destination = 'crm'): Promise<LeasedDelivery[]> {
      return store.lease({ destination, limit: 100, now, until: now + 100 });
    }

    /** One application in each state; what is in attention has a recheck, what is queued comes last. */
    async function addOfEach() {
      const queued = await add({ receivedAt: 1 });
      const [first] = await leaseAll(1);
      if (first) await store.postpone(first, { dueAt: 5_000, error: 'retry: status 503', last: true });
      const attention = await add({ receivedAt: 2 });
      const [second] = await leaseAll(2);
      if (second) await store.bury(second, { error: 'rejected: no such menu value', recheckAt: 9_000 });
      const delivered = await add({ receivedAt: 3 });
      const [third] = await leaseAll(3);
      if (third) await store.complete(third, { id: '84001', reference: '261121-000000' });
      const leased = await add({ receivedAt: 4 });
      await leaseAll(4);
      return { queued, attention, delivered, leased };
    }

    const idsOf = (found: readonly DeliverySummary[]) => found.map(({ id }) => id);
    const everything = { limit: 1_000 };
    return { store, operations, add, addOfEach, leaseAll, idsOf, everything };
  }

  describe(`the ${name}, as operators look at it`, () => {
    it('lists deliveries, those of the newest applications first', async () => {
      const { store, operations, addOfEach, everything } = await open();
      const ids = await addOfEach();
      const references = await Promise.all(
        Object.values(ids).map(async (id) => [id, (await store.find(id))?.reference] as const),
      );
      const referenceOf = new Map(references);
      const common = (id: string) => ({
        id,
        reference: referenceOf.get(id),
        destination: 'crm',
        files: 0,
        attempts: 1,
      });
      expect(await operations.list({}, everything)).toEqual([
        { ...common(ids.leased), receivedAt: 4, state: 'leased', dueAt: 4 },
        {
          ...common(ids.delivered),
          receivedAt: 3,
          state: 'delivered',
          dueAt: 3,
          receipt: { id: '84001', reference: '261121-000000' },
        },
        {
          ...common(ids.attention),
          receivedAt: 2,
          state: 'attention',
          dueAt: 2,
          recheckAt: 9_000,
          lastError: 'rejected: no such menu value',
        },
        {
          ...common(ids.queued),
          receivedAt: 1,
          state: 'queued',
          dueAt: 5_000,
          lastError: 'retry: status 503',
        },
      ]);
    });

    it('lists nothing that was typed', async () => {
      const { store, operations, add, everything } = await open();
      const id = await add();
      const limits = { maxFiles: 5, maxTotalBytes: 1_000, now: 50 };
      await store.addFiles(id, [fileOf('license', 'craig-daniels.pdf')], limits);
      const [listed] = await operations.list({}, everything);
      expect(listed).toMatchObject({ files: 1 });
      const shown = await operations.show(id);
      expect(shown).toMatchObject({ files: [{ type: 'application/pdf', size: 7, kept: true }] });
      expect(JSON.stringify([listed, shown])).not.toMatch(/craig|daniels|example\.com|720-555|license/i);
    });

    it('lists what every part of a filter lets through', async () => {
      const { store, operations, add, addOfEach, idsOf, everything } = await open();
      const { queued, attention, delivered, leased } = await addOfEach();
      const other = await add({ receivedAt: 5, destinations: ['file'] });
      const listed = async (filter: Parameters<DeliveryOperations['list']>[0]) => {
        const found = idsOf(await operations.list(filter, everything));
        expect(await operations.count(filter)).toBe(found.length);
        return found;
      };
      expect(await listed({ state: 'queued' })).toEqual([other, queued]);
      expect(await listed({ state: 'leased' })).toEqual([leased]);
      expect(await listed({ state: 'delivered' })).toEqual([delivered]);
      expect(await listed({ state: 'attention' })).toEqual([attention]);
      expect(await listed({ destination: 'file' })).toEqual([other]);
      expect(await listed({ destination: 'crm', state: 'queued' })).toEqual([queued]);
      expect(await listed({ id: attention })).toEqual([attention]);
      expect(await listed({ id: attention, state: 'queued' })).toEqual([]);
      expect(await listed({ reference: (await store.find(leased))?.reference ?? '' })).toEqual([leased]);
      expect(await listed({ reference: "0000' OR true --" })).toEqual([]);
      expect(await listed({ receivedBefore: 3 })).toEqual([attention, queued]);
      expect(await listed({ receivedFrom: 4 })).toEqual([other, leased]);
      expect(await listed({ receivedFrom: 2, receivedBefore: 4, state: 'delivered' })).toEqual([delivered]);
    });

    it('goes through a long list page by page, each delivery once', async () => {
      const { operations, add, everything } = await open();
      // Several at one time, so that a page ends between them.
      for (let at = 0; at < 30; at += 1) {
        await add({ receivedAt: Math.floor(at / 7), destinations: ['crm', 'file'] });
      }
      const all = await operations.list({}, everything);
      expect(all).toHaveLength(60);
      const inPages: DeliverySummary[] = [];
      for (;;) {
        const after = inPages.at(-1);
        const page = await operations.list({}, { limit: 7, ...(after && { after }) });
        if (page.length === 0) break;
        inPages.push(...page);
      }
      expect(inPages).toEqual(all);
    });

    it('shows an application with its files, and what attempts have left behind', async () => {
      const { store, operations, add, leaseAll } = await open();
      const id = await add({ receivedAt: 7, destinations: ['crm', 'file'] });
      const limits = { maxFiles: 5, maxTotalBytes: 1_000, now: 50 };
      const { files } = await store.addFiles(id, [fileOf('license')], limits);
      const [crm] = await leaseAll(60);
      if (crm) await store.record(crm, { contact: '51718' });
      expect(await operations.show(id)).toEqual({
        id,
        reference: (await store.find(id))?.reference,
        receivedAt: 7,
        files: [{ id: files[0]?.id, type: 'application/pdf', size: 7, receivedAt: 50, kept: true }],
        deliveries: [
          {
            destination: 'crm',
            state: 'leased',
            attempts: 1,
            dueAt: 7,
            leaseUntil: 160,
            checkpoints: { contact: '51718' },
          },
          { destination: 'file', state: 'queued', attempts: 0, dueAt: 7, checkpoints: {} },
        ],
      });
    });

    it('finds an application by the code that its applicant knows', async () => {
      const { store, operations, add } = await open();
      await add();
      const id = await add();
      expect(await operations.idOf((await store.find(id))?.reference ?? '')).toBe(id);
    });

    it('says so when nobody has sent such an application', async () => {
      const { operations } = await open();
      expect(await operations.idOf('2222-2222')).toBeUndefined();
      expect(await operations.show(submissionOf().id)).toBeUndefined();
      expect(await operations.list({ id: submissionOf().id }, { limit: 1 })).toEqual([]);
    });
  });

  describe(`the ${name}, as operators try deliveries again`, () => {
    it('makes due what waits and what is in attention, and touches nothing else', async () => {
      const { store, operations, addOfEach, leaseAll } = await open();
      const { queued, attention, delivered, leased } = await addOfEach();
      const untouched = await Promise.all([delivered, leased].map((id) => store.find(id)));
      const keys = [queued, attention, delivered, leased].map((id) => ({ id, destination: 'crm' }));
      const outcomes = await operations.retry([...keys, { id: queued, destination: 'nowhere' }], at50);
      expect(outcomes).toEqual(['due', 'due', 'delivered', 'leased', 'unknown']);
      expect(await Promise.all([delivered, leased].map((id) => store.find(id)))).toEqual(untouched);
      const [due] = (await store.find(attention))?.deliveries ?? [];
      expect(due).toEqual({
        destination: 'crm',
        state: 'queued',
        attempts: 1,
        dueAt: 50,
        lastError: 'rejected: no such menu value',
      });
      expect(await store.nextDueAt('crm')).toBe(50);
      const again = await leaseAll(50);
      expect(new Set(again.map(({ submission }) => submission.id))).toEqual(new Set([queued, attention]));
      expect(again.map(({ attempt }) => attempt)).toEqual([2, 2]);
    });

    it('gives what was in attention as long as a new one has', async () => {
      const { operations, addOfEach, leaseAll } = await open();
      const { queued, attention } = await addOfEach();
      await operations.retry(
        [queued, attention].map((id) => ({ id, destination: 'crm' })),
        at50,
      );
      const again = new Map((await leaseAll(50)).map((each) => [each.submission.id, each]));
      expect(again.get(attention)).toMatchObject({ receivedAt: 2, owedSince: 50, attemptsBefore: 1 });
      expect(again.get(queued)).toMatchObject({ owedSince: 1, attemptsBefore: 0 });
    });

    it('waits until what may still be under way has settled', async () => {
      const { store, operations, add, addOfEach } = await open();
      const { queued, attention } = await addOfEach();
      const dueAt = async (id: string) => (await store.find(id))?.deliveries[0]?.dueAt;
      const retry = async (id: string, now: number, leaseMs = 1_000) => {
        await operations.retry([{ id, destination: 'crm' }], { now, leaseMs, settleMs: 30 });
        return dueAt(id);
      };
      // Their leases were to run out at 101 and 102.
      expect(await retry(queued, 50)).toBe(131);
      expect(await retry(attention, 50)).toBe(132);
      expect(await retry(attention, 60, 10)).toBe(100);
      expect(await retry(queued, 500)).toBe(131);
      const untried = await add({ receivedAt: 700 });
      expect(await retry(untried, 600)).toBe(600);
    });

    it('never puts off what is due already', async () => {
      const { store, operations, add } = await open();
      const id = await add({ receivedAt: 10 });
      expect(await operations.retry([{ id, destination: 'crm' }], at50)).toEqual(['due']);
      expect((await store.find(id))?.deliveries[0]).toMatchObject({ dueAt: 10, attempts: 0 });
    });

    it('keeps the counts right', async () => {
      const { store, operations, addOfEach } = await open();
      const ids = await addOfEach();
      await operations.retry(
        Object.values(ids).map((id) => ({ id, destination: 'crm' })),
        at50,
      );
      expect(await operations.count({ state: 'queued' })).toBe(2);
      expect(await operations.count({ state: 'attention' })).toBe(0);
      expect(await store.counts()).toEqual({ queued: 2, leased: 1, delivered: 1, attention: 0 });
    });
  });

  describe(`the ${name}, as operators look for a person`, () => {
    it('finds what was sent under an e-mail address, however it is written', async () => {
      const { operations, add, idsOf, everything } = await open();
      const first = await add({
        submission: submissionOf({ email: 'Rosa.Delgado@example.com' }),
        receivedAt: 1,
      });
      await add({ submission: submissionOf({ email: 'rosa@example.com' }), receivedAt: 2 });
      const third = await add({
        submission: submissionOf({ email: 'rosa.delgado@example.com' }),
        receivedAt: 3,
      });
      const found = async (email: string) => idsOf(await operations.list({ email }, everything));
      expect(await found('rosa.delgado@example.com')).toEqual([third, first]);
      expect(await found(' ROSA.DELGADO@EXAMPLE.COM ')).toEqual([third, first]);
      expect(await found('delgado@example.com')).toEqual([]);
      expect(await operations.count({ email: 'rosa.delgado@example.com', receivedFrom: 2 })).toBe(1);
    });

    it('finds what was sent under a telephone number', async () => {
      const { operations, add, idsOf, everything } = await open();
      const id = await add({ submission: submissionOf({ phone: '720-555-0142' }) });
      await add();
      expect(idsOf(await operations.list({ phone: '720-555-0142' }, everything))).toEqual([id]);
      expect(await operations.list({ phone: '720-555-0142', email: 'rosa@example.com' }, everything)).toEqual(
        [],
      );
    });
  });

  describe(`the ${name}, as operators give out what it holds`, () => {
    it('gives out everything of an application: answers, marks, files with names and contents', async () => {
      const { store, operations, add, leaseAll } = await open();
      const submission = { ...submissionOf({ last_name: "O'Brien 🚚" }), review: ['too_fast'] as const };
      const id = await add({ submission, receivedAt: 7 });
      await store.addFiles(id, [fileOf('license', 'mi licencia.pdf')], {
        maxFiles: 5,
        maxTotalBytes: 1_000,
        now: 50,
      });
      const [leased] = await leaseAll(60);
      if (leased) await store.complete(leased, { id: '84001' });
      const shown = await operations.show(id);
      expect(await operations.export(id)).toEqual({
        ...shown,
        submission,
        files: [
          {
            ...shown?.files[0],
            name: 'mi licencia.pdf',
            content: expect.toSatisfy((bytes) => Buffer.from(bytes).toString() === 'license'),
          },
        ],
      });
    });

    it('leaves out the content of a file that has been deleted', async () => {
      const { store, operations, add, leaseAll } = await open();
      const id = await add();
      await store.addFiles(id, [fileOf('license')], { maxFiles: 5, maxTotalBytes: 1_000, now: 50 });
      const [leased] = await leaseAll(60);
      if (leased) await store.complete(leased, { id: '84001' });
      await store.deleteFileContents({ receivedBefore: 51 });
      const [file] = (await operations.export(id))?.files ?? [];
      expect(file).toMatchObject({ name: 'cdl.pdf', kept: false });
      expect(file).not.toHaveProperty('content');
    });

    it('has nothing of an application that nobody has sent', async () => {
      const { operations } = await open();
      expect(await operations.export(submissionOf().id)).toBeUndefined();
    });
  });

  describe(`the ${name}, as operators erase what it holds`, () => {
    it('keeps no more of a delivered application than that it was, and what the destination has', async () => {
      const { store, operations, add, leaseAll, everything } = await open();
      const id = await add({ receivedAt: 7 });
      await store.addFiles(id, [fileOf('license')], { maxFiles: 5, maxTotalBytes: 1_000, now: 50 });
      const [leased] = await leaseAll(60);
      if (leased) {
        await store.record(leased, { contact: '51718' });
        await store.complete(leased, { id: '84001' });
      }
      const before = await store.find(id);
      const [fileId = ''] = before?.files.map((file) => file.id) ?? [];
      expect(await operations.erase([id], { now: 70 })).toEqual(['erased']);
      expect(await store.find(id)).toEqual({ ...before, files: [] });
      expect(await store.readFile(fileId)).toBeUndefined();
      const held = await operations.export(id);
      expect(held).toEqual({
        id,
        reference: before?.reference,
        receivedAt: 7,
        erasedAt: 70,
        files: [],
        deliveries: [
          {
            destination: 'crm',
            state: 'delivered',
            attempts: 1,
            dueAt: 7,
            receipt: { id: '84001' },
            checkpoints: {},
          },
        ],
      });
      expect(await operations.list({ email: 'craig.daniels@example.com' }, everything)).toEqual([]);
      expect(await operations.list({ phone: '720-555-0113' }, everything)).toEqual([]);
    });

    it('ends what waits and what is in attention: nothing of it is delivered any more', async () => {
      const { store, operations, addOfEach, leaseAll, idsOf, everything } = await open();
      const { queued, attention } = await addOfEach();
      expect(await operations.erase([queued, attention], { now: 50 })).toEqual(['erased', 'erased']);
      for (const id of [queued, attention]) {
        const [delivery] = (await store.find(id))?.deliveries ?? [];
        expect(delivery).toMatchObject({ state: 'attention', lastError: 'erased', attempts: 1 });
        expect(delivery).not.toHaveProperty('recheckAt');
        expect(await operations.retry([{ id, destination: 'crm' }], at50)).toEqual(['erased']);
      }
      await store.resume({ now: 20_000, leasedDueAt: 30_000 });
      const leased = (await leaseAll(40_000)).map(({ submission }) => submission.id);
      expect(leased).not.toContain(queued);
      expect(leased).not.toContain(attention);
      expect(await store.counts()).toMatchObject({ queued: 0, attention: 0 });
      expect(idsOf(await operations.list({ state: 'attention' }, everything))).toEqual([]);
      expect(await operations.count({ state: 'attention' })).toBe(0);
      expect(await operations.list({}, everything)).toHaveLength(4);
    });

    it('takes what was delivered, and waits with a later file, for delivered', async () => {
      const { store, operations, add, leaseAll } = await open();
      const id = await add();
      const [leased] = await leaseAll(0);
      if (leased) await store.complete(leased, { id: '84001' });
      await store.addFiles(id, [fileOf('license')], { maxFiles: 5, maxTotalBytes: 1_000, now: 50 });
      expect(await operations.erase([id], { now: 60 })).toEqual(['erased']);
      const [delivery] = (await store.find(id))?.deliveries ?? [];
      expect(delivery).toMatchObject({ state: 'delivered', receipt: { id: '84001' } });
      expect(delivery).not.toHaveProperty('lastError');
      expect(await leaseAll(100)).toEqual([]);
    });

    it('does nothing to what is being delivered at this moment, and says so', async () => {
      const { store, operations, addOfEach } = await open();
      const { leased, delivered } = await addOfEach();
      const before = await store.find(leased);
      expect(await operations.erase([leased, delivered], { now: 50 })).toEqual(['leased', 'erased']);
      expect(await store.find(leased)).toEqual(before);
      expect(await operations.export(leased)).toHaveProperty('submission');
    });

    it('does nothing either where one of two destinations is, and the lease of the other has run out', async () => {
      const { store, operations, add, leaseAll } = await open();
      const id = await add({ destinations: ['crm', 'file'] });
      await leaseAll(0);
      await leaseAll(50, 'file');
      const before = await store.find(id);
      expect(await operations.erase([id], { now: 100 })).toEqual(['leased']);
      expect(await store.find(id)).toEqual(before);
      expect(await operations.erase([id], { now: 150 })).toEqual(['erased']);
    });

    it('takes what a worker that is gone has left, and its late result changes nothing', async () => {
      const { store, operations, add, leaseAll } = await open();
      const id = await add();
      const [leased] = await leaseAll(0);
      expect(await operations.erase([id], { now: 100 })).toEqual(['erased']);
      if (leased) expect(await store.complete(leased, { id: '84001' })).toBe(false);
      expect((await store.find(id))?.deliveries[0]).toMatchObject({
        state: 'attention',
        lastError: 'erased',
      });
    });

    it('answers a late repetition as the first, and takes nothing of it', async () => {
      const { store, operations, add, leaseAll } = await open();
      const submission = submissionOf();
      const id = await add({ submission });
      await operations.erase([id], { now: 50 });
      const before = await store.find(id);
      const again = await store.add(submission, { destinations: ['crm'], serialKey: null, receivedAt: 60 });
      expect(again).toEqual({ outcome: 'same', application: before });
      const limits = { maxFiles: 5, maxTotalBytes: 1_000, now: 60 };
      expect(await store.addFiles(id, [fileOf('license')], limits)).toEqual({
        outcome: 'unknown',
        files: [],
      });
      expect(await operations.export(id)).not.toHaveProperty('submission');
      expect(await leaseAll(100)).toEqual([]);
    });

    it('can be asked for again, and for what nobody has sent', async () => {
      const { operations, add } = await open();
      const id = await add();
      expect(await operations.erase([id, submissionOf().id, id], { now: 50 })).toEqual([
        'erased',
        'unknown',
        'erased',
      ]);
      expect(await operations.erase([id], { now: 90 })).toEqual(['erased']);
      expect(await operations.show(id)).toMatchObject({ erasedAt: 50 });
    });

    it('leaves everybody else alone', async () => {
      const { store, operations, add } = await open();
      const [id, other] = [await add(), await add()];
      await store.addFiles(other, [fileOf('license')], { maxFiles: 5, maxTotalBytes: 1_000, now: 50 });
      const before = await operations.export(other);
      await operations.erase([id], { now: 60 });
      expect(await operations.export(other)).toEqual(before);
    });
  });
}
