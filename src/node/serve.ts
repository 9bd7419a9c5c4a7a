import { builtInForms } from '../model/forms/built-in.ts';
import { type DeliveryStore, StoreUnavailable } from '../queue/delivery-store.ts';
import type { Log } from '../queue/log.ts';
import { startRetention } from '../queue/retention.ts';
import { createApplicationServer } from '../server/create-application-server.ts';
import { createLog } from './create-log.ts';
import { databaseKeys } from './database-keys.ts';
import { type Delivering, deliverTo, stateOf } from './deliver.ts';
import { markDeliveries } from './delivery-mark.ts';
import { errorCodes, errorPlaces } from './error-codes.ts';
import { createHostedHandler } from './hosted.ts';
import { hostedKey, sharedHostedKey } from './hosted-key.ts';
import { type Listening, listen } from './listen.ts';
import { createMetricsHandler } from './metrics-handler.ts';
import { noBackEnd } from './no-back-end.ts';
import { observe } from './observe.ts';
import { openStore, storeError } from './open-store.ts';
import { createPageHandler } from './pages.ts';
import { createRefusalLog } from './refusal-log.ts';
import { createRoutes } from './routes.ts';
import { type Settings, SettingsError } from './settings.ts';

export interface ServeOptions {
  /** Serves the simulators under `/sandbox/`, and delivers to them where no site is configured. Default: false. */
  readonly sandbox?: boolean;
  /** Serves the demo page at `/`. Default: false. */
  readonly demo?: boolean;
  /** Where events go. Default: lines of JSON on standard output, from `logLevel` up. */
  readonly log?: Log;
  /** Told of the file when the data folder has been given a key of its own. Default: nobody. */
  readonly onKeyMade?: (file: string) => void;
}

export interface Serving {
  readonly port: number;
  /** The kinds of destinations whose simulators get the applications; none where back ends are configured. */
  readonly simulated: readonly string[];
  /**
   * Takes nothing new, finishes what is under way within ten seconds or puts it back, closes the store. Resolves to what
   * it could not wait for.
   */
  stop(): Promise<CutOff>;
}

/** What did not end in time when a proxy stopped: how many of each. */
export interface CutOff {
  /** Requests that got no answer; their senders try again. */
  readonly requests: number;
  /** Deliveries that neither ended nor went back to the queue; the next start takes them up. */
  readonly deliveries: number;
}

const dayMs = 86_400_000;

/** One address may have as many connections and requests under way as it likes. */
const noneByAddress = { maxPerAddress: Number.POSITIVE_INFINITY, maxUnderWay: Number.POSITIVE_INFINITY };

