import {
  type B2cServiceConnectorOptions,
  createB2cServiceConnector,
} from '../../src/connectors/b2c-service/index.ts';
import type { Connector, DeliveryContext } from '../../src/connectors/connector.ts';
import type { Submission } from '../../src/model/index.ts';
import {
  type B2cServiceSimulatorOptions,
  createB2cServiceSimulator,
} from '../../src/sandbox/simulators/b2c-service/create-b2c-service-simulator.ts';
import { ConnectionReset } from '../../src/sandbox/simulators/connection-reset.ts';
import { buildSubmission } from './submissions.ts';

const prefix = '/sandbox/b2c-service';
const api = `${prefix}/services/rest/connect/v1.4/`;

/** A call in few words: `POST contacts`, or the statement of a query. */
export interface Call {
  readonly what: string;
  readonly body: ReturnType<typeof JSON.parse>;
  readonly context: string;
}

export interface CrmOptions {
  readonly site?: B2cServiceSimulatorOptions;
  readonly connector?: Partial<B2cServiceConnectorOptions>;
  /** Runs before the nth call, counted from 1, reaches the site. */
  readonly before?: (call: number) => void | Promise<void>;
}

/** The simulated site and a connector to it, without a socket in between. */
export function openCrm({ site, connector: options, before }: CrmOptions = {}) {
  const simulator = createB2cServiceSimulator(site);
  let calls = 0;

  const network: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    calls += 1;
    await before?.(calls);
    try {
      return await simulator.fetch(request);
    } catch (cause) {
      if (cause instanceof ConnectionReset) throw new TypeError('fetch failed', { cause });
      throw cause;
    }
  };
  const connector: Connector = createB2cServiceConnector({
    siteUrl: `http://site.invalid${prefix}`,
    credentials: { scheme: 'basic', username: 'sandbox', password: 'sandbox' },
    fetch: network,
    ...options,
  });
  const records = () => simulator.records() as ReturnType<typeof JSON.parse>;

  return {
    simulator,
    connector,
    /** Delivers as one attempt. */
    deliver(submission: Submission, attempt = 1, context: Partial<DeliveryContext> = {}) {
      return connector.deliver(submission, {
        attempt,
        signal: new AbortController().signal,
        reference: '7Q4M-X2HV',
        receivedAt: Date.parse('2026-11-21T17:00:00Z'),
        files: [],
        checkpoints: {},
        record: async () => {},
        ...context,
      });
    },
    contacts: (): ReturnType<typeof JSON.parse>[] => records().contacts.slice(1),
    incidents: (): ReturnType<typeof JSON.parse>[] => records().incidents,
    calls(): Call[] {
      return simulator.requests().map((request) => ({
        what:
          request.query.query === undefined
            ? `${request.method} ${`${prefix}${request.path}`.replace(api, '')}`
            : String(request.query.query),
        body: request.body,
        context: String(request.headers['osvc-crest-application-context']),
      }));
    },
    /** Makes a contact as somebody else would, without the connector. */
    async addContact(address: string): Promise<void> {
      const response = await simulator.fetch(
        new Request(`http://site.invalid${api}contacts`, {
          method: 'POST',
          headers: {
            authorization: `Basic ${btoa('sandbox:sandbox')}`,
            'osvc-crest-application-context': 'Somebody else',
            'content-type': 'application/json',
          },
          body: JSON.stringify({ emails: [{ address, addressType: { id: 0 } }] }),
        }),
      );
      if (response.status !== 201) throw new Error(await response.text());
    },
  };
}

/** A submission as the store hands it on. */
export function submissionOf(answers: Record<string, unknown> = {}, envelope = {}): Submission {
  return buildSubmission(answers, envelope) as unknown as Submission;
}
