import { expect } from 'vitest';
import {
  createOneserveSimulator,
  type OneserveSimulator,
  type OneserveSimulatorOptions,
} from '../../../../src/sandbox/simulators/oneserve/create-oneserve-simulator.ts';
import { CONTACT_EXAMPLE } from '../../../fixtures/oneserve-examples.ts';

/** Where the simulated tenant stands in these tests. */
export const SITE = 'http://localhost:8080/sandbox/oneserve';

/** An answer, its body read: parsed if it is JSON, otherwise text. */
interface Answer {
  status: number;
  headers: Headers;
  /** As loosely typed as `JSON.parse` leaves it: a test reads what it expects to find. */
  body: ReturnType<typeof JSON.parse>;
}

/** What differs from a call that has nothing wrong with it. */
interface CallChanges {
  method?: string;
  path?: string;
  /** Added to the good ones; one that is null is left out. */
  headers?: Record<string, string | null>;
  signal?: AbortSignal;
}

/** A simulated tenant and the calls that tests make of it. */
export interface Tenant {
  simulator: OneserveSimulator;
  /** Sends a body, as it is if it is text. */
  send(body: unknown, changes?: CallChanges): Promise<Answer>;
  /** Saves the example with these members changed; one that is undefined is left out. */
  save(members?: Record<string, unknown>): Promise<Answer>;
  /** A control call, such as `_tenant`; without credentials. */
  control(method: string, call: string, body?: unknown): Promise<Answer>;
  /** What is stored, as the control call `_records` shows it. */
  records(): Promise<Answer['body']>;
}

/** A fresh tenant. */
export function openTenant(options: OneserveSimulatorOptions = {}): Tenant {
  const simulator = createOneserveSimulator(options);
  const tenant: Tenant = {
    simulator,
    send: async (body, changes) => read(await simulator.fetch(contactRequest(body, changes))),
    save: (members = {}) => tenant.send({ ...CONTACT_EXAMPLE, ...members }),
    async control(method, call, body) {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      return read(await simulator.fetch(new Request(`${SITE}/${call}`, { method, ...init })));
    },
    records: async () => (await tenant.control('GET', '_records')).body,
  };
  return tenant;
}

/** A call that saves a contact, with nothing wrong with it but what is changed. */
export function contactRequest(body: unknown, changes: CallChanges = {}): Request {
  const { method = 'POST', path = '/rest/contact/contact', signal } = changes;
  const headers = new Headers({ os_rest_auth_token: 'sandbox', 'content-type': 'application/json' });
  for (const [name, value] of Object.entries(changes.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Request(path.startsWith('http') ? path : SITE + path, {
    method,
    headers,
    // Bytes carry no content type of their own, so that a test can leave the header out.
    ...(hasBody ? { body: new TextEncoder().encode(text) } : {}),
    ...(signal === undefined ? {} : { signal }),
  });
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** The documented answers to a value that the tenant does not take, as far as their wording is known. */
export const ROLLED_BACK = {
  result: 'fail',
  result_msg: expect.stringMatching(/rolled back.*rollback-only/),
};
export const BAD_STATEMENT = {
  result: 'fail',
  result_msg: expect.stringMatching(/^could not execute statement; /),
};
