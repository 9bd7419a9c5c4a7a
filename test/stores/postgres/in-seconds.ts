import type { DeliveryState, LeasedDelivery } from '../../../src/queue/delivery.ts';
import type { DeliveryStore, StoredApplication } from '../../../src/queue/delivery-store.ts';

const second = 1_000;

/**
 * A store whose milliseconds are another one's seconds: the queue of PostgreSQL tells what is due by the second, while
 * the contract of stores counts in single milliseconds.
 */
export function inSeconds(store: DeliveryStore): DeliveryStore {
  return {
    ...store,
    add: async (submission, options) => {
      const added = await store.add(submission, { ...options, receivedAt: options.receivedAt * second });
      return { ...added, application: view(added.application) };
    },
    spend: (token, options) =>
      store.spend(token, {
        ...options,
        expiresAt: options.expiresAt * second,
        now: options.now * second,
      }),
    addFiles: (id, files, options) => store.addFiles(id, files, { ...options, now: options.now * second }),
    deleteFileContents: ({ receivedBefore }) =>
      store.deleteFileContents({ receivedBefore: receivedBefore * second }),
    find: async (id) => {
      const application = await store.find(id);
      return application && view(application);
    },
    lease: async ({ now, until, lapsedDueAt, ...options }) => {
      const leased = await store.lease({
        ...options,
        now: now * second,
        until: until * second,
        ...(lapsedDueAt !== undefined && { lapsedDueAt: lapsedDueAt * second }),
      });
      return leased.map(
        (each): LeasedDelivery => ({
          ...each,
          receivedAt: each.receivedAt / second,
          owedSince: each.owedSince / second,
        }),
      );
    },
    renew: (delivery, until) => store.renew(delivery, until * second),
    postpone: (delivery, { dueAt, ...next }) => store.postpone(delivery, { ...next, dueAt: dueAt * second }),
    bury: (delivery, { error, recheckAt, unsettledUntil }) =>
      store.bury(delivery, {
        error,
        recheckAt: recheckAt === undefined ? undefined : recheckAt * second,
        unsettledUntil: unsettledUntil === undefined ? undefined : unsettledUntil * second,
      }),
    nextDueAt: async (destination) => {
      const at = await store.nextDueAt(destination);
      return at === undefined ? undefined : at / second;
    },
    oldestOwedSince: async (destination) => {
      const at = await store.oldestOwedSince(destination);
      return at === undefined ? undefined : at / second;
    },
    resume: ({ now, leasedDueAt, ...whose }) =>
      store.resume({ now: now * second, leasedDueAt: leasedDueAt * second, ...whose }),
  };
}

function view(application: StoredApplication): StoredApplication {
  return {
    ...application,
    receivedAt: application.receivedAt / second,
    deliveries: application.deliveries.map(
      (each): DeliveryState => ({
        ...each,
        dueAt: each.dueAt / second,
        ...(each.recheckAt !== undefined && { recheckAt: each.recheckAt / second }),
      }),
    ),
  };
}
