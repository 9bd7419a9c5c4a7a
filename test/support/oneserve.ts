import type { CheckContext, Connector, DeliveryContext } from '../../src/connectors/connector.ts';
import {
  createOneserveConnector,
  type OneserveConnectorOptions,
} from '../../src/connectors/oneserve/index.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';
import type { Submission } from '../../src/model/index.ts';
import { serialKeyOf } from '../../src/queue/delivery.ts';
import type { DeliveryWorkerOptions } from '../../src/queue/delivery-worker.ts';
import { ConnectionReset } from '../../src/sandbox/simulators/connection-reset.ts';
import { createOneserveSimulator } from '../../src/sandbox/simulators/oneserve/create-oneserve-simulator.ts';
import { contextOf } from './b2c-service.ts';
import { openWorker } from './worker.ts';

type Json = ReturnType<typeof JSON.parse>;

export const oneserveUrl = 'http://site.invalid/sandbox/oneserve';

/** What makes a connector that nothing is wrong with, short of the way to the system. */
export const oneserveOptions: OneserveConnectorOptions = {
  url: oneserveUrl,
  token: 'sandbox',
  clientRef: '29',
  phoneType: 10,
  emailType: 6,
  // No test waits for its turn unless it is about turns.
  requestsPerSecond: 1_000_000,
};

export interface OneserveOptions {
  readonly site?: Parameters<typeof createOneserveSimulator>[0];
  readonly connector?: Partial<OneserveConnectorOptions>;
}

/** The simulated system and a connector to it, without a socket in between. */
export function openOneserve({ site, connector: options }: OneserveOptions = {}) {
  const simulator = createOneserveSimulator(site);
  const network: typeof globalThis.fetch = async (input, init) => {
    try {
      return await simulator.fetch(new Request(input, init));
    } catch (cause) {
      if (cause instanceof ConnectionReset) throw new TypeError('fetch failed', { cause });
      throw cause;
    }
  };
  const connector: Connector = createOneserveConnector({ ...oneserveOptions, fetch: network, ...options });
  const records = () => simulator.records() as Json;
  return {
    simulator,
    connector,
    /** Delivers as one attempt. */
    deliver: (submission: Submission, context: Partial<DeliveryContext> = {}) =>
      connector.deliver(submission, contextOf(context)),
    check: (context: Partial<CheckContext> = {}) =>
      connector.check({ definitions: [driverShort], signal: new AbortController().signal, ...context }),
    contacts: (): Json[] => records().contacts,
    /** Every time that a contact was saved, the same one too. */
    saves: (): Json[] => records().saves,
    /** The bodies that were sent. */
    bodies: (): Json[] => simulator.requests().map(({ body }) => body),
  };
}

/** A connector to a system that gives one answer to everything; `sent` is what it was asked. */
export function answering(
  reply: () => Response | Promise<Response>,
  options: Partial<OneserveConnectorOptions> = {},
) {
  const sent: Request[] = [];
  const connector = createOneserveConnector({
    ...oneserveOptions,
    timeoutMs: 100,
    fetch: async (input, init) => {
      sent.push(new Request(input, init));
      return reply();
    },
    ...options,
  });
  return { connector, sent };
}

/** Checkpoints as the store keeps them, for attempts that follow one another. */
export function keepCheckpoints(before: Readonly<Record<string, string>> = {}) {
  const kept: Record<string, string> = { ...before };
  return {
    kept,
    /** What an attempt is given. */
    context: (): Pick<DeliveryContext, 'checkpoints' | 'record'> => ({
      checkpoints: { ...kept },
      record: async (more) => void Object.assign(kept, more),
    }),
  };
}

/** The whole way from a store to the system: real worker, real connector, simulated system, little patience. */
export function openOneserveWay(options: OneserveOptions = {}, worker: Partial<DeliveryWorkerOptions> = {}) {
  const system = openOneserve({ ...options, connector: { timeoutMs: 40, ...options.connector } });
  const way = openWorker((submission, context) => system.connector.deliver(submission, context), {
    backoff: { baseMs: 10 },
    ...worker,
  });
  return {
    ...way,
    ...system,
    /** Stores an application as the server does. */
    async submit(submission: Submission): Promise<string> {
      const { now } = way.clock;
      const serialKey = serialKeyOf(submission);
      await way.store.add(submission, { destinations: ['crm'], serialKey, receivedAt: now });
      return submission.id;
    },
    /** Skips from one due time to the next until everything is delivered; whoever looks at attention tries again. */
    async run(): Promise<void> {
      for (let tries = 0; tries < 60; tries += 1) {
        const { queued, leased, attention } = await way.store.counts();
        if (queued + leased + attention === 0) return;
        if (attention > 0) await way.store.resume({ now: way.clock.now, leasedDueAt: way.clock.now });
        const dueAt = (await way.store.nextDueAt('crm')) ?? 0;
        way.clock.now = Math.max(way.clock.now, dueAt, way.worker.pausedUntil ?? 0);
        await way.tick();
      }
      throw new Error('no end in sight');
    },
  };
}

export type OneserveWay = ReturnType<typeof openOneserveWay>;
