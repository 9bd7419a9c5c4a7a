import { createB2cServiceConnector } from '../connectors/b2c-service/index.ts';
import type { FormDefinition } from '../model/definition.ts';
import { driverShort } from '../model/forms/driver-short.ts';
import { attemptTimeMs } from '../queue/attempt-time.ts';
import type { BackoffOptions } from '../queue/backoff.ts';
import { createDeliveryWorker } from '../queue/delivery-worker.ts';
import type { Log } from '../queue/log.ts';
import { createApplicationServer } from '../server/create-application-server.ts';
import { defaultFileLimits } from '../server/inspect-files.ts';
import { createMemoryStore } from '../stores/memory-store.ts';
import { createB2cServiceSimulator } from './simulators/b2c-service/create-b2c-service-simulator.ts';
import { ConnectionReset } from './simulators/connection-reset.ts';

export interface SandboxOptions {
  /** Forms that can be sent. Default: the built-in ones. */
  readonly definitions?: readonly FormDefinition[];
  /** How long one call to the simulator may take, in milliseconds. Default: 3,000. */
  readonly timeoutMs?: number;
  /** How long to wait before looking whether a call without an answer got through. Default: 1,000. */
  readonly settleMs?: number;
  /** How long to wait between attempts. Default: as in production. */
  readonly backoff?: BackoffOptions;
  /** How long deliveries rest when every one would fail alike, in milliseconds. Default: 15,000. */
  readonly pauseMs?: number;
  readonly log?: Log;
}

/**
 * The whole way of an application without a socket or a disk: the proxy on a store in memory, the worker, the
 * connector, and the simulator it delivers to. It runs in a web page as well as in a test, and everything in it but
 * the store and the simulator is what runs in production.
 */
export function createSandbox(options: SandboxOptions = {}) {
  const { definitions = [driverShort], timeoutMs = 3_000, settleMs = 1_000, log } = options;
  const store = createMemoryStore();
  const simulator = createB2cServiceSimulator();
  const connector = createB2cServiceConnector({
    // Nothing listens there: the requests are handed over as they are.
    siteUrl: 'http://sandbox.invalid/sandbox/b2c-service',
    credentials: { scheme: 'basic', username: 'sandbox', password: 'sandbox' },
    timeoutMs,
    recheckMs: 2_000,
    definitions,
    fetch: asNetwork(simulator.fetch),
  });
  const worker = createDeliveryWorker({
    store,
    connector,
    settleMs,
    attemptMs: attemptTimeMs({ timeoutMs, maxFiles: defaultFileLimits.maxFiles }),
    ...(options.backoff && { backoff: options.backoff }),
    ...(options.pauseMs !== undefined && { pauseMs: options.pauseMs }),
    ...(log && { log }),
  });
  const server = createApplicationServer({
    store,
    definitions,
    destinations: ['b2c-service'],
    rateLimit: null,
    onAccepted: worker.wake,
    ...(log && { log }),
  });
  // As when a proxy starts: first the site is looked at. What is seen of the simulator begins with an application.
  const { signal } = new AbortController();
  const checked = connector.check({ definitions, signal }).then(simulator.reset);
  let running = true;
  void checked.finally(() => running && worker.start());

  return {
    /** Answers the intake API and, under `/sandbox/b2c-service/`, the simulator; may throw `ConnectionReset` there. */
    async fetch(request: Request): Promise<Response> {
      await checked;
      const { pathname } = new URL(request.url);
      // One back end is all that there is here.
      if (pathname === '/sandbox/_destinations') {
        return Response.json({ offered: [], destinations: ['b2c-service'] });
      }
      return pathname.startsWith('/sandbox/b2c-service/') ? simulator.fetch(request) : server.fetch(request);
    },
    simulator,
    worker,
    /** Ends deliveries. What is under way has `graceMs` to finish; default: 10,000. */
    async stop(options?: { readonly graceMs?: number }): Promise<void> {
      running = false;
      await checked;
      await worker.stop(options);
    },
  };
}

export type Sandbox = ReturnType<typeof createSandbox>;

/** A server's function as a client sees it: a connection that breaks off is a fetch that fails. */
function asNetwork(serve: (request: Request) => Promise<Response>): typeof globalThis.fetch {
  return async (input, init) => {
    try {
      return await serve(new Request(input, init));
    } catch (cause) {
      if (cause instanceof ConnectionReset) throw new TypeError('fetch failed', { cause });
      throw cause;
    }
  };
}
