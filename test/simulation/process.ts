import { createB2cServiceConnector } from '../../src/connectors/b2c-service/index.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';
import { attemptTimeMs } from '../../src/queue/attempt-time.ts';
import { createDeliveryWorker } from '../../src/queue/delivery-worker.ts';
import type { Log } from '../../src/queue/log.ts';
import {
  type ApplicationServer,
  createApplicationServer,
} from '../../src/server/create-application-server.ts';
import type { Build } from './broken-builds.ts';
import type { Disk } from './disk.ts';
import { createStorePort, type StoreFate } from './store-port.ts';
import type { Actor, VirtualWorld } from './virtual-world.ts';

export interface ProcessOptions {
  readonly world: VirtualWorld;
  readonly name: string;
  readonly disk: Disk;
  readonly build: Build;
  /** The custom field that carries the submission's id; null: none. */
  readonly submissionIdField: string | null;
  readonly siteUrl: string;
  /** The way to the site from one life of this process. */
  readonly fetchFor: (actor: Actor) => typeof globalThis.fetch;
  readonly storeFate: () => StoreFate;
  /** How long after its end it is started again, in milliseconds. */
  readonly restartMs: () => number;
  /** Whether another process has the store open. */
  readonly othersLive: () => boolean;
}

const timeoutMs = 30_000;

/** How long the proxy waits before it looks whether a call got through, in milliseconds; as in production. */
const usualSettleMs = 30_000;

/**
 * A machine that runs the proxy, as `serve.ts` puts it together but for the socket, and starts it again when it dies.
 * Each life is an actor of its own.
 */
export function createProxyProcess(options: ProcessOptions) {
  const { world, name, disk, build } = options;
  const settleMs = build.settleMs ?? usualSettleMs;
  let lives = 0;
  let clockAheadMs = 0;
  let actor = world.actor(name);
  let server: ApplicationServer | undefined;
  let awake = false;

  function start(afterMs: number): void {
    lives += 1;
    const born = { ...world.actor(`${name}.${lives}`), clockAheadMs };
    actor = born;
    world.after(afterMs, born, 'arrival', 'starts', () => {
      // A process that cannot use its store ends, and is started again.
      boot(born).catch(() => world.after(0, born, 'arrival', 'gives up', crash));
    });
  }

  async function boot(born: Actor): Promise<void> {
    awake = true;
    const port = createStorePort(disk.open(), {
      world,
      actor: born,
      server: disk.server,
      fate: options.storeFate,
    });
    const store = build.store?.(port, disk) ?? port;
    const { siteUrl, submissionIdField } = options;
    const connector = createB2cServiceConnector({
      siteUrl,
      credentials: { scheme: 'basic', username: 'sandbox', password: 'sandbox' },
      timeoutMs,
      submissionIdField,
      fetch: options.fetchFor(born),
    });
    let wake = () => {};
    const log = logOf(born);
    server = createApplicationServer({
      store,
      definitions: [driverShort],
      destinations: [connector.destination],
      rateLimit: null,
      onAccepted: () => wake(),
      now: store.now,
      log,
    });
    const worker = createDeliveryWorker({
      store,
      connector: build.connector?.(connector) ?? connector,
      settleMs,
      attemptMs: attemptTimeMs({ timeoutMs, maxFiles: 10 }),
      log,
    });
    if (!options.othersLive()) await store.resume({ now: store.now(), leasedDueAt: store.now() + settleMs });
    worker.start();
    wake = worker.wake;
  }

  function logOf(born: Actor): Log {
    const write = (fields: object, message: string) =>
      world.note(born, `${message} ${JSON.stringify(fields)}`);
    return { info: write, warn: write, error: write };
  }

  function end(): void {
    server = undefined;
    if (awake) disk.crashed(actor);
    else world.kill(actor);
    awake = false;
  }

  function crash(): void {
    end();
    start(options.restartMs());
  }

  start(0);
  return {
    name,
    /** Its present life. */
    get actor(): Actor {
      return actor;
    },
    /** Whether it has the store open. */
    get awake(): boolean {
      return awake;
    },
    /** Answers applicants. Throws where nobody listens yet. */
    async serve(request: Request): Promise<Response> {
      if (!server) throw new Error('nobody listens');
      return server.fetch(request);
    },
    /** Ends it as SIGKILL does; it is started again later. */
    crash,
    /** Ends it, and leaves it so. */
    end,
    /** Starts it now. */
    start: () => start(0),
    /** Sets its clock ahead, or back. */
    setClock(aheadMs: number): void {
      clockAheadMs = aheadMs;
      actor.clockAheadMs = aheadMs;
      world.note(actor, `clock is ${aheadMs} ms ahead`);
    },
  };
}

export type ProxyProcess = ReturnType<typeof createProxyProcess>;
