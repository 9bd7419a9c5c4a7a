import { driverShort } from '../../src/model/index.ts';
import type { DeliveryStore } from '../../src/queue/index.ts';
import {
  type ApplicationServerOptions,
  createApplicationServer,
  type RequestInfo,
} from '../../src/server/create-application-server.ts';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { collectLog } from './collect-log.ts';
import { buildSubmission } from './submissions.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { formOf, formType, type Part } from './uploads.ts';

/** An answer, its body read. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** As loosely typed as `JSON.parse` leaves it: a test reads what it expects to find. Undefined when empty. */
  readonly body: ReturnType<typeof JSON.parse>;
}

type HeaderChanges = Readonly<Record<string, string | null>>;

/** The intake API on a store in memory, and the calls that tests make of it. */
export function openServer(options: Partial<ApplicationServerOptions> = {}) {
  const store = options.store ?? createMemoryStore();
  const log = collectLog();
  const server = createApplicationServer({
    store,
    definitions: [driverShort],
    destinations: ['b2c-service'],
    log,
    ...options,
  });

  async function send(path: string, init: RequestInit = {}, info?: RequestInfo): Promise<Answered> {
    const response = await server.fetch(new Request(`http://apply.example.com${path}`, init), info);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  }

  /** Posts an application; text and bytes go as they are, a header that is null is left out. */
  function post(body: unknown, changes: HeaderChanges = {}, info?: RequestInfo): Promise<Answered> {
    const headers = headersOf('application/json', changes);
    const given =
      body instanceof Uint8Array
        ? body
        : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
    return send('/v1/applications', { method: 'POST', headers, body: given as BodyInit }, info);
  }

  /** Uploads a form of these parts, or a body as it is, to the application with this id. */
  function upload(
    id: string,
    body: readonly Part[] | BodyInit,
    changes: HeaderChanges = {},
    info?: RequestInfo,
  ): Promise<Answered> {
    const init = {
      method: 'POST',
      headers: headersOf(formType, changes),
      body: Array.isArray(body) ? formOf(...(body as readonly Part[])) : (body as BodyInit),
      duplex: 'half',
    };
    return send(`/v1/applications/${id}/files`, init, info);
  }

  return {
    store,
    log,
    fetch: server.fetch,
    send,
    post,
    upload,
    /** Posts an application; gives its id. */
    async apply(): Promise<string> {
      const submission = buildSubmission();
      await post(submission);
      return submission.id;
    },
  };
}

function headersOf(type: string, changes: HeaderChanges): Headers {
  const headers = new Headers({ 'content-type': type });
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return headers;
}

/** A store whose disk has gone: every call fails. */
export async function brokenStore(): Promise<DeliveryStore> {
  const store = createSqliteStore({ directory: temporaryFolder() });
  await store.close();
  return store;
}
