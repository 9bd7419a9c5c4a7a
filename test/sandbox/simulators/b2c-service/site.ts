import {
  type B2cServiceSimulator,
  type B2cServiceSimulatorOptions,
  createB2cServiceSimulator,
} from '../../../../src/sandbox/simulators/b2c-service/create-b2c-service-simulator.ts';

/** Where the simulated site stands in these tests, and its API. */
const SITE = 'http://localhost:8080/sandbox/b2c-service';
export const BASE = `${SITE}/services/rest/connect/v1.4`;

/** The headers of a call that has nothing wrong with it. */
export const GOOD_HEADERS: Readonly<Record<string, string>> = {
  authorization: `Basic ${btoa('sandbox:sandbox')}`,
  'osvc-crest-application-context': 'Test',
};

/** An answer, its body read: parsed if it is JSON, otherwise text. */
interface Answer {
  status: number;
  headers: Headers;
  /** As loosely typed as `JSON.parse` leaves it: a test reads what it expects to find. */
  body: ReturnType<typeof JSON.parse>;
}

/** A simulated site and the calls that tests make of it. */
export interface Site {
  simulator: B2cServiceSimulator;
  /** Sends a call; headers are added to the good ones, and one that is null is left out. */
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string | null>,
  ): Promise<Answer>;
  get(path: string, headers?: Record<string, string | null>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string | null>): Promise<Answer>;
  patch(path: string, body: unknown, headers?: Record<string, string | null>): Promise<Answer>;
  /** A control call, such as `_tenant`; without credentials. */
  control(method: string, call: string, body?: unknown): Promise<Answer>;
  query(roql: string): Promise<Answer>;
  /** The rows of a query with one statement. */
  rows(roql: string): Promise<(string | null)[][]>;
}

/** A fresh site. `path` of a call is below the version, with a slash in front below the site, or absolute. */
export function openSite(options: B2cServiceSimulatorOptions = {}): Site {
  const simulator = createB2cServiceSimulator(options);
  const site: Site = {
    simulator,
    async send(method, path, body, changes = {}) {
      const headers = new Headers(GOOD_HEADERS);
      if (body !== undefined) headers.set('content-type', 'application/json');
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) headers.delete(name);
        else headers.set(name, value);
      }
      const url = path.startsWith('http') ? path : path.startsWith('/') ? SITE + path : `${BASE}/${path}`;
      // Bytes carry no content type of their own, so that a test can leave the header out.
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const init = body === undefined ? {} : { body: new TextEncoder().encode(text) };
      const response = await simulator.fetch(new Request(url, { method, headers, ...init }));
      const raw = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') === true && raw !== '';
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(raw) : raw };
    },
    get: (path, headers) => site.send('GET', path, undefined, headers),
    post: (path, body, headers) => site.send('POST', path, body, headers),
    patch: (path, body, headers) => site.send('PATCH', path, body, headers),
    async control(method, call, body) {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await simulator.fetch(new Request(`${SITE}/${call}`, { method, ...init }));
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? text : JSON.parse(text),
      };
    },
    query: (roql) => site.get(`queryResults/?query=${encodeURIComponent(roql)}`),
    async rows(roql) {
      const { status, body } = await site.query(roql);
      if (status !== 200) throw new Error(body.detail);
      return body.items[0].rows;
    },
  };
  return site;
}

/** The body of a contact that has nothing wrong with it. */
export function buildContact(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: { first: 'Craig', last: 'Daniels' },
    emails: [{ address: 'newuser@domain.com', addressType: { id: 0 } }],
    phones: [{ number: '720-340-1313', phoneType: { id: 1 } }],
    address: {
      street: '110 Main St',
      city: 'Denver',
      postalCode: '80207',
      country: { lookupName: 'US' },
      stateOrProvince: { lookupName: 'CO' },
    },
    customFields: {
      c: {
        has_cdl: true,
        cdl_type: { lookupName: 'Class A' },
        driving_preference: { lookupName: 'Solo Driving' },
      },
    },
    ...changes,
  };
}

/** The body of an incident that has nothing wrong with it, about the contact that every site begins with. */
export function buildIncident(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    primaryContact: { id: 2 },
    subject: 'Application - Contractor Driver',
    customFields: {
      c: {
        application_type: { lookupName: 'Contractor Driver' },
        truck_type: { lookupName: 'Straight Truck' },
        application_source: { lookupName: 'CDL Job Now' },
        submission_id: '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11',
      },
    },
    ...changes,
  };
}
