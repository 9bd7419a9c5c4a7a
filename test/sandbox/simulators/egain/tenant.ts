import type { ChangedAssumptions } from '../../../../src/sandbox/simulators/egain/assumptions.ts';
import {
  createEgainSimulator,
  type EgainSimulator,
  type EgainSimulatorOptions,
} from '../../../../src/sandbox/simulators/egain/create-egain-simulator.ts';

/** Where the simulated tenant stands in these tests. */
const SITE = 'http://localhost:8080/sandbox/egain';
/** Its API. */
export const BASE = `${SITE}/system/ws/v12`;

/** An answer, its body read: parsed if it is JSON, otherwise text. */
export interface Answer {
  status: number;
  headers: Headers;
  /** As loosely typed as `JSON.parse` leaves it: a test reads what it expects to find. */
  body: ReturnType<typeof JSON.parse>;
}

type HeaderChanges = Record<string, string | null>;

/** A simulated tenant, and a session in it. */
export interface OpenTenant {
  simulator: EgainSimulator;
  session: string;
  /** Sends a call in JSON; headers are added to the good ones, and one that is null is left out. A path is below the version. */
  send(method: string, path: string, body?: unknown, headers?: HeaderChanges): Promise<Answer>;
  get(path: string, headers?: HeaderChanges): Promise<Answer>;
  create(body: unknown, headers?: HeaderChanges): Promise<Answer>;
  edit(body: unknown, headers?: HeaderChanges): Promise<Answer>;
  logIn(query?: string, body?: unknown): Promise<Answer>;
  control(method: string, call: string, body?: unknown): Promise<Answer>;
  assume(assumptions: ChangedAssumptions): void;
  customers(): Promise<Answer['body'][]>;
}

/** Headers of a call whose body and answer are XML. */
export const XML = { 'content-type': 'application/xml', accept: 'application/xml' };

/** The path of a search for an address. */
export function byEmail(email: string): string {
  return `interaction/customer?email=${encodeURIComponent(email)}`;
}

/** A fresh tenant in which the well-known user has logged in. */
export async function openTenant(options: EgainSimulatorOptions = {}): Promise<OpenTenant> {
  const simulator = createEgainSimulator(options);
  const tenant: OpenTenant = {
    simulator,
    session: '',
    async send(method, path, body, changes = {}) {
      const headers = new Headers({ accept: 'application/json', 'X-egain-session': tenant.session });
      if (body !== undefined) headers.set('content-type', 'application/json');
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) headers.delete(name);
        else headers.set(name, value);
      }
      const url = path.startsWith('/') ? SITE + path : `${BASE}/${path}`;
      // Bytes carry no content type of their own, so that a test can leave the header out.
      const bytes =
        body instanceof Uint8Array
          ? new Uint8Array(body)
          : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
      const init = body === undefined ? {} : { body: bytes };
      return readAnswer(await simulator.fetch(new Request(url, { method, headers, ...init })));
    },
    get: (path, headers) => tenant.send('GET', path, undefined, headers),
    create: (body, headers) => tenant.send('POST', 'interaction/customer', body, headers),
    edit: (body, headers) => tenant.send('PUT', 'interaction/customer', body, headers),
    logIn: (query = '', body = { userName: 'sandbox', password: 'sandbox' }) =>
      tenant.send('POST', `authentication/user/login${query}`, body, { 'X-egain-session': null }),
    async control(method, call, body) {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      return readAnswer(await simulator.fetch(new Request(`${SITE}/${call}`, { method, ...init })));
    },
    assume: (assumptions) => simulator.changeTenant({ assumptions }),
    customers: async () => (await tenant.control('GET', '_records')).body.customers,
  };
  tenant.session = (await tenant.logIn()).headers.get('X-egain-session') ?? '';
  return tenant;
}

async function readAnswer(response: Response): Promise<Answer> {
  const raw = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true && raw !== '';
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(raw) : raw };
}

/** A contact point with an address. */
export function emailPoint(emailAddress: string) {
  return { type: { value: 'email', email: { emailAddress } } };
}

/** A contact point with a number in its three parts. */
export function phonePoint(changes: Record<string, unknown> = {}) {
  const phone = {
    type: { value: 'mobile' },
    phoneNo: '555-0142',
    countryCode: '1',
    areaCode: '720',
    ...changes,
  };
  return { type: { value: 'phone', phone } };
}

/** A customer with one address, and with what else a test wants of its contact person. */
export function buildCustomer(email: string, person: Record<string, unknown> = {}) {
  return {
    type: { value: 'individual' },
    contactPersons: {
      contactPerson: [
        {
          firstName: 'Craig',
          lastName: 'Daniels',
          contactPoints: { contactPoint: [emailPoint(email), phonePoint()] },
          ...person,
        },
      ],
    },
  };
}

/** A custom attribute with one value. */
export function customAttribute(attribName: string, value: string) {
  return { attribName, attribValues: { attribValue: [{ value }] } };
}
