import { describe, expect, it } from 'vitest';
import type { OpenStore } from './store-contract.ts';

/** The part of the store contract that is about what attempts leave behind: checkpoints, and times to look again. */
export function describeProgress(name: string, open: () => Promise<OpenStore>): void {
  describe(`the ${name}, as a memory of attempts`, () => {
    it('knows since when the oldest delivery has been owed that is queued or leased', async () => {
      const { store, add, leaseOne, lease } = await open();
      expect(await store.oldestOwedSince('crm')).toBeUndefined();
      await add({ receivedAt: 3 });
      await add({ receivedAt: 5 });
      await add({ receivedAt: 1, destinations: ['other'] });
      expect(await store.oldestOwedSince('crm')).toBe(3);
      const [first] = await lease(5, 1);
      expect(await store.oldestOwedSince('crm'), 'it is leased').toBe(3);
      if (first) await store.postpone(first, { dueAt: 900, error: 'retry', last: true });
      expect(await store.oldestOwedSince('crm'), 'it waits').toBe(3);
      await store.complete(await leaseOne(6), { id: '84001' });
      const again = await leaseOne(900);
      await store.bury(again, { error: 'rejected' });
      expect(await store.oldestOwedSince('crm'), 'it waits for a person').toBeUndefined();
    });

    it('counts from the last file where an application had been delivered', async () => {
      const { store, add, leaseOne } = await open();
      const { id } = await add({ receivedAt: 3 });
      await store.complete(await leaseOne(4), { id: '84001' });
      await add({ receivedAt: 50 });
      const content = new Uint8Array([1]);
      const file = { name: 'cdl.pdf', type: 'application/pdf', sha256: 'a'.repeat(64), content };
      await store.addFiles(id, [file], { maxFiles: 5, maxTotalBytes: 1_000, now: 60 });
      expect(await store.oldestOwedSince('crm')).toBe(50);
    });

    it('keeps the checkpoints of every attempt, and the latest where two are of one name', async () => {
      const { store, add, leaseOne } = await open();
      await add();
      const first = await leaseOne(0);
      expect(await store.record(first, { contact: '51718', menus: 'read' })).toBe(true);
      expect(await store.record(first, { incident: '84001' })).toBe(true);
      await store.postpone(first, { dueAt: 5, error: 'retry' });
      const second = await leaseOne(5);
      expect(second.checkpoints).toEqual({ contact: '51718', menus: 'read', incident: '84001' });
      expect(await store.record(second, { contact: '51719', "O'Brien": '🚚 "x"' })).toBe(true);
      await store.bury(second, { error: 'rejected' });
      await store.resume({ now: 6, leasedDueAt: 6 });
      expect((await leaseOne(6)).checkpoints).toEqual({
        contact: '51719',
        menus: 'read',
        incident: '84001',
        "O'Brien": '🚚 "x"',
      });
    });

    it('keeps the checkpoints of a lease that ran out', async () => {
      const { store, add, leaseOne } = await open();
      await add();
      await store.record(await leaseOne(0), { contact: '51718' });
      expect((await leaseOne(100)).checkpoints).toEqual({ contact: '51718' });
    });

    it('keeps the checkpoints of destinations apart', async () => {
      const { store, add, lease } = await open();
      await add({ destinations: ['crm', 'file'] });
      const [crm] = await lease(0, 1, 'crm');
      if (crm) await store.record(crm, { contact: '51718' });
      expect(await lease(0, 1, 'file')).toMatchObject([{ checkpoints: {} }]);
    });

    it('records no checkpoint for a lease that was lost or has ended', async () => {
      const { store, add, leaseOne } = await open();
      await add();
      const lost = await leaseOne(0);
      const held = await leaseOne(100);
      expect(await store.record(lost, { contact: 'late' })).toBe(false);
      expect(await store.record(held, { contact: '51718' })).toBe(true);
      expect(await store.record(lost, { contact: 'late' })).toBe(false);
      await store.postpone(held, { dueAt: 200, error: 'retry' });
      expect(await store.record(held, { contact: 'late' })).toBe(false);
      expect((await leaseOne(200)).checkpoints).toEqual({ contact: '51718' });
    });

    it('leases a delivery that needs attention once its recheck has come, and not before', async () => {
      const { store, add, lease, leaseOne, stateOf } = await open();
      const submission = await add();
      await store.bury(await leaseOne(0), { error: 'rejected: no such menu value', recheckAt: 500 });
      expect(await stateOf(submission)).toMatchObject({ state: 'attention', recheckAt: 500, attempts: 1 });
      expect(await store.counts()).toMatchObject({ attention: 1, queued: 0 });
      expect(await store.nextDueAt('crm')).toBe(500);
      expect(await lease(499)).toEqual([]);
      const again = await leaseOne(500);
      expect(again).toMatchObject({ attempt: 2 });
      expect(await stateOf(submission)).toMatchObject({ state: 'leased' });
      expect(await store.bury(again, { error: 'rejected' })).toBe(true);
      expect(await stateOf(submission)).not.toHaveProperty('recheckAt');
      expect(await store.nextDueAt('crm')).toBeUndefined();
      expect(await lease(Number.MAX_SAFE_INTEGER)).toEqual([]);
    });

    it('leases what is to be rechecked after what is queued, but for as many as are asked for', async () => {
      const { store, add, leaseOne } = await open();
      const rechecks: string[] = [];
      for (let added = 0; added < 4; added += 1) {
        rechecks.push((await add()).id);
        await store.bury(await leaseOne(0), { error: 'rejected', recheckAt: 20 + added });
      }
      const [late, early] = [await add({ receivedAt: 31 }), await add({ receivedAt: 30 })];
      expect(await store.nextDueAt('crm')).toBe(20);
      const ids = async (limit: number, rechecksFirst = 0) => {
        const options = { destination: 'crm', limit, now: 40, until: 99, rechecksFirst };
        return (await store.lease(options)).map(({ submission }) => submission.id);
      };
      expect(await ids(2, 1)).toEqual([rechecks[0], early.id]);
      expect(await ids(2)).toEqual([late.id, rechecks[1]]);
      expect(await ids(9, 1)).toEqual([rechecks[2], rechecks[3]]);
    });

    it('forgets the recheck of what a new process queues', async () => {
      const { store, add, leaseOne, stateOf } = await open();
      const submission = await add();
      await store.bury(await leaseOne(0), { error: 'rejected', recheckAt: 500 });
      await store.resume({ now: 7, leasedDueAt: 9 });
      expect(await stateOf(submission)).toMatchObject({ state: 'queued', dueAt: 7 });
      expect(await stateOf(submission)).not.toHaveProperty('recheckAt');
    });
  });
}
