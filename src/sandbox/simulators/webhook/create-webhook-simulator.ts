import { createSimulator, type Simulator, type VendorCall } from '../create-simulator.ts';
import { isJsonObject, jsonResponse, parseJson } from '../json.ts';
import { htmlPage } from '../play-fault.ts';
import { createReceivedMessages } from './received-messages.ts';
import {
  DEFAULT_SETTINGS,
  type ReceiverChanges,
  type ReceiverSettings,
  readReceiverChanges,
  showSettings,
} from './receiver-settings.ts';
import { type Doubt, doubtAbout } from './verify-signature.ts';

/** Settings of the simulated receiver; every one has a default. */
export type WebhookSimulatorOptions = ReceiverChanges & {
  /** Default `/sandbox/webhook`. */
  prefix?: string;
  /** The clock; default `Date.now`. */
  now?: () => number;
  /** How long a call that is never answered is held before its connection is cut; default 10 minutes. */
  holdMs?: number;
  /** How many calls the log keeps; default 10,000. */
  maxLoggedRequests?: number;
};

/** The simulator, with what only this system has. */
export interface WebhookSimulator extends Simulator {
  /** Sets the receiver up differently until the next reset: all of the changes, or a RangeError. */
  changeReceiver: (changes: ReceiverChanges) => void;
}

/** Where messages are received, below the prefix. */
const HOOK = '/hook';

/**
 * A receiver of webhooks as the Standard Webhooks specification describes one: it takes what is signed and of these
 * minutes, each id once, and answers 204. `GET /health` says that it is up.
 */
export function createWebhookSimulator(options: WebhookSimulatorOptions = {}): WebhookSimulator {
  const { prefix = '/sandbox/webhook', now = Date.now, holdMs, maxLoggedRequests, ...setup } = options;
  const initial: ReceiverSettings = { ...DEFAULT_SETTINGS, ...readReceiverChanges(setup) };
  let settings = initial;
  const received = createReceivedMessages(now);

  async function answer(call: VendorCall): Promise<Response> {
    const { method, path, headers, body } = call;
    if (settings.blocked) return refusal(403, 'blocked');
    if (path === '/health' && method === 'GET') return jsonResponse({ status: 'up' });
    if (path !== HOOK) return refusal(404, 'nothing-here');
    if (settings.login) return htmlPage('Please sign in', 200);
    if (method !== 'POST') {
      // What answers a HEAD has no body.
      return new Response(null, { status: 405, headers: { allow: 'POST' } });
    }
    if (settings.gone) return refusal(410, 'gone');
    if (new TextEncoder().encode(body).length > settings.maxBodyBytes) return refusal(413, 'too-large');
    const doubt = await doubtAbout(call, { ...settings, now: now() });
    if (doubt) return refusal(statusOf[doubt], doubt);
    const message = parseJson(body);
    if (!isJsonObject(message) || typeof message.type !== 'string') return refusal(400, 'not-a-message');
    if (settings.unknownTypes === 'refused' && !/^application\.(files-)?received$/.test(message.type)) {
      return refusal(400, 'unknown-type');
    }
    received.take(headers.get('webhook-id') ?? '', message);
    return new Response(null, { status: 204 });
  }

  function change(changes: ReceiverChanges): void {
    settings = { ...settings, ...changes };
  }

  const simulator = createSimulator(
    {
      operations: ['receive', 'check', 'any'],
      operationOf,
      answer,
      refuse: (_call, status) => refusal(status, 'simulated'),
      records: received.records,
      latencyMs: () => settings.latencyMs,
      tenant: {
        show: () => showSettings(settings),
        change: (input) => change(readReceiverChanges(input)),
      },
      reset() {
        received.reset();
        settings = initial;
      },
    },
    { prefix, now, holdMs, maxLoggedRequests },
  );

  return { ...simulator, changeReceiver: (changes) => change(readReceiverChanges({ ...changes })) };
}

/** The body is not known yet, so a check is told by its id; what reads, such as a HEAD, is one too. */
function operationOf({ method, path, headers }: Omit<VendorCall, 'body' | 'isUtf8'>): string {
  if (path !== HOOK) return path === '/health' ? 'check' : 'other';
  const isCheck = method !== 'POST' || headers.get('webhook-id')?.startsWith('check-') === true;
  return isCheck ? 'check' : 'receive';
}

/** A clock that is wrong makes no message a forgery. */
const statusOf: Readonly<Record<Doubt, 400 | 401>> = {
  'header-missing': 400,
  'bad-timestamp': 400,
  'out-of-tolerance': 400,
  'no-signature-matches': 401,
};

const refusal = (status: number, error: string) => jsonResponse({ error }, status);
