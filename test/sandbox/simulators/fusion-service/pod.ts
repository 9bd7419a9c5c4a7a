import {
  type ExactJson,
  isExactJsonObject,
  parseExactJson,
  withLargeNumbersAsText,
  writeExactJson,
} from '../../../../src/sandbox/simulators/exact-json.ts';
import type { ChangedAssumptions } from '../../../../src/sandbox/simulators/fusion-service/assumptions.ts';
import {
  createFusionServiceSimulator,
  type FusionServiceSimulator,
  type FusionServiceSimulatorOptions,
} from '../../../../src/sandbox/simulators/fusion-service/create-fusion-service-simulator.ts';
import { CONTACT_EXAMPLE, SERVICE_REQUEST_EXAMPLE } from '../../../fixtures/fusion-service-examples.ts';

/** Where the simulated pod stands in these tests. */
const SITE = 'http://localhost:8080/sandbox/fusion-service';
/** Its resources. */
export const BASE = `${SITE}/crmRestApi/resources/11.13.18.05`;
/** The business unit that it begins with. */
export const BUSINESS_UNIT = 300_000_187_654_320_937n;
/** An id that no row has. */
export const NOBODY = 399_999_999_999_999_999n;

/** An answer, its body read. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Parsed with ids as text, or text; as loosely typed as `JSON.parse` leaves it: a test reads what it expects to find. */
  body: ReturnType<typeof JSON.parse>;
}

type HeaderChanges = Record<string, string | null>;

/** A simulated pod and the calls that tests make of it. */
export interface Pod {
  simulator: FusionServiceSimulator;
  /** Sends a call; headers are added to the good ones, and one that is null is left out. A path is below the version, or below the site if it begins with a slash. */
  send(method: string, path: string, body?: unknown, headers?: HeaderChanges): Promise<Answer>;
  get(path: string, headers?: HeaderChanges): Promise<Answer>;
  post(path: string, body: unknown, headers?: HeaderChanges): Promise<Answer>;
  patch(path: string, body: unknown, headers?: HeaderChanges): Promise<Answer>;
  /** The rows that `q` finds. */
  find(resource: string, q: string): Promise<Answer['body'][]>;
  control(method: string, call: string, body?: unknown): Promise<Answer>;
  records(): Promise<Answer['body']>;
  assume(assumptions: ChangedAssumptions): void;
  /** Creates the example contact with these attributes changed. */
  createContact(changes?: Record<string, unknown>): Promise<Answer>;
  /** Creates the example service request with these attributes changed. */
  createServiceRequest(changes?: Record<string, unknown>): Promise<Answer>;
}

/** The headers of a call with nothing wrong. */
export const GOOD_HEADERS = {
  authorization: `Basic ${btoa('sandbox:sandbox')}`,
  accept: 'application/json, application/vnd.oracle.adf.error+json',
};

/** A fresh pod. */
export function openPod(options: FusionServiceSimulatorOptions = {}): Pod {
  const simulator = createFusionServiceSimulator(options);
  const pod: Pod = {
    simulator,
    async send(method, path, body, changes = {}) {
      return readAnswer(await simulator.fetch(podRequest(method, path, body, changes)));
    },
    get: (path, headers) => pod.send('GET', path, undefined, headers),
    post: (path, body, headers) => pod.send('POST', path, body, headers),
    patch: (path, body, headers) => pod.send('PATCH', path, body, headers),
    find: async (resource, q) => (await pod.get(`${resource}?q=${encodeURIComponent(q)}`)).body.items,
    async control(method, call, body) {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      return readAnswer(await simulator.fetch(new Request(`${SITE}/${call}`, { method, ...init })));
    },
    records: async () => (await pod.control('GET', '_records')).body,
    assume: (assumptions) => simulator.changeTenant({ assumptions }),
    createContact: (changes = {}) => pod.post('contacts', { ...CONTACT_EXAMPLE, ...changes }),
    createServiceRequest: (changes = {}) =>
      pod.post('serviceRequests', { ...SERVICE_REQUEST_EXAMPLE, BUOrgId: BUSINESS_UNIT, ...changes }),
  };
  return pod;
}

/** A call with nothing wrong but what is changed. A body may hold BigInts, be text, or be bytes. */
export function podRequest(
  method: string,
  path: string,
  body?: unknown,
  changes: HeaderChanges = {},
  init: RequestInit = {},
): Request {
  const headers = new Headers(GOOD_HEADERS);
  if (body !== undefined) headers.set('content-type', 'application/vnd.oracle.adf.resourceitem+json');
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  const url = path.startsWith('/') ? SITE + path : `${BASE}/${path}`;
  // Bytes carry no content type of their own, so that a test can leave the header out.
  const sent = body === undefined ? {} : { body: new Uint8Array(bytesOf(body)) };
  return new Request(url, { method, headers, ...sent, ...init });
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(typeof body === 'string' ? body : writeExactJson(withoutAbsent(body)));
}

function withoutAbsent(body: unknown): ExactJson {
  const value = body as ExactJson;
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (!isExactJsonObject(value)) return value;
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(members.map(([name, each]) => [name, withoutAbsent(each)]));
}

/** An answer with its body read. */
export async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = headers.get('content-type')?.includes('json') === true && text !== '';
  return {
    status,
    headers,
    text,
    body: isJson ? withLargeNumbersAsText(parseExactJson(text) ?? null) : text,
  };
}

/** The attributes at fault in an error. */
export function pathsOf({ body }: Answer): string[] {
  return body['o:errorDetails'].map((each: Record<string, string>) => each['o:errorPath']);
}

/** The address that a row gives of itself, below the version. */
export function selfOf(row: Answer['body']): string {
  const links = row.links ?? row['@context'].links;
  return links.find((each: { rel: string }) => each.rel === 'self').href.slice(BASE.length + 1);
}
