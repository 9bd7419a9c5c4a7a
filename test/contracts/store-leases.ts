import { describe, expect, it } from 'vitest';
import type { OpenStore } from './store-contract.ts';

/** The part of the store contract that is about leases: who may work on a delivery, and for how long. */
export function describeLeases(name: string, open: () => Promise<OpenStore>, shared: boolean): void {
  describe(`the ${name}, as a queue of deliveries`, () => {
    it('counts an attempt with each lease, and leases a delivery to one taker only', async () => {
      const { store, add, lease, leaseOne, stateOf } = await open();
      const submission = await add({ receivedAt: 3 });
      const first = await leaseOne(5);
      const { reference } = (await store.find(submission.id)) ?? {};
      expect(first).toEqual({
        submission,
        reference,
        destination: 'crm',
        attempt: 1,
        receivedAt: 3,
        owedSince: 3,
        attemptsBefore: 0,
        files: [],
        checkpoints: {},
      });
      expect(await stateOf(submission)).toMatchObject({ state: 'leased', attempts: 1 });
      expect(await lease(5)).toEqual([]);
      await store.postpone(first, { dueAt: 10, error: 'retry' });
      expect(await leaseOne(10)).toMatchObject({ attempt: 2 });
    });

    it('leases each delivery once, however many takers come at the same time', async () => {
      const { add, lease } = await open();
      for (let added = 0; added < 20; added += 1) await add();
      const taken = (await Promise.all(Array.from({ length: 10 }, () => lease(0, 3)))).flat();
      expect(taken).toHaveLength(20);
      expect(new Set(taken.map(({ submission }) => submission.id)).size).toBe(20);
    });

    it('leases what is due and nothing else, oldest due first, up to the limit', async () => {
      const { add, lease } = await open();
      const late = await add({ receivedAt: 30 });
      const middle = await add({ receivedAt: 20 });
      const early = await add({ receivedAt: 10 });
      const future = await add({ receivedAt: 41 });
      const ids = async (now: number, limit: number) =>
        (await lease(now, limit)).map(({ submission }) => submission.id);
      expect(await ids(40, 2)).toEqual([early.id, middle.id]);
      expect(await ids(40, 2)).toEqual([late.id]);
      expect(await ids(41, 2)).toEqual([future.id]);
    });

    it('keeps the order of arrival among those due at the same time', async () => {
      const { add, lease } = await open();
      const added: string[] = [];
      for (let index = 0; index < 10; index += 1) added.push((await add()).id);
      expect((await lease(0, 10)).map(({ submission }) => submission.id)).toEqual(added);
    });

    it('leases what was postponed to come last after all others that are due, and in that order', async () => {
      const { store, add, lease, leaseOne } = await open();
      const added: string[] = [];
      for (const receivedAt of [1, 2]) {
        added.push((await add({ receivedAt })).id);
        await store.postpone(await leaseOne(2), { dueAt: receivedAt + 2, error: 'refused', last: true });
      }
      for (const receivedAt of [8, 9]) added.push((await add({ receivedAt })).id);
      const [one, two, three, four] = added;
      const ids = async (limit: number) => (await lease(9, limit)).map(({ submission }) => submission.id);
      expect(await store.nextDueAt('crm')).toBe(3);
      expect(await ids(3)).toEqual([three, four, one]);
      expect(await ids(3)).toEqual([two]);
    });

    it('lets it come in its turn again once it is postponed otherwise', async () => {
      const { store, add, lease, leaseOne } = await open();
      const { id } = await add({ receivedAt: 1 });
      await store.postpone(await leaseOne(2), { dueAt: 3, error: 'refused', last: true });
      await store.postpone(await leaseOne(3), { dueAt: 4, error: 'retry' });
      await add({ receivedAt: 5 });
      expect((await lease(9, 1)).map(({ submission }) => submission.id)).toEqual([id]);
    });

    it('leases as many of the newest as are asked for, then the oldest', async () => {
      const { store, add, leaseOne } = await open();
      const { id: tried } = await add({ receivedAt: 1 });
      await store.postpone(await leaseOne(1), { dueAt: 8, error: 'retry' });
      const added: string[] = [];
      for (const receivedAt of [2, 3, 4, 5, 6, 7, 30]) added.push((await add({ receivedAt })).id);
      const [two, three, four, five, six, seven, later] = added;
      const ids = async (limit: number, newestFirst: number, now = 9) => {
        const options = { destination: 'crm', limit, now, until: 99, newestFirst };
        return (await store.lease(options)).map(({ submission }) => submission.id);
      };
      expect(await ids(1, 1)).toEqual([seven]);
      expect(await ids(3, 1)).toEqual([six, two, three]);
      expect(await ids(1, 0)).toEqual([four]);
      // What has been tried is no newcomer.
      expect(await ids(9, 9)).toEqual([five, tried]);
      expect(await ids(9, 9, 30)).toEqual([later]);
    });

    it('takes none of the newest whose key is leased', async () => {
      const { store, add } = await open();
      const { id: first } = await add({ receivedAt: 1, serialKey: 'a' });
      await add({ receivedAt: 2, serialKey: 'a' });
      const { id: other } = await add({ receivedAt: 0, serialKey: 'b' });
      const ids = async (newestFirst: number) => {
        const options = { destination: 'crm', limit: 9, now: 9, until: 99, newestFirst };
        return (await store.lease(options)).map(({ submission }) => submission.id);
      };
      const leased = await ids(1);
      expect(leased).toHaveLength(2);
      expect(leased).toContain(other);
      expect(leased).not.toContain(first);
      expect(await ids(1)).toEqual([]);
    });

    it('puts off the end of a lease, as often as it is renewed', async () => {
      const { store, add, lease, leaseOne } = await open();
      await add();
      const held = await leaseOne(0);
      expect(await store.renew(held, 150)).toBe(true);
      expect(await lease(149)).toEqual([]);
      expect(await store.nextDueAt('crm')).toBe(150);
      expect(await store.renew(held, 300)).toBe(true);
      expect(await lease(299)).toEqual([]);
      const next = await leaseOne(300);
      expect(next).toMatchObject({ attempt: 2 });
      expect(await store.renew(held, 999), 'another has it').toBe(false);
      expect(await lease(399)).toEqual([]);
      expect(await store.complete(next, { id: '1' })).toBe(true);
      expect(await store.renew(next, 999), 'it has ended').toBe(false);
    });

    it('renews no lease that has run out and been queued again', async () => {
      const { store, add, lease } = await open();
      await add();
      const [held] = await lease(0);
      const lapsed = { destination: 'crm', limit: 9, now: 100, until: 200, lapsedDueAt: 150 };
      expect(await store.lease(lapsed)).toEqual([]);
      expect(held && (await store.renew(held, 999))).toBe(false);
    });

    it('keeps destinations apart', async () => {
      const { store, add, lease } = await open();
      const submission = await add({ destinations: ['crm', 'file'], serialKey: 'a' });
      const [crm] = await lease(0, 10, 'crm');
      const [file] = await lease(0, 10, 'file');
      expect([crm?.destination, file?.destination]).toEqual(['crm', 'file']);
      if (crm) await store.complete(crm, { id: '1' });
      expect((await store.find(submission.id))?.deliveries).toMatchObject([
        { destination: 'crm', state: 'delivered', receipt: { id: '1' } },
        { destination: 'file', state: 'leased' },
      ]);
      expect(await lease(0, 10, 'nowhere')).toEqual([]);
    });

    it('leases a delivery anew once its lease has run out, and not before', async () => {
      const { add, lease, leaseOne } = await open();
      await add();
      await leaseOne(0);
      expect(await lease(99)).toEqual([]);
      expect(await leaseOne(100)).toMatchObject({ attempt: 2 });
    });

    it('takes back a lease of which nothing has come, as if it had never been', async () => {
      const { store, add, lease, leaseOne, stateOf } = await open();
      const submission = await add({ serialKey: 'a', receivedAt: 3 });
      const released = await leaseOne(5);
      expect(await store.release(released)).toBe(true);
      expect(await stateOf(submission)).toEqual({
        destination: 'crm',
        state: 'queued',
        attempts: 0,
        dueAt: 3,
      });
      const again = await leaseOne(5);
      expect(again).toMatchObject({ attempt: 1 });
      expect(await store.complete(again, { id: '1' })).toBe(true);
      expect(await store.release(again), 'it has ended').toBe(false);
      expect(await stateOf(submission)).toMatchObject({ state: 'delivered', attempts: 1 });
      expect(await lease(Number.MAX_SAFE_INTEGER)).toEqual([]);
    });

    it('leases the others though thousands of one serial key are due before them', async () => {
      const { store, add, lease } = await open();
      const same: string[] = [];
      while (same.length < 2_000) {
        const adding = Array.from({ length: 100 }, () => add({ serialKey: 'a' }));
        same.push(...(await Promise.all(adding)).map(({ id }) => id));
      }
      const [other, free] = [await add({ serialKey: 'b', receivedAt: 1 }), await add({ receivedAt: 2 })];
      const leased = await lease(9, 4);
      const ids = leased.map(({ submission }) => submission.id);
      // Of what is added at the same time, which comes first is not said.
      expect(ids).toEqual([expect.toBeOneOf(same), other.id, free.id]);
      expect(await lease(9, 4)).toEqual([]);
      if (leased[0]) await store.complete(leased[0], { id: '1' });
      expect(await lease(9, 4)).toHaveLength(1);
    });

    it('records a receipt', async () => {
      const { store, add, lease, leaseOne, stateOf } = await open();
      const submission = await add();
      expect(await store.complete(await leaseOne(0), { id: '84001', reference: '261121-000000' })).toBe(true);
      expect(await stateOf(submission)).toMatchObject({
        state: 'delivered',
        attempts: 1,
        receipt: { id: '84001', reference: '261121-000000' },
      });
      expect(await lease(Number.MAX_SAFE_INTEGER)).toEqual([]);
    });

    it('gives a delivery back for later, with what went wrong', async () => {
      const { store, add, lease, leaseOne, stateOf } = await open();
      const submission = await add();
      expect(await store.postpone(await leaseOne(0), { dueAt: 50, error: 'retry: status 503' })).toBe(true);
      expect(await stateOf(submission)).toMatchObject({
        state: 'queued',
        dueAt: 50,
        lastError: 'retry: status 503',
      });
      expect(await lease(49)).toEqual([]);
      expect(await lease(50)).toHaveLength(1);
    });

    it('sets a delivery aside for a person', async () => {
      const { store, add, lease, leaseOne, stateOf } = await open();
      const submission = await add();
      expect(await store.bury(await leaseOne(0), { error: 'rejected: status 400' })).toBe(true);
      expect(await stateOf(submission)).toMatchObject({
        state: 'attention',
        lastError: 'rejected: status 400',
      });
      expect(await lease(Number.MAX_SAFE_INTEGER)).toEqual([]);
      expect(await store.nextDueAt('crm')).toBeUndefined();
    });

    it.each(['complete', 'postpone', 'bury'] as const)(
      'refuses to %s for a lease that was lost',
      async (how) => {
        const { store, add, leaseOne, stateOf } = await open();
        const submission = await add();
        const lost = await leaseOne(0);
        const held = await leaseOne(100);
        const end = (delivery: typeof lost) => {
          if (how === 'complete') return store.complete(delivery, { id: 'late' });
          if (how === 'bury') return store.bury(delivery, { error: 'late' });
          return store.postpone(delivery, { dueAt: 0, error: 'late' });
        };
        const before = await stateOf(submission);
        expect(await end(lost)).toBe(false);
        expect(await stateOf(submission)).toEqual(before);
        expect(await store.complete(held, { id: 'right' })).toBe(true);
        expect(await end(lost)).toBe(false);
        expect(await end(held)).toBe(false);
        expect(await stateOf(submission)).toMatchObject({ state: 'delivered', receipt: { id: 'right' } });
      },
    );

    it('lets those with one serial key take turns, and the others pass', async () => {
      const { store, add, lease } = await open();
      const first = await add({ serialKey: 'a', receivedAt: 1 });
      const second = await add({ serialKey: 'a', receivedAt: 2 });
      const other = await add({ serialKey: 'b', receivedAt: 3 });
      const free = [await add({ receivedAt: 4 }), await add({ receivedAt: 5 })];
      const ids = async (now: number) => (await lease(now)).map(({ submission }) => submission.id);
      const [held, ...rest] = await lease(9);
      expect([held, ...rest].map((each) => each?.submission.id)).toEqual(
        [first, other, ...free].map(({ id }) => id),
      );
      expect(await ids(10)).toEqual([]);
      if (held) await store.postpone(held, { dueAt: 50, error: 'retry' });
      expect(await ids(10)).toEqual([second.id]);
      expect(await ids(60)).toEqual([]);
    });

    it('lets none have the key of one whose last call may still be under way', async () => {
      const { store, add, lease, leaseOne } = await open();
      const alike = [
        await add({ serialKey: 'a', receivedAt: 1 }),
        await add({ serialKey: 'a', receivedAt: 2 }),
      ];
      const other = await add({ serialKey: 'b', receivedAt: 60 });
      await store.postpone(await leaseOne(5), { dueAt: 50, error: 'retry', unsettled: true });
      expect(await lease(49)).toEqual([]);
      await leaseOne(50);
      // One whose lease has run out waits in the same way: its process may have called right before it died.
      const lapsed = { destination: 'crm', limit: 9, now: 200, until: 300, lapsedDueAt: 230 };
      expect((await store.lease(lapsed)).map(({ submission }) => submission.id)).toEqual([other.id]);
      const { submission } = await leaseOne(230);
      expect(alike.map(({ id }) => id)).toContain(submission.id);
    });

    it.skipIf(shared)(
      'has what is unsettled wait anew when a process starts, by whatever clock it was due',
      async () => {
        const { store, add, leaseOne, stateOf } = await open();
        const unsettled = await add();
        await store.postpone(await leaseOne(0), { dueAt: 30, error: 'retry', unsettled: true });
        const settled = await add();
        await store.postpone(await leaseOne(0), { dueAt: 40, error: 'retry' });
        const aside = await add();
        await store.bury(await leaseOne(0), { error: 'rejected' });
        await store.resume({ now: 1_000, leasedDueAt: 1_030 });
        expect(await stateOf(unsettled)).toMatchObject({ state: 'queued', dueAt: 1_030 });
        expect(await stateOf(settled)).toMatchObject({ state: 'queued', dueAt: 40 });
        expect(await stateOf(aside)).toMatchObject({ state: 'queued', dueAt: 1_000 });
      },
    );

    it('queues again what was set aside for one destination only, where one is named', async () => {
      const { store, add, lease } = await open();
      const { id } = await add({ destinations: ['crm', 'file'] });
      for (const destination of ['crm', 'file']) {
        const [delivery] = await lease(0, 1, destination);
        if (delivery) await store.bury(delivery, { error: 'rejected: create: status 400' });
      }
      await store.resume({ now: 20, leasedDueAt: 50, destination: 'file' });
      const states = (await store.find(id))?.deliveries.map(({ destination, state }) => [destination, state]);
      expect(states).toEqual([
        ['crm', 'attention'],
        ['file', 'queued'],
      ]);
    });

    it('has what was set aside wait, when a process starts, for what may still be under way', async () => {
      const { store, add, leaseOne, lease, stateOf } = await open();
      const unsettled = await add({ serialKey: 'a' });
      await store.bury(await leaseOne(0), { error: 'retry', unsettledUntil: 25 });
      const settled = await add();
      await store.bury(await leaseOne(0), { error: 'rejected' });
      await store.resume({ now: 20, leasedDueAt: 50 });
      expect(await stateOf(settled)).toMatchObject({ state: 'queued', dueAt: 20 });
      expect(await stateOf(unsettled)).toMatchObject({ state: 'queued', dueAt: 50 });
      expect((await lease(49)).map(({ submission }) => submission.id)).toEqual([settled.id]);
      expect((await lease(50)).map(({ submission }) => submission.id)).toEqual([unsettled.id]);
    });

    it('frees a serial key when the lease that holds it runs out', async () => {
      const { add, lease } = await open();
      const first = await add({ serialKey: 'a', receivedAt: 1 });
      const second = await add({ serialKey: 'a', receivedAt: 2 });
      await lease(9, 1);
      expect((await lease(108)).length).toBe(0);
      const [next] = await lease(109);
      expect([first.id, second.id]).toContain(next?.submission.id);
    });

    it('knows when something falls due next', async () => {
      const { store, add, lease, leaseOne } = await open();
      await add({ receivedAt: 20 });
      expect(await store.nextDueAt('crm')).toBe(20);
      const delivery = await leaseOne(30);
      expect(await store.nextDueAt('crm'), 'when the lease runs out').toBe(130);
      await add({ receivedAt: 500 });
      expect(await store.nextDueAt('crm')).toBe(130);
      await store.complete(delivery, { id: '1' });
      expect(await store.nextDueAt('crm')).toBe(500);
      expect(await store.nextDueAt('file')).toBeUndefined();
      expect(await lease(499)).toEqual([]);
    });

    it('lets nothing wait for longer than what was leased, as what a clock ahead of time had put off', async () => {
      const { store, add, leaseOne, stateOf } = await open();
      const year = 365 * 86_400_000;
      const postponed = await add();
      await store.postpone(await leaseOne(0), { dueAt: year + 5, error: 'retry' });
      const buried = await add();
      await store.bury(await leaseOne(0), { error: 'rejected', recheckAt: year + 5 });
      const [added, soon] = [await add({ receivedAt: year }), await add({ receivedAt: 150 })];
      await store.resume({ now: 100, leasedDueAt: 200 });
      expect(await stateOf(postponed)).toMatchObject({ state: 'queued', dueAt: 200 });
      expect(await stateOf(added)).toMatchObject({ state: 'queued', dueAt: 200 });
      expect(await stateOf(buried)).toMatchObject({ state: 'queued', dueAt: 100 });
      expect(await stateOf(soon)).toMatchObject({ state: 'queued', dueAt: 150 });
    });

    it('queues what an earlier process had leased or set aside, and leaves the rest', async () => {
      const { store, add, lease, stateOf } = await open();
      const [leased, buried, done] = [await add({ serialKey: 'a' }), await add(), await add()];
      const waiting = await add({ receivedAt: 7 });
      for (const delivery of await lease(0)) {
        if (delivery.submission.id === buried.id) await store.bury(delivery, { error: 'rejected' });
        if (delivery.submission.id === done.id) await store.complete(delivery, { id: '1' });
      }
      await store.resume({ now: 20, leasedDueAt: 40 });
      // Where several processes share the store, it is perhaps with one that lives.
      const next = shared ? { state: 'leased', attempts: 1 } : { state: 'queued', dueAt: 40, attempts: 1 };
      expect(await stateOf(leased)).toMatchObject(next);
      expect(await stateOf(buried)).toMatchObject({ state: 'queued', dueAt: 20, attempts: 1 });
      expect(await stateOf(done)).toMatchObject({ state: 'delivered' });
      expect(await stateOf(waiting)).toMatchObject({ state: 'queued', dueAt: 7, attempts: 0 });
      const attempts = (await lease(40)).map(({ attempt }) => attempt).sort();
      expect(attempts).toEqual(shared ? [1, 2] : [1, 2, 2]);
    });
  });
}
