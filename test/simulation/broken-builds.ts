import { type Connector, DeliveryError } from '../../src/connectors/connector.ts';
import type { DeliveryStore } from '../../src/queue/delivery-store.ts';
import type { Disk } from './disk.ts';

/** A proxy that differs from the real one in one respect. */
export interface Build {
  readonly store?: (store: DeliveryStore, disk: Disk) => DeliveryStore;
  readonly connector?: (connector: Connector) => Connector;
  readonly settleMs?: number;
}

/** The proxy as it is, and ways to build it wrongly, each of which a simulation must notice. */
export const builds = {
  real: {},

  /** An application is acknowledged two seconds before it is safe on the disk. */
  'early-acknowledgement': {
    store: (store, disk) => ({
      ...store,
      async add(submission, options) {
        const added = await store.add(submission, options);
        if (added.outcome === 'added') disk.loseIfCrashed(submission.id, 2_000);
        return added;
      },
    }),
  },

  /** Every attempt is told that it is the first, and so looks for nothing before it creates. */
  'no-look-up': {
    connector: (connector) => ({
      ...connector,
      deliver: (submission, context) => connector.deliver(submission, { ...context, attempt: 1 }),
    }),
  },

  /** What a call without an answer set going is not waited for. */
  'no-settle-delay': { settleMs: 0 },

  /** Whoever has lost a lease is not told so, and goes on. */
  'lost-lease-kept': {
    store: (store) => ({
      ...store,
      renew: (delivery, until) => store.renew(delivery, until).then(() => true),
      record: (delivery, checkpoints) => store.record(delivery, checkpoints).then(() => true),
    }),
  },

  /** Applications from one address do not take turns. */
  'no-turns': {
    store: (store) => ({
      ...store,
      add: (submission, options) => store.add(submission, { ...options, serialKey: null }),
    }),
  },

  /** A call without an answer is taken to have succeeded. */
  'silence-for-consent': {
    connector: (connector) => ({
      ...connector,
      deliver: (submission, context) =>
        connector.deliver(submission, context).catch((error: unknown) => {
          if (error instanceof DeliveryError && error.uncertain) return { id: '0' };
          throw error;
        }),
    }),
  },
} satisfies Record<string, Build>;

export type BuildName = keyof typeof builds;
