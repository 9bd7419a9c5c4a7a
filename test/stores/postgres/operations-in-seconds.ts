import type { DeliveryFilter, DeliveryOperations } from '../../../src/queue/delivery-operations.ts';

const second = 1_000;

/** Operations whose milliseconds are another one's seconds, as those of the store are beside them. */
export function operationsInSeconds(operations: DeliveryOperations): DeliveryOperations {
  return {
    ...operations,
    async list(filter, { limit, after }) {
      const beyond = after && { ...after, receivedAt: after.receivedAt * second };
      return view(await operations.list(inMs(filter), { limit, ...(beyond && { after: beyond }) }));
    },
    count: (filter) => operations.count(inMs(filter)),
    show: async (id) => view(await operations.show(id)),
    retry: (deliveries, { now, leaseMs, settleMs }) =>
      operations.retry(deliveries, {
        now: now * second,
        leaseMs: leaseMs * second,
        settleMs: settleMs * second,
      }),
    export: async (id) => view(await operations.export(id)),
    erase: (ids, { now }) => operations.erase(ids, { now: now * second }),
  };
}

function inMs({ receivedFrom, receivedBefore, ...filter }: DeliveryFilter): DeliveryFilter {
  return {
    ...filter,
    ...(receivedFrom !== undefined && { receivedFrom: receivedFrom * second }),
    ...(receivedBefore !== undefined && { receivedBefore: receivedBefore * second }),
  };
}

/** What operators are shown; its times have names of their own, wherever they stand. */
function view<T>(value: T): T {
  if (Array.isArray(value)) return value.map(view) as T;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === 'number' && /At$|^leaseUntil$/.test(name) ? member / second : view(member),
    ]),
  ) as T;
}
