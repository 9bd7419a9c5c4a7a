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
import { temporaryFolder } from './temporary-folder.ts';

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

  return {
    store,
    log,
    fetch: server.fetch,
    send,
    /** Posts an application; text and bytes go as they are, a header that is null is left out. */
    post(body: unknown, changes: HeaderChanges = {}, info?: RequestInfo): Promise<Answered> {
      const headers = new Headers({ 'content-type': 'application/json' });
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) headers.delete(name);
        else headers.set(name, value);
      }
      const given =
        body instanceof Uint8Array
          ? body
          : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
      return send('/v1/applications', { method: 'POST', headers, body: given as BodyInit }, info);
    },
  };
}

/** A store whose disk has gone: every call fails. */
export async function brokenStore(): Promise<DeliveryStore> {
  const store = createSqliteStore({ directory: temporaryFolder() });
  await store.close();
  return store;
}
