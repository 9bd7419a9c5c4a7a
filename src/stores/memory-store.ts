import type { Submission } from '../model/submission.ts';
import type { DeliveryState, LeasedDelivery } from '../queue/delivery.ts';
import type { DeliveryStore, StoredApplication } from '../queue/delivery-store.ts';
import { makeReference } from '../queue/reference.ts';

interface Application {
  readonly submission: Submission;
  readonly content: string;
  readonly reference: string;
  readonly receivedAt: number;
  readonly deliveries: Map<string, Delivery>;
}

type Delivery = { -readonly [K in keyof DeliveryState]: DeliveryState[K] } & {
  readonly id: string;
  readonly serialKey: string | null;
  leaseUntil: number;
};

/** Keeps everything in memory: for a demo inside a web page and for tests. A reload loses it all. */
export function createMemoryStore(): DeliveryStore {
  const applications = new Map<string, Application>();

  const deliveries = (destination?: string) =>
    [...applications.values()]
      .flatMap((application) => [...application.deliveries.values()])
      .filter((delivery) => destination === undefined || delivery.destination === destination);

  /** The delivery, if its lease is still this attempt's. */
  function held({ submission, destination, attempt }: LeasedDelivery): Delivery | undefined {
    const delivery = applications.get(submission.id)?.deliveries.get(destination);
    return delivery?.state === 'leased' && delivery.attempts === attempt ? delivery : undefined;
  }

  function change(leased: LeasedDelivery, next: Partial<DeliveryState>): boolean {
    const delivery = held(leased);
    if (delivery) Object.assign(delivery, next);
    return delivery !== undefined;
  }

  return {
    async add(submission, { destinations, serialKey, receivedAt }) {
      const content = JSON.stringify(submission);
      const existing = applications.get(submission.id);
      if (existing) {
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
        deliveries: new Map(
          destinations.map((destination) => [
            destination,
            {
              id: submission.id,
              destination,
              serialKey,
              state: 'queued',
              attempts: 0,
              dueAt: receivedAt,
              leaseUntil: 0,
            },
          ]),
        ),
      };
      applications.set(submission.id, application);
      return { outcome: 'added', application: view(application) };
    },

    async find(id) {
      const application = applications.get(id);
      return application && view(application);
    },

    async lease({ destination, limit, now, until, underWay, lapsedDueAt = now }) {
      const all = deliveries(destination);
      for (const delivery of all) {
        if (delivery.state !== 'leased' || delivery.leaseUntil > now || underWay?.has(delivery.id)) continue;
        Object.assign(delivery, { state: 'queued', dueAt: lapsedDueAt });
      }
      const busy = new Set(all.filter(({ state }) => state === 'leased').map(({ serialKey }) => serialKey));
      const due = all.filter(({ state, dueAt }) => state === 'queued' && dueAt <= now);
      const leased: LeasedDelivery[] = [];
      for (const delivery of due.sort((a, b) => a.dueAt - b.dueAt)) {
        const application = applications.get(delivery.id);
        if (leased.length >= limit || !application) break;
        if (delivery.serialKey !== null && busy.has(delivery.serialKey)) continue;
        busy.add(delivery.serialKey);
        delivery.state = 'leased';
        delivery.leaseUntil = until;
        delivery.attempts += 1;
        const { submission, receivedAt } = application;
        leased.push({ submission, destination, attempt: delivery.attempts, receivedAt });
      }
      return leased;
    },

    complete: async (delivery, receipt) => change(delivery, { state: 'delivered', receipt }),

    postpone: async (delivery, { dueAt, error }) =>
      change(delivery, { state: 'queued', dueAt, lastError: error }),

    bury: async (delivery, { error }) => change(delivery, { state: 'attention', lastError: error }),

    async nextDueAt(destination) {
      const times = deliveries(destination).flatMap(({ state, dueAt, leaseUntil }) =>
        state === 'queued' ? [dueAt] : state === 'leased' ? [leaseUntil] : [],
      );
      return times.length > 0 ? Math.min(...times) : undefined;
    },

    async resume({ now, leasedDueAt }) {
      for (const delivery of deliveries()) {
        if (delivery.state === 'attention') Object.assign(delivery, { state: 'queued', dueAt: now });
        if (delivery.state === 'leased') Object.assign(delivery, { state: 'queued', dueAt: leasedDueAt });
      }
    },

    async counts() {
      const counts = { queued: 0, leased: 0, delivered: 0, attention: 0 };
      for (const { state } of deliveries()) counts[state] += 1;
      return counts;
    },

    async ping() {},

    async close() {},
  };
}

function view({ submission, reference, receivedAt, deliveries }: Application): StoredApplication {
  return {
    id: submission.id,
    reference,
    receivedAt,
    deliveries: [...deliveries.values()].map(({ id, serialKey, leaseUntil, ...state }) => ({ ...state })),
  };
}