/** Runs the proxy on a socket. Throws {@link SettingsError} for what the operator has to put right. */
export async function serve(settings: Settings, options: ServeOptions = {}): Promise<Serving> {
  const { sandbox = false, demo = false, log = createLog(settings.logLevel) } = options;
  if (settings.destinations.length === 0 && !sandbox)
    throw new SettingsError(`${noBackEnd}, or start with --sandbox to try without one`);
  const routes = createRoutes(settings, { sandbox });
  const pages = createPageHandler({ demo });
  const store = await openStore(settings, {
    log,
    onKeyMade(file) {
      log.warn({ file }, 'a key has been made that seals what people type; keep a copy apart from the data');
      options.onKeyMade?.(file);
    },
  });
  const simulators = sandbox ? await loadSimulators() : undefined;

  // The connector to the simulator needs the port, which may be the system's choice, so the socket comes first.
  let wake = () => {};
  let details = async (): Promise<Record<string, unknown>> => ({});
  let delivering: readonly Delivering[] = [];
  let notReady: 'starting' | 'stopping' | undefined = 'starting';
  const observed = observe({
    store,
    definitions: builtInForms,
    destinations: routes.names,
    workerOf: (name) => delivering.find((each) => each.name === name)?.worker,
    log,
  });
  const metrics = createMetricsHandler({
    ...observed,
    token: settings.metrics?.token,
    onRefusal: (kind) => observed.server.refused(kind),
  });
  const server = createApplicationServer({
    store,
    definitions: builtInForms,
    destinations: routes.of,
    origins: settings.allowedOrigins,
    files: settings.files && { ...settings.files, deadlineMs: settings.files.hours * 3_600_000 },
    rateLimit: settings.rateLimit > 0 ? { burst: settings.rateLimit, perMinute: settings.rateLimit } : null,
    minSeconds: settings.minSeconds,
    ...(settings.altcha && { altcha: settings.altcha }),
    now: store.now,
    onAccepted: () => wake(),
    details: () => details(),
    notReady: () => notReady,
    log,
    observer: observed.server,
  });

  const hosted =
    settings.hosted &&
    createHostedHandler({
      settings: { ...settings.hosted, challenges: settings.altcha !== undefined },
      definitions: builtInForms,
      frameOrigins: settings.allowedOrigins,
      intake: server.fetch,
      key: () => pageKey(settings),
      rateLimit: settings.rateLimit,
      log,
    });

  const logRefusal = createRefusalLog(log);
  let listening: Listening;
  try {
    listening = await listen(
      async (request, info) =>
        (await pages(request)) ??
        (await metrics(request)) ??
        (await hosted?.(request, info)) ??
        (await routes.fetch(request)) ??
        (await simulators?.fetch(request)) ??
        server.fetch(request, info),
      {
        ...settings,
        // Who lets an address send as fast as it likes means all of it.
        ...(settings.rateLimit === 0 && { limits: noneByAddress }),
        onRefusal(kind) {
          logRefusal(kind);
          observed.server.refused(kind);
        },
        onError(error) {
          const fields = { problem: 'internal-error', error: errorCodes(error), at: errorPlaces(error) };
          log.error(fields, 'a request failed here');
          observed.server.refused('internal-error');
        },
      },
    );
  } catch (cause) {
    await store.close();
    throw portError(settings.port, cause);
  }

  const simulatorUrl = `http://${ownHost(settings.host)}:${listening.port}/sandbox`;
  const destinations = routes.destinations(simulatorUrl);
  let before: Awaited<ReturnType<typeof store.counts>>;
  try {
    before = await store.counts();
    let waiting = waitingIn(before);
    if (!settings.database) {
      markDeliveries({ folder: settings.data, areSimulated: routes.areSimulated, waiting }, log);
    }
    for (const { name, settleMs } of destinations) {
      waiting -= waitingIn(await store.counts(name));
      await store.resume({ now: store.now(), leasedDueAt: store.now() + settleMs, destination: name });
    }
    if (waiting > 0)
      log.warn({ deliveries: waiting }, 'deliveries wait for destinations that are not configured');
  } catch (cause) {
    // It can be opened, and not written: the disk is full, say.
    await listening.close();
    await store.close();
    throw cause instanceof StoreUnavailable ? storeError(settings, cause) : cause;
  }
  delivering = destinations.map((destination) =>
    deliverTo(destination, {
      store,
      settings,
      definitions: builtInForms,
      observed,
      // A refusal is pressed on a button here, and nobody's account is locked by it.
      ...(routes.areSimulated && { pauseMs: 2_000 }),
      log,
    }),
  );
  // What the demo shows begins with the first application.
  if (routes.areSimulated) {
    await Promise.all(delivering.map(({ check }) => check.first));
    simulators?.reset();
  }
  for (const { worker } of delivering) worker.start();
  wake = () => {
    for (const { worker } of delivering) worker.wake();
  };
  const retention = startRetention({
    store,
    ...(settings.files && { keepFilesMs: settings.files.keepDays * dayMs }),
    keepDeliveredMs: settings.retention.deliveredDays * dayMs,
    keepAttentionMs: settings.retention.attentionDays * dayMs,
    log,
  });
  details = async () => {
    const states = await Promise.all(delivering.map((each) => stateOf(store, each)));
    const byName = <T>(values: readonly T[]) =>
      Object.fromEntries(delivering.map(({ name }, index) => [name, values[index]]));
    return {
      deliveries: await store.counts(),
      paused: states.some(({ paused }) => paused),
      destinations: byName(states),
      checks: byName(delivering.map(({ check }) => check.result ?? null)),
    };
  };
  notReady = undefined;
  const sites = destinations.map(({ url }) => new URL(url).host);
  log.info({ port: listening.port, sites, deliveries: before }, 'ready');

  return {
    port: listening.port,
    simulated: routes.areSimulated ? routes.taken() : [],
    async stop() {
      notReady = 'stopping';
      log.info({}, 'stopping');
      retention.stop();
      const [cutOff] = await Promise.all([
        Promise.all(delivering.map((each) => each.stop())),
        listening.close(),
      ]);
      const deliveries = cutOff.reduce((sum, each) => sum + each, 0);
      const requests = listening.cutOff;
      await store.close();
      if (requests + deliveries > 0) log.warn({ requests, deliveries }, 'stopped; this was cut off');
      else log.info({}, 'stopped');
      return { requests, deliveries };
    },
  };
}

/** How many deliveries have not arrived. */
const waitingIn = ({ queued, leased, attention }: Awaited<ReturnType<DeliveryStore['counts']>>) =>
  queued + leased + attention;

/** What hosted pages are signed with. */
const pageKey = ({ data, database, keys }: Settings) =>
  database ? sharedHostedKey(databaseKeys(keys)) : hostedKey(data);

/** The host by which this process reaches itself. */
function ownHost(host: string | undefined): string {
  if (host === undefined || host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** Loaded only where they are wanted: a proxy in production has no use for them. */
async function loadSimulators() {
  const { createSimulators } = await import('../sandbox/create-simulators.ts');
  return createSimulators();
}

function portError(port: number, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new SettingsError(
      `PORT: ${port} is in use; stop the other process or set PORT to another number`,
      { cause },
    );
  }
  if (code === 'EACCES') {
    return new SettingsError(`PORT: ${port} needs more rights; set PORT to a number from 1024 up`, { cause });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new SettingsError(
      'HOST: this machine has no such address; set HOST to one it has, or leave it out',
      { cause },
    );
  }
  return cause;
}
