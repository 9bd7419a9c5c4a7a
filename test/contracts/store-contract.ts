import { describe, expect, it, onTestFinished } from 'vitest';
import type { Submission } from '../../src/model/index.ts';
import type { AddOptions, DeliveryStore, LeasedDelivery } from '../../src/queue/index.ts';
import { buildSubmission } from '../support/submissions.ts';
import { describeFiles } from './store-files.ts';
import { describeLeases } from './store-leases.ts';
import { describeMarks } from './store-marks.ts';
import { describeProgress } from './store-progress.ts';

type Make = () => DeliveryStore | Promise<DeliveryStore>;

/** A store and the calls that its tests make of it, with the defaults of a test filled in. */
export interface OpenStore {
  readonly store: DeliveryStore;
  add(options?: Partial<AddOptions> & { readonly submission?: Submission }): Promise<Submission>;
  /** Leases at time `now` until `now + 100`. */
  lease(now: number, limit?: number, destination?: string): Promise<LeasedDelivery[]>;
  /** Leases exactly one. */
  leaseOne(now: number): Promise<LeasedDelivery>;
  /** How the first delivery of an application stands. */
  stateOf(submission: Submission): Promise<unknown>;
}

export function submissionOf(answers: Record<string, unknown> = {}, envelope = {}): Submission {
  return buildSubmission(answers, envelope) as unknown as Submission;
}

async function open(make: Make): Promise<OpenStore> {
  const store = await make();
  onTestFinished(() => store.close());
  const lease: OpenStore['lease'] = (now, limit = 10, destination = 'crm') =>
    store.lease({ destination, limit, now, until: now + 100 });
  return {
    store,
    lease,
    async add({ submission = submissionOf(), ...options } = {}) {
      await store.add(submission, { destinations: ['crm'], serialKey: null, receivedAt: 0, ...options });
      return submission;
    },
    async leaseOne(now) {
      const [delivery, ...more] = await lease(now);
      if (!delivery || more.length > 0)
        throw new Error(`${more.length + Number(!!delivery)} deliveries leased`);
      return delivery;
    },
    stateOf: async ({ id }) => (await store.find(id))?.deliveries[0],
  };
}

/**
 * What every `DeliveryStore` must do. `make` gives an empty one; the contract closes it. `shared`: several processes may
 * use one at the same time.
 */
export function describeStoreContract(name: string, make: Make, { shared = false } = {}): void {
  describe(`the ${name}, as a store of applications`, () => {
    const options = { destinations: ['crm'], serialKey: null, receivedAt: 7 };

    it('keeps an application with one delivery for each destination, due at once', async () => {
      const { store } = await open(make);
      const submission = submissionOf();
      const { outcome, application } = await store.add(submission, {
        ...options,
        destinations: ['crm', 'file'],
      });
      expect(outcome).toBe('added');
      expect(application).toEqual({
        id: submission.id,
        reference: expect.stringMatching(/^[2-9CFGHJMPQRVWX]{4}-[2-9CFGHJMPQRVWX]{4}$/),
        receivedAt: 7,
        files: [],
        deliveries: ['crm', 'file'].map((destination) => {
          return { destination, state: 'queued', attempts: 0, dueAt: 7 };
        }),
      });
      expect(await store.find(submission.id)).toEqual(application);
    });

    it('remembers which deliveries are optional', async () => {
      const { store, add } = await open(make);
      const { id } = await add({ destinations: ['crm'], optional: ['file'] });
      const owed = { state: 'queued', attempts: 0, dueAt: 0 };
      expect((await store.find(id))?.deliveries).toEqual([
        { destination: 'crm', ...owed },
        { destination: 'file', optional: true, ...owed },
      ]);
    });

    it('does not know what nobody added', async () => {
      const { store } = await open(make);
      expect(await store.find(submissionOf().id)).toBeUndefined();
      expect(await store.nextDueAt('crm')).toBeUndefined();
      expect(await store.counts()).toEqual({ queued: 0, leased: 0, delivered: 0, attention: 0 });
    });

    it('tells a repetition from other content under the same id', async () => {
      const { store } = await open(make);
      const submission = submissionOf();
      const first = await store.add(submission, options);
      const same = await store.add(structuredClone(submission), { ...options, receivedAt: 99 });
      expect(same).toEqual({ outcome: 'same', application: first.application });
      const changed = submissionOf({ city: 'Boulder' }, { id: submission.id });
      const different = await store.add(changed, { ...options, receivedAt: 99 });
      expect(different).toEqual({ outcome: 'different', application: first.application });
      expect((await store.counts()).queued).toBe(1);
    });

    it('gives back what it was given, to the letter', async () => {
      const { add, leaseOne } = await open(make);
      const odd = {
        first_name: 'María José',
        last_name: "O'Brien",
        street: '🚚 "x" \\ %_',
        city: '\u{10400}',
      };
      const submission = await add({ submission: submissionOf(odd) });
      expect((await leaseOne(0)).submission).toEqual(submission);
    });

    it('gives every application a reference of its own', async () => {
      const { store } = await open(make);
      const added = await Promise.all(Array.from({ length: 500 }, () => store.add(submissionOf(), options)));
      expect(new Set(added.map(({ application }) => application.reference)).size).toBe(500);
    });

    it('adds an application once, however many ask at the same time', async () => {
      const { store } = await open(make);
      const submissions = Array.from({ length: 10 }, () => submissionOf());
      const asked = Array.from({ length: 200 }, (_, index) => submissions[index % 10] as Submission);
      const added = await Promise.all(asked.map((submission) => store.add(submission, options)));
      const outcomes = added.map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(10);
      expect(outcomes.filter((outcome) => outcome === 'same')).toHaveLength(190);
      expect(new Set(added.map(({ application }) => application.reference)).size).toBe(10);
      expect((await store.counts()).queued).toBe(10);
    });

    it('counts deliveries by state', async () => {
      const { store, add, lease } = await open(make);
      for (let added = 0; added < 5; added += 1) await add({ destinations: ['crm', 'file'] });
      const [one, two, three] = (await lease(0, 4)) as [LeasedDelivery, LeasedDelivery, LeasedDelivery];
      await store.complete(one, { id: '1' });
      await store.bury(two, { error: 'rejected' });
      await store.postpone(three, { dueAt: 9, error: 'retry' });
      expect(await store.counts()).toEqual({ queued: 7, leased: 1, delivered: 1, attention: 1 });
      expect(await store.counts('crm')).toEqual({ queued: 2, leased: 1, delivered: 1, attention: 1 });
      expect(await store.counts('file')).toEqual({ queued: 5, leased: 0, delivered: 0, attention: 0 });
      expect(await store.counts('nobody')).toEqual({ queued: 0, leased: 0, delivered: 0, attention: 0 });
    });

    it('says that it can be written to', async () => {
      const { store } = await open(make);
      await expect(store.ping()).resolves.toBeUndefined();
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });

  describeLeases(name, () => open(make), shared);
  describeProgress(name, () => open(make));
  describeFiles(name, () => open(make));
  describeMarks(name, () => open(make));
}
