import type { DeliveryContext } from '../../src/connectors/connector.ts';
import {
  createFusionServiceConnector,
  type FusionServiceConnectorOptions,
} from '../../src/connectors/fusion-service/index.ts';
import type { Submission } from '../../src/model/index.ts';
import { serialKeyOf } from '../../src/queue/delivery.ts';
import { ConnectionReset } from '../../src/sandbox/simulators/connection-reset.ts';
import { createFusionServiceSimulator } from '../../src/sandbox/simulators/fusion-service/create-fusion-service-simulator.ts';
import { contextOf, submissionOf } from './b2c-service.ts';
import { openWorker } from './worker.ts';

/** What the simulated tenant holds. */
export const tenant = {
  businessUnit: '300000187654320937',
  queue: '300000187654321065',
  contact: 'CDRM_1002',
};

export type PodOptions = Parameters<typeof createFusionServiceSimulator>[0];

/** The simulated pod and a connector to it, without a socket in between. */
export function openPod(site: PodOptions = {}, options: Partial<FusionServiceConnectorOptions> = {}) {
  const simulator = createFusionServiceSimulator(site);
  const connector = createFusionServiceConnector({
    siteUrl: 'https://site.invalid/sandbox/fusion-service',
    credentials: { scheme: 'basic', username: 'sandbox', password: 'sandbox' },
    buOrgId: tenant.businessUnit,
    knownRecord: tenant.contact,
    requestsPerSecond: 1_000_000,
    timeoutMs: 40,
    fetch: async (input, init) => {
      try {
        return await simulator.fetch(new Request(input, init));
      } catch (cause) {
        if (cause instanceof ConnectionReset) throw new TypeError('fetch failed', { cause });
        throw cause;
      }
    },
    ...options,
  });
  return {
    simulator,
    connector,
    records: () => simulator.records() as unknown as Record<string, Record<string, unknown>[]>,
    /** Makes a contact as somebody else would, without the connector. */
    async addContact(body: object): Promise<void> {
      const response = await simulator.fetch(
        new Request('https://site.invalid/sandbox/fusion-service/crmRestApi/resources/11.13.18.05/contacts', {
          method: 'POST',
          headers: { authorization: `Basic ${btoa('sandbox:sandbox')}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      );
      if (response.status !== 201) throw new Error(await response.text());
    },
    deliver: (submission: Submission = submissionOf(), context: Partial<DeliveryContext> = {}) =>
      connector.deliver(submission, contextOf(context)),
  };
}

/** The whole way from a store to the pod: real store, worker and connector. */
export function openPodWay(site: PodOptions = {}, options: Partial<FusionServiceConnectorOptions> = {}) {
  const pod = openPod(site, options);
  const way = openWorker((submission, context) => pod.connector.deliver(submission, context), {
    backoff: { baseMs: 10 },
  });
  return {
    ...pod,
    ...way,
    /** Delivers an application with these files; what waits for a person is looked at by one. */
    async run(names: readonly string[]): Promise<string> {
      const submission = submissionOf();
      const { store, clock } = way;
      const serialKey = serialKeyOf(submission);
      await store.add(submission, { destinations: ['crm'], serialKey, receivedAt: clock.now });
      const files = names.map((name, index) => ({
        name,
        type: 'application/pdf',
        sha256: `${index}`.repeat(64),
        content: new TextEncoder().encode(name),
      }));
      await store.addFiles(submission.id, files, { maxFiles: 10, maxTotalBytes: 1_000_000, now: clock.now });
      for (let tries = 0; tries < 40; tries += 1) {
        await way.tick();
        const state = await way.stateOf(submission.id);
        if (state?.state === 'delivered') break;
        if (state?.state === 'attention') await store.resume({ now: clock.now, leasedDueAt: clock.now });
        clock.now = Math.max(clock.now + 10_000, state?.dueAt ?? 0, way.worker.pausedUntil ?? 0);
      }
      return submission.id;
    },
  };
}
