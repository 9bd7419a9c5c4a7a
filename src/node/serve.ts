import { builtInForms } from '../model/forms/built-in.ts';
import { attemptTimeMs } from '../queue/attempt-time.ts';
import type { BreakerState } from '../queue/breaker.ts';
import { StoreUnavailable } from '../queue/delivery-store.ts';
import { createDeliveryWorker, type DeliveryWorker } from '../queue/delivery-worker.ts';
import type { Log } from '../queue/log.ts';
import { startRetention } from '../queue/retention.ts';
import { createApplicationServer } from '../server/create-application-server.ts';
import { b2cConnectorFor } from './b2c-connector.ts';
import { b2cSettingsSchema } from './b2c-settings-schema.ts';
import { createLog } from './create-log.ts';
import { databaseKeys } from './database-keys.ts';
import { errorCodes, errorPlaces } from './error-codes.ts';
import { createHostedHandler } from './hosted.ts';
import { hostedKey, sharedHostedKey } from './hosted-key.ts';
import { createHttpFetch } from './http-fetch.ts';
import { type Listening, listen } from './listen.ts';
import { createMetricsHandler } from './metrics-handler.ts';
import { observe } from './observe.ts';
import { openStore, storeError } from './open-store.ts';
import { createPageHandler } from './pages.ts';
import { createRefusalLog } from './refusal-log.ts';
import { type B2cServiceSettings, type Settings, SettingsError } from './settings.ts';
import { startSiteCheck } from './site-check.ts';

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

/** Whoever switches on a fault of the simulator wants to see what comes of it, sooner than on a live site. */
const sandboxTimings = { timeoutMs: 3_000, settleMs: 1_000, recheckMs: 2_000 };

/** One address may have as many connections and requests under way as it likes. */
const noneByAddress = { maxPerAddress: Number.POSITIVE_INFINITY, maxUnderWay: Number.POSITIVE_INFINITY };

/** No site is set, and one is needed. */
export const siteMissing = () =>
  new SettingsError(
    'B2C_SITE_URL is not set, nor b2cService.siteUrl in a file; set it to the address of your site, such as https://carrier.custhelp.com, or start with --sandbox to try without one',
  );

/** Runs the proxy on a socket. Throws {@link SettingsError} for what the operator has to put right. */
export async function serve(settings: Settings, options: ServeOptions = {}): Promise<Serving> {
  const { sandbox = false, demo = false, log = createLog(settings.logLevel) } = options;
  if (!settings.b2cService && !sandbox) {
    throw siteMissing();
  }
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
  let worker: DeliveryWorker | undefined;
  let notReady: 'starting' | 'stopping' | undefined = 'starting';
  const destination = 'b2c-service';
  const observed = observe({ store, definitions: builtInForms, destination, worker: () => worker, log });
  const metrics = createMetricsHandler({
    ...observed,
    token: settings.metrics?.token,
    onRefusal: (kind) => observed.server.refused(kind),
  });
  const server = createApplicationServer({
    store,
    definitions: builtInForms,
    destinations: [destination],
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

  const site =
    settings.b2cService ??
    simulatorAt(`http://${ownHost(settings.host)}:${listening.port}/sandbox/b2c-service`);
  const connector = b2cConnectorFor(
    site,
    // A call goes out while a third of the lease is left, or not at all.
    createHttpFetch({ sendWithinMs: settings.leaseMs / 6 }),
    observed.callsTo(destination),
  );
  const delivering = createDeliveryWorker({
    store,
    connector,
    concurrency: site.concurrency,
    // A refusal is pressed on a button here, and nobody's account is locked by it.
    ...(settings.b2cService ? {} : { pauseMs: 2_000 }),
    settleMs: site.settleMs,
    leaseMs: settings.leaseMs,
    newestShare: settings.newestPercent / 100,
    attemptMs: attemptTimeMs({ timeoutMs: site.timeoutMs, maxFiles: settings.files?.maxFiles ?? 0 }),
    log,
    observer: observed.deliveries,
  });
  worker = delivering;
  let before: Awaited<ReturnType<typeof store.counts>>;
  try {
    before = await store.counts();
    await store.resume({ now: store.now(), leasedDueAt: store.now() + site.settleMs });
  } catch (cause) {
    // It can be opened, and not written: the disk is full, say.
    await listening.close();
    await store.close();
    throw cause instanceof StoreUnavailable ? storeError(settings, cause) : cause;
  }
  const check = startSiteCheck({ connector, definitions: builtInForms, log });
  // Whoever replaces a refused secret wants to see what comes of it now, not after the pause.
  const unwatch = site.secretFile?.watch(() => {
    delivering.endPause();
    check.again();
  });
  // What the demo shows begins with the first application.
  if (!settings.b2cService) await check.first.then(simulators?.b2cService.reset);
  delivering.start();
  wake = delivering.wake;
  const retention = startRetention({
    store,
    ...(settings.files && { keepFilesMs: settings.files.keepDays * dayMs }),
    keepDeliveredMs: settings.retention.deliveredDays * dayMs,
    keepAttentionMs: settings.retention.attentionDays * dayMs,
    log,
  });
  details = async () => ({
    deliveries: await store.counts(),
    paused: delivering.pausedUntil !== undefined,
    breaker: inIso(delivering.breaker),
    checks: { [connector.destination]: check.result ?? null },
  });
  notReady = undefined;
  log.info({ port: listening.port, site: new URL(site.siteUrl).host, deliveries: before }, 'ready');

  return {
    port: listening.port,
    async stop() {
      notReady = 'stopping';
      log.info({}, 'stopping');
      unwatch?.();
      check.stop();
      retention.stop();
      const [deliveries] = await Promise.all([delivering.stop(), listening.close()]);
      const requests = listening.cutOff;
      await store.close();
      if (requests + deliveries > 0) log.warn({ requests, deliveries }, 'stopped; this was cut off');
      else log.info({}, 'stopped');
      return { requests, deliveries };
    },
  };
}

/** What hosted pages are signed with. */
const pageKey = ({ data, database, keys }: Settings) =>
  database ? sharedHostedKey(databaseKeys(keys)) : hostedKey(data);

/** Times are for people here. */
function inIso(breaker: BreakerState): Record<string, unknown> {
  return 'until' in breaker ? { ...breaker, until: new Date(breaker.until).toISOString() } : { ...breaker };
}

/** The simulator in this process, as if it were a site. */
function simulatorAt(siteUrl: string): B2cServiceSettings {
  const [username, password] = ['sandbox', 'sandbox'];
  const settings = b2cSettingsSchema.parse({ siteUrl, username, password, ...sandboxTimings });
  return { ...settings, credentials: { scheme: 'basic', username, password }, secretFile: undefined };
}

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
