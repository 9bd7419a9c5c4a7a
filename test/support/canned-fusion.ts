import type { DeliveryContext } from '../../src/connectors/connector.ts';
import {
  createFusionServiceConnector,
  type FusionServiceConnectorOptions,
} from '../../src/connectors/fusion-service/index.ts';
import type { Submission } from '../../src/model/index.ts';
import { parseExactJson } from '../../src/shared/exact-json.ts';
import { contextOf, submissionOf } from './b2c-service.ts';

/** A call that the connector made. */
export interface CannedCall {
  readonly step: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test looks at is its own business
  readonly body: any;
}

export type Answer = (call: CannedCall) => Response | Promise<Response>;

const root = '/crmRestApi/resources/11.13.18.05/';

export const json = (body: unknown, status = 200, headers = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

export const items = (...rows: unknown[]) =>
  json({ items: rows, count: rows.length, hasMore: false, limit: 25, offset: 0, links: [] });

/** The body of a refusal, as the vendor's framework makes it: `status` is text. */
export const problem = (status: number, ...details: object[]) =>
  json({ title: 'Bad Request', status: String(status), 'o:errorDetails': details }, status);

/** Ids of 18 digits, which a `number` would not hold. */
export const ids = { contact: '300000012345678901', serviceRequest: '300000012345678903' };

const standard: Readonly<Record<string, Answer>> = {
  'find-contact': () => items(),
  'create-contact': () => json(`{"PartyId":${ids.contact},"PartyNumber":"CDRM_7","ContactName":"x"}`, 201),
  'find-service-request': () => items(),
  'create-service-request': () =>
    json(`{"SrId":${ids.serviceRequest},"SrNumber":"SR0000012345","links":[]}`, 201),
  'list-messages': () => items(),
  'create-message': () => json({ MessageId: 3001 }, 201),
  'find-interaction': () => items(),
  'create-interaction': () => json({ InteractionId: 4001, InteractionNumber: '4001' }, 201),
  'list-references': () => items(),
  'create-reference': () => json({ ReferenceId: 5001 }, 201),
  'list-files': () => items(),
  'attach-file': () => json({ AttachedDocumentId: 6001 }, 201),
  'assign-queue': () => json({ result: 'ok' }),
};

function stepOf(method: string, path: string): string {
  const [resource = '', key, , child] = path.split('/');
  const write = method !== 'GET';
  if (path.startsWith('/')) return 'other-version';
  if (path.endsWith('/describe')) return 'describe';
  if (path.includes('/lov/')) return 'lov';
  if (path.includes('/action/')) return 'assign-queue';
  if (child === 'messages') return write ? 'create-message' : 'list-messages';
  if (child === 'interactionReferences') return write ? 'create-reference' : 'list-references';
  if (child) return write ? 'attach-file' : 'list-files';
  const noun = { contacts: 'contact', serviceRequests: 'service-request', interactions: 'interaction' }[
    resource
  ];
  if (!noun) return resource;
  const verb = method === 'POST' ? 'create' : method === 'PATCH' ? 'update' : key ? 'read' : 'find';
  return `${verb}-${noun}`;
}

/** A pod that answers every call by a table, with a connector to it. */
export function openCanned(
  answers: Readonly<Record<string, Answer>> = {},
  options: Partial<FusionServiceConnectorOptions> = {},
) {
  const calls: CannedCall[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname, searchParams: query } = new URL(request.url);
    const path = pathname.replace(root, '');
    const text = await request.text();
    const step = stepOf(request.method, path);
    const call = {
      step,
      method: request.method,
      path,
      query,
      headers: request.headers,
      text,
      body: bodyIn(text),
    };
    calls.push(call);
    const answer = answers[step] ?? standard[step];
    if (!answer) throw new Error(`nobody has an answer to ${request.method} ${path}`);
    return answer(call);
  };
  const connector = createFusionServiceConnector({
    siteUrl: 'https://site.invalid',
    credentials: { scheme: 'basic', username: 'integration', password: 'Säcret' },
    fetch,
    requestsPerSecond: 1_000_000,
    timeoutMs: 200,
    ...options,
  });
  /** What the last attempts recorded. */
  const checkpoints: Record<string, string> = {};
  return {
    connector,
    calls,
    checkpoints,
    steps: () => calls.map(({ step }) => step),
    callOf: (step: string) => calls.find((call) => call.step === step),
    deliver(submission: Submission = submissionOf(), attempt = 1, context: Partial<DeliveryContext> = {}) {
      return connector.deliver(
        submission,
        contextOf({
          attempt,
          checkpoints: { ...checkpoints },
          record: async (more) => void Object.assign(checkpoints, more),
          ...context,
        }),
      );
    },
  };
}

const bodyIn = (text: string) => (text ? parseExactJson(text) : undefined);

/** The text of a message as it went out. */
export const messageText = (call: CannedCall | undefined) =>
  new TextDecoder().decode(Uint8Array.from(atob(call?.body.MessageContent), (c) => c.charCodeAt(0)));
