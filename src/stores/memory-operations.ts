import type {
  DeliveryDetails,
  DeliveryFilter,
  DeliveryKey,
  DeliveryOperations,
  DeliverySummary,
  RetryOutcome,
} from '../queue/delivery-operations.ts';
import { type Application, type Delivery, stateOf } from './memory-application.ts';

/** What operators do with the deliveries of a memory store. */
export function createMemoryOperations(applications: ReadonlyMap<string, Application>): DeliveryOperations {
  const found = (filter: DeliveryFilter): DeliverySummary[] =>
    [...applications.values()]
      .flatMap((application) =>
        [...application.deliveries.values()].map((each) => summary(application, each)),
      )
      .filter((each) => fits(each, filter))
      .sort((a, b) => inOrder(b, a));

  function retry({ id, destination }: DeliveryKey, now: number): RetryOutcome {
    const delivery = applications.get(id)?.deliveries.get(destination);
    if (!delivery) return 'unknown';
    if (delivery.state === 'leased' || delivery.state === 'delivered') return delivery.state;
    if (delivery.state === 'attention') {
      Object.assign(delivery, { dueAt: now, owedSince: now, attemptsBefore: delivery.attempts });
    }
    delete delivery.recheckAt;
    Object.assign(delivery, { state: 'queued', dueAt: Math.min(delivery.dueAt, now), last: false });
    return 'due';
  }

  return {
    now: () => Date.now(),

    async list(filter, { limit, after }) {
      const rest = found(filter).filter((each) => !after || inOrder(each, after) < 0);
      return rest.slice(0, limit);
    },

    count: async (filter) => found(filter).length,

    async idOf(reference) {
      return [...applications.values()].find((each) => each.reference === reference)?.submission.id;
    },

    async show(id) {
      const application = applications.get(id);
      if (!application) return undefined;
      const { reference, receivedAt, files, deliveries } = application;
      return {
        id,
        reference,
        receivedAt,
        files: files.map(({ id: file, type, size, receivedAt: at, content }) => {
          return { id: file, type, size, receivedAt: at, kept: content !== undefined };
        }),
        deliveries: Array.from(deliveries.values(), detailsOf),
      };
    },

    retry: async (deliveries, { now }) => deliveries.map((each) => retry(each, now)),

    async close() {},
  };
}

function summary(
  { submission, reference, receivedAt, files }: Application,
  delivery: Delivery,
): DeliverySummary {
  return { id: submission.id, reference, receivedAt, files: files.length, ...stateOf(delivery) };
}

function detailsOf(delivery: Delivery): DeliveryDetails {
  const { state, leaseUntil, checkpoints } = delivery;
  return { ...stateOf(delivery), ...(state === 'leased' && { leaseUntil }), checkpoints };
}

function fits(summary: DeliverySummary, filter: DeliveryFilter): boolean {
  const { receivedFrom = 0, receivedBefore = Number.POSITIVE_INFINITY, ...same } = filter;
  if (summary.receivedAt < receivedFrom || summary.receivedAt >= receivedBefore) return false;
  return Object.entries(same).every(
    ([key, value]) => value === undefined || summary[key as keyof typeof same] === value,
  );
}

type Place = DeliveryKey & { readonly receivedAt: number };

/** Below zero where `a` comes first of what is sorted upwards. */
function inOrder(a: Place, b: Place): number {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt - b.receivedAt;
  const [one, other] = [`${a.id} ${a.destination}`, `${b.id} ${b.destination}`];
  return one < other ? -1 : Number(one > other);
}
