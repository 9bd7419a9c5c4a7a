import { admitFiles } from '../queue/admit-files.ts';
import type { LeasedDelivery, StoredFile } from '../queue/delivery.ts';
import type { DeliveryOperations } from '../queue/delivery-operations.ts';
import { contentsAtOnce, type DeliveryStore, type StoredApplication } from '../queue/delivery-store.ts';
import { erasedError } from '../queue/erasure.ts';
import { makeReference } from '../queue/reference.ts';
import { deliveriesOwed } from './deliveries-owed.ts';
import { type Application, type Delivery, stateOf } from './memory-application.ts';
import { createMemoryOperations } from './memory-operations.ts';

/** A store that others than its own process cannot reach, so that its operations come with it. */
export type MemoryStore = DeliveryStore & { readonly operations: DeliveryOperations };

/** Keeps everything in memory: for a demo inside a web page and for tests. A reload loses it all. */
export function createMemoryStore(): MemoryStore {
  const applications = new Map<string, Application>();
  const spentTokens = new Map<string, { readonly submissionId: string; readonly expiresAt: number }>();

  const deliveries = (destination?: string) =>
    [...applications.values()]
      .flatMap((application) => [...application.deliveries.values()])
      .filter((delivery) => destination === undefined || delivery.destination === destination);

  /** The delivery, if its lease is still this attempt's. */
  function held({ submission, destination, attempt }: LeasedDelivery): Delivery | undefined {
    const delivery = applications.get(submission.id)?.deliveries.get(destination);
    return delivery?.state === 'leased' && delivery.attempts === attempt ? delivery : undefined;
  }

  function change(leased: LeasedDelivery, next: Partial<Delivery>): boolean {
    const delivery = held(leased);
    if (delivery) Object.assign(delivery, next);
    return delivery !== undefined;
  }

  return {
    operations: createMemoryOperations(applications),

    now: () => Date.now(),

    async add(submission, { serialKey, receivedAt, ...to }) {
      const { review: _, ...sent } = submission;
      const content = JSON.stringify(sent);
      const existing = applications.get(submission.id);
      if (existing) {
        // Of what has been erased nobody can tell any more, and nothing of it comes back.
        if (existing.erasedAt !== undefined) return { outcome: 'same', application: view(existing) };
        return { outcome: existing.content === content ? 'same' : 'different', application: view(existing) };
      }
      const taken = new Set([...applications.values()].map((application) => application.reference));
      let reference = makeReference();
      while (taken.has(reference)) reference = makeReference();
      const application: Application = {
        submission,
        content,
        reference,
        receivedAt,
        files: [],
        deliveries: new Map(
          deliveriesOwed(to, receivedAt).map((owed) => [
            owed.destination,
            {
              ...owed,
              id: submission.id,
              serialKey,
              leaseUntil: 0,
              unsettledUntil: 0,
              checkpoints: {},
              owedSince: receivedAt,
              attemptsBefore: 0,
              last: false,
            },
          ]),
        ),
      };
      applications.set(submission.id, application);
      return { outcome: 'added', application: view(application) };
    },

    async spend(token, { submissionId, expiresAt, now }) {
      for (const [known, spent] of spentTokens) if (spent.expiresAt < now) spentTokens.delete(known);
      const spent = spentTokens.get(token) ?? { submissionId, expiresAt };
      spentTokens.set(token, spent);
      return spent.submissionId === submissionId;
    },

    async addFiles(applicationId, offered, options) {
      const application = applications.get(applicationId);
      if (application?.erasedAt !== undefined || !application) return { outcome: 'unknown', files: [] };
      const { outcome, admitted } = admitFiles(application.files, offered, options);
      if (admitted.length === 0) return { outcome, files: filesOf(application) };
      application.files.push(...admitted.map((file) => ({ ...file, receivedAt: options.now })));
      for (const delivery of application.deliveries.values()) {
        if (delivery.state !== 'delivered') continue;
        const owed = { owedSince: options.now, attemptsBefore: delivery.attempts };
        Object.assign(delivery, { state: 'queued', dueAt: options.now, ...owed });
      }
      return { outcome, files: filesOf(application) };
    },

    async readFile(fileId) {
      const all = [...applications.values()].flatMap(({ files }) => files);
      return all.find(({ id }) => id === fileId)?.content;
    },

    async deleteFileContents({ receivedBefore }) {
      const files = [...applications.values()]
        .filter((each) => [...each.deliveries.values()].every(({ state }) => state === 'delivered'))
        .flatMap((each) => each.files)
        .filter(({ receivedAt, content }) => receivedAt < receivedBefore && content !== undefined)
        .sort((a, b) => a.receivedAt - b.receivedAt)
        .slice(0, contentsAtOnce);
      for (const file of files) file.content = undefined;
      return files.length;
    },

    async find(id) {
      const application = applications.get(id);
      return application && view(application);
    },

    async lease(options) {
      const { destination, limit, now, until, underWay, lapsedDueAt = now } = options;
      const { rechecksFirst = 0, newestFirst = 0 } = options;
      const all = deliveries(destination);
      for (const delivery of all) {
        if (delivery.state !== 'leased' || delivery.leaseUntil > now || underWay?.has(delivery.id)) continue;
        Object.assign(delivery, { state: 'queued', dueAt: lapsedDueAt, unsettledUntil: lapsedDueAt });
      }
      // What is unsettled keeps its key for as long as it waits.
      const isBusy = ({ state, dueAt, unsettledUntil }: Delivery) =>
        state === 'leased' || (state === 'queued' && Math.min(dueAt, unsettledUntil) > now);
      const busy = new Set(all.filter(isBusy).map(({ serialKey }) => serialKey));
      const isLast = ({ last }: Delivery) => Number(last);
      const isRecheck = ({ state }: Delivery) => Number(state === 'attention');
      const inTurn = all
        .filter((delivery) => leasableAt(delivery) <= now)
        .sort(
          (a, b) => isRecheck(a) - isRecheck(b) || isLast(a) - isLast(b) || leasableAt(a) - leasableAt(b),
        );
      const leased: LeasedDelivery[] = [];
      function take(candidates: readonly Delivery[], atMost: number): void {
        for (const delivery of candidates) {
          const application = applications.get(delivery.id);
          if (leased.length >= atMost || !application) return;
          if (delivery.state === 'leased' || (delivery.serialKey !== null && busy.has(delivery.serialKey)))
            continue;
          busy.add(delivery.serialKey);
          delete delivery.recheckAt;
          Object.assign(delivery, { state: 'leased', leaseUntil: until, attempts: delivery.attempts + 1 });
          leased.push(leasedFrom(application, delivery));
        }
      }
      take(
        inTurn.filter((each) => isRecheck(each)),
        Math.min(limit, rechecksFirst),
      );
      const untried = inTurn.filter(({ attempts, state }) => attempts === 0 && state === 'queued');
      take(untried.toReversed(), Math.min(limit, leased.length + newestFirst));
      take(inTurn, limit);
      return leased;
    },

    release: async (delivery) =>
      change(delivery, { state: 'queued', attempts: delivery.attempt - 1, unsettledUntil: 0 }),

    renew: async (delivery, until) => change(delivery, { leaseUntil: until }),

    async record(delivery, checkpoints) {
      return change(delivery, { checkpoints: { ...held(delivery)?.checkpoints, ...checkpoints } });
    },

    async complete(delivery, receipt) {
      const known = new Set(delivery.files.map(({ id }) => id));
      const missed = applications.get(delivery.submission.id)?.files.find(({ id }) => !known.has(id));
      // Its due time has passed, so queued is due at once.
      return change(delivery, {
        state: missed ? 'queued' : 'delivered',
        receipt,
        last: false,
        unsettledUntil: 0,
        ...(missed && { owedSince: missed.receivedAt, attemptsBefore: delivery.attempt }),
      });
    },

    postpone: async (delivery, { dueAt, error, last = false, unsettled = false }) =>
      change(delivery, {
        state: 'queued',
        dueAt,
        lastError: error,
        last,
        unsettledUntil: unsettled ? dueAt : 0,
      }),

    bury: async (delivery, { error, recheckAt, unsettledUntil = 0 }) =>
      change(delivery, {
        state: 'attention',
        lastError: error,
        last: false,
        unsettledUntil,
        ...(recheckAt !== undefined && { recheckAt }),
      }),

    async nextDueAt(destination) {
      const times = deliveries(destination)
        .map((delivery) => (delivery.state === 'leased' ? delivery.leaseUntil : leasableAt(delivery)))
        .filter(Number.isFinite);
      return times.length > 0 ? Math.min(...times) : undefined;
    },

    async oldestOwedSince(destination) {
      const owed = deliveries(destination).filter(({ state }) => state === 'queued' || state === 'leased');
      return owed.length > 0 ? Math.min(...owed.map(({ owedSince }) => owedSince)) : undefined;
    },

    async resume({ now, leasedDueAt, destination }) {
      for (const delivery of deliveries(destination)) {
        delete delivery.recheckAt;
        if (delivery.lastError === erasedError) continue;
        if (delivery.state === 'attention') Object.assign(delivery, { state: 'queued', dueAt: now });
        if (delivery.state === 'leased' || (delivery.state === 'queued' && delivery.unsettledUntil > 0)) {
          Object.assign(delivery, { state: 'queued', dueAt: leasedDueAt, unsettledUntil: leasedDueAt });
        }
        if (delivery.state === 'queued') delivery.dueAt = Math.min(delivery.dueAt, leasedDueAt);
      }
    },

    async counts(destination) {
      const counts = { queued: 0, leased: 0, delivered: 0, attention: 0 };
      // What has been erased waits for nobody any more.
      for (const { state, lastError } of deliveries(destination))
        if (lastError !== erasedError) counts[state] += 1;
      return counts;
    },

    async ping() {},

    async close() {},
  };
}

/** When a delivery may be leased; infinity when it may not. */
function leasableAt({ state, dueAt, recheckAt }: Delivery): number {
  if (state === 'queued') return dueAt;
  return (state === 'attention' ? recheckAt : undefined) ?? Number.POSITIVE_INFINITY;
}

function leasedFrom(application: Application, delivery: Delivery): LeasedDelivery {
  const { submission, reference, receivedAt } = application;
  const { destination, attempts: attempt, owedSince, attemptsBefore, checkpoints, receipt } = delivery;
  return {
    submission,
    reference,
    destination,
    attempt,
    receivedAt,
    owedSince,
    attemptsBefore,
    files: filesOf(application),
    checkpoints,
    ...(receipt && { previous: receipt }),
  };
}

const filesOf = ({ files }: Application): StoredFile[] =>
  files.map(({ id, name, type, size }) => ({ id, name, type, size }));

function view(application: Application): StoredApplication {
  const { submission, reference, receivedAt, deliveries } = application;
  return {
    id: submission.id,
    reference,
    receivedAt,
    files: filesOf(application),
    deliveries: [...deliveries.values()].map(stateOf),
  };
}
