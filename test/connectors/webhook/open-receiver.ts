import {
  createWebhookConnector,
  type WebhookConnectorOptions,
} from '../../../src/connectors/webhook/index.ts';
import { ConnectionReset } from '../../../src/sandbox/simulators/connection-reset.ts';
import {
  createWebhookSimulator,
  type WebhookSimulatorOptions,
} from '../../../src/sandbox/simulators/webhook/create-webhook-simulator.ts';

/** The secret that the simulated receiver has. */
export const sandboxSecret = 'whsec_c2FuZGJveC1zYW5kYm94LXNhbmRib3gt';

/** Another one of the right shape. */
export const otherSecret = 'whsec_YW5vdGhlci1zZWNyZXQtb2Ytb3RoZXJz';

/** A message as it went out. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ReceiverOptions {
  readonly receiver?: WebhookSimulatorOptions;
  readonly connector?: Partial<WebhookConnectorOptions>;
  /** In place of the receiver's own answer, where it gives one. */
  readonly answer?: (sent: Sent) => Response | undefined;
}

/** The simulated receiver and a connector to it, without a socket in between. */
export function openReceiver({ receiver, connector: options, answer }: ReceiverOptions = {}) {
  const simulator = createWebhookSimulator(receiver);
  const sent: Sent[] = [];
  const network: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const headers = Object.fromEntries(request.headers);
    const each = { method: request.method, url: request.url, headers, body: await request.clone().text() };
    sent.push(each);
    const own = answer?.(each);
    if (own) return own;
    try {
      return await simulator.fetch(request);
    } catch (cause) {
      if (cause instanceof ConnectionReset) throw new TypeError('fetch failed', { cause });
      throw cause;
    }
  };
  const connector = createWebhookConnector({
    url: 'https://site.invalid/sandbox/webhook/hook',
    secret: sandboxSecret,
    requestsPerSecond: 1_000_000,
    fetch: network,
    ...options,
  });
  return {
    simulator,
    connector,
    sent,
    /** The bodies that went out. */
    bodies: () => sent.map(({ body }) => JSON.parse(body) as ReturnType<typeof JSON.parse>),
    /** What the receiver has kept. */
    messages: () => simulator.records().messages as ReturnType<typeof JSON.parse>[],
  };
}

/** A file that an applicant sent along. */
export const fileOf = (id: string, name = `${id}.pdf`) => ({
  id,
  name,
  type: 'application/pdf',
  size: 9,
  read: async () => new TextEncoder().encode('%PDF-1.7\n'),
});
