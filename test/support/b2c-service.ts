import {
  type B2cServiceConnectorOptions,
  createB2cServiceConnector,
} from '../../src/connectors/b2c-service/index.ts';
import type { AttemptSignal, Connector, DeliveryContext } from '../../src/connectors/connector.ts';
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
  readonly headers: Readonly<Record<string, string>>;
}

/** Whether a call asks the site what it has, rather than to find or do something. */
const isReading = ({ context }: Call) => /read-(menu|metadata)$/.test(context);

export interface CrmOptions {
  readonly site?: B2cServiceSimulatorOptions;
  readonly connector?: Partial<B2cServiceConnectorOptions>;
  /** Runs before a call reaches the site; `call` is the end of its application context. */
  readonly before?: (call: string) => void | Promise<void>;
}

/** The simulated site and a connector to it, without a socket in between. */
export function openCrm({ site, connector: options, before }: CrmOptions = {}) {
  const simulator = createB2cServiceSimulator(site);
  const network: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    await before?.(operationOf(request));
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
    // No test waits for its turn unless it is about turns.
    requestsPerSecond: 1_000_000,
    ...options,
  });
  const records = () => simulator.records() as ReturnType<typeof JSON.parse>;
  const everyCall = (): Call[] =>
    simulator.requests().map((request) => ({
      what:
        request.query.query === undefined
          ? `${request.method} ${`${prefix}${request.path}`.replace(api, '')}`
          : String(request.query.query),
      body: request.body,
      context: String(request.headers['osvc-crest-application-context']),
      headers: request.headers,
    }));

  return {
    simulator,
    connector,
    /** Delivers as one attempt. */
    deliver(submission: Submission, attempt = 1, context: Partial<DeliveryContext> = {}) {
      return connector.deliver(submission, contextOf({ attempt, ...context }));
    },
    contacts: (): ReturnType<typeof JSON.parse>[] => records().contacts.slice(1),
    incidents: (): ReturnType<typeof JSON.parse>[] => records().incidents,
    /** The calls but for readings. */
    calls: (): Call[] => everyCall().filter((call) => !isReading(call)),
    /** The calls that read menus and the site's description of itself. */
    readings: (): string[] => everyCall().flatMap((call) => (isReading(call) ? [call.what] : [])),
    everyCall,
    /** Makes a contact as somebody else would, without the connector. */
    async addContact(address: string, more: object = {}): Promise<void> {
      const response = await simulator.fetch(
        new Request(`http://site.invalid${api}contacts`, {
          method: 'POST',
          headers: {
            authorization: `Basic ${btoa('sandbox:sandbox')}`,
            'osvc-crest-application-context': 'Somebody else',
            'content-type': 'application/json',
          },
          body: JSON.stringify({ emails: [{ address, addressType: { id: 0 } }], ...more }),
        }),
      );
      if (response.status !== 201) throw new Error(await response.text());
    },
  };
}

/** What a request of the connector is for, in its own words. */
function operationOf({ headers }: Request): string {
  return headers.get('osvc-crest-application-context')?.replace('applicant-intake ', '') ?? 'token';
}

/** The signal of an attempt that keeps its lease. */
export function heldSignal(signal = new AbortController().signal): AttemptSignal {
  return Object.assign(signal, { stillHeld: async () => {} });
}

/** The context of a first attempt, of an application without files. */
export function contextOf(context: Partial<DeliveryContext> = {}): DeliveryContext {
  return {
    attempt: 1,
    signal: heldSignal(),
    reference: '7Q4M-X2HV',
    receivedAt: Date.parse('2026-11-21T17:00:00Z'),
    files: [],
    checkpoints: {},
    record: async () => {},
    ...context,
  };
}

/** A submission as the store hands it on. */
export function submissionOf(answers: Record<string, unknown> = {}, envelope = {}): Submission {
  return buildSubmission(answers, envelope) as unknown as Submission;
}
