import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { isKind } from '../model/all-kinds.ts';
import { checkDefinition } from '../model/check-definition.ts';
import type { FormDefinition } from '../model/definition.ts';
import { applicationFilesPath, applicationPath, applicationsPath, challengePath } from '../protocol/paths.ts';
import { type DeliveryStore, StoreUnavailable } from '../queue/delivery-store.ts';
import { type Log, silentLog } from '../queue/log.ts';
import { type StorageTrouble, storageTroubleOf } from '../queue/storage-trouble.ts';
import type { Altcha, AltchaOptions, AltchaSurroundings } from './altcha.ts';
import type { Destinations } from './destinations.ts';
import { originGuard } from './guards/origin.ts';
import { createRateLimiter, type RateLimit } from './guards/rate-limit.ts';
import { HttpProblem } from './http-problem.ts';
import { defaultFileLimits, type FileLimits } from './inspect-files.ts';
import { observeArrivals } from './observe-arrivals.ts';
import { createRecentAnswer } from './recent-answer.ts';
import { createReviewCounts, createReviewer } from './review.ts';
import { challengeRoute } from './routes/challenge.ts';
import { definitionRoute } from './routes/definition.ts';
import { filesRoute } from './routes/files.ts';
import { statusRoute } from './routes/status.ts';
import { submitRoute } from './routes/submit.ts';
import { type ServerObserver, silentServer } from './server-observer.ts';

export interface ApplicationServerOptions {
  readonly store: DeliveryStore;
  readonly definitions: readonly FormDefinition[];
  /** Where accepted applications are to be delivered, by the names of connectors: all of them, or those of a form. */
  readonly destinations: readonly string[] | ((form: string) => Destinations);
  /** Other origins whose pages may send applications, such as `https://www.example.com`. Default: none. */
  readonly origins?: readonly string[];
  /** The largest body taken, in bytes. Default: 262,144. */
  readonly maxBodyBytes?: number;
  /** How fast one address may send applications and files; null: as fast as it likes. Default: 120 at once, 120 a minute. */
  readonly rateLimit?: RateLimit | null;
  /** Which files an application takes, where that differs from the defaults; null: none at all. */
  readonly files?: Partial<FileLimits> | null;
  /** How long a person takes over the form at least, in seconds; what comes sooner is marked. Default: 3. */
  readonly minSeconds?: number;
  /** Gives pages challenges to solve, and marks what comes from a page without. Default: none. */
  readonly altcha?: AltchaOptions;
  /** Called after a new application or files are stored, so that delivery can begin at once. */
  readonly onAccepted?: () => void;
  /** What `/readyz` adds to its answer: how the deliveries are doing. */
  readonly details?: () => Promise<Readonly<Record<string, unknown>>>;
  /** Why `/readyz` says no though applications can be stored. Default: nothing. */
  readonly notReady?: () => 'starting' | 'stopping' | undefined;
  readonly now?: () => number;
  readonly log?: Log;
  /** Told what happens. Default: nobody. */
  readonly observer?: ServerObserver;
}

/** For how long the answer of the storage holds good, in milliseconds. */
const probeMs = 1_000;

/** What the runtime knows of a request and the request itself does not say. */
export interface RequestInfo {
  /** The sender's IP address. Default: none, and all such senders share one rate limit. */
  readonly address?: string;
}

type Env = { Bindings: RequestInfo };

/**
 * The intake API: Request in, Response out. Runs wherever the web's own types do.
 *
 * @throws {TypeError} when a definition is none.
 */
export function createApplicationServer(options: ApplicationServerOptions) {
  const { store, definitions, destinations, origins = [], maxBodyBytes = 262_144, now = Date.now } = options;
  const { rateLimit = { burst: 120, perMinute: 120 }, onAccepted = () => {}, log = silentLog } = options;
  const { observer = silentServer, notReady = () => undefined } = options;
  for (const definition of definitions) checkDefinition(definition, isKind);
  const destinationsOf = typeof destinations === 'function' ? destinations : () => ({ destinations });
  const definitionOf = (form: string) => definitions.find((definition) => definition.name === form);
  const limitRate = rateGuard(rateLimit, now);
  const altcha = options.altcha && lazyAltcha(options.altcha, { store, now });
  const review = createReviewer({ minSeconds: options.minSeconds ?? 3, altcha });
  const marked = createReviewCounts();

  const refuse = (problem: HttpProblem, c: Context) => {
    observer.refused(problem.kind);
    return answerProblem(problem, c);
  };
  const methodNotAllowed = (allow: string) => (c: Context) =>
    refuse(new HttpProblem('method-not-allowed', { headers: { allow } }), c);

  const app = new Hono<Env>();
  app.onError((error, c) => refuse(logged(error, c, log), c));
  app.notFound((c) => refuse(new HttpProblem('not-found'), c));

  app.use('/v1/*', originGuard(origins));
  app.post(
    applicationsPath,
    observeArrivals(observer),
    limitRate,
    submitRoute({ store, definitionOf, destinationsOf, maxBodyBytes, review, marked, now, log, onAccepted }),
  );
  app.all(applicationsPath, methodNotAllowed('POST, OPTIONS'));
  app.get(applicationPath(':id'), statusRoute(store));
  app.all(applicationPath(':id'), methodNotAllowed('GET, HEAD, OPTIONS'));
  if (options.files !== null) {
    const limits = { ...defaultFileLimits, ...options.files };
    app.post(applicationFilesPath(':id'), limitRate, filesRoute({ store, limits, now, log, onAccepted }));
    app.all(applicationFilesPath(':id'), methodNotAllowed('POST, OPTIONS'));
  }
  if (altcha) {
    // A bucket of their own: a challenge and the application that it is for are not two applications.
    app.get(challengePath, rateGuard(rateLimit, now), challengeRoute(altcha));
    app.all(challengePath, methodNotAllowed('GET, HEAD, OPTIONS'));
  }
  app.get('/v1/forms/:form', ...definitionRoute(definitionOf));
  app.all('/v1/forms/:form', methodNotAllowed('GET, HEAD, OPTIONS'));

  // A probe is a write, and anyone may ask.
  const probe = createRecentAnswer(() => store.ping(), probeMs, now);
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const why = notReady();
    if (why) throw new HttpProblem(why, { retryAfterSeconds: 2 });
    await probe().catch((error: unknown) => {
      throw error instanceof StoreUnavailable ? unavailable(error, storageTroubleOf(error.cause)) : error;
    });
    return c.json({ status: 'ready', marked: marked.counts, ...(await options.details?.()) });
  });

  return {
    /** Answers a request; never rejects. */
    fetch: async (request: Request, info: RequestInfo = {}): Promise<Response> => app.fetch(request, info),
  };
}

export type ApplicationServer = ReturnType<typeof createApplicationServer>;

/** Lets each address through as often as the limit allows; null: as often as it likes. */
function rateGuard(limit: RateLimit | null, now: () => number): MiddlewareHandler<Env> {
  const take = limit && createRateLimiter(limit, now);
  return async (c, next) => {
    const retryAfterSeconds = take?.(c.env?.address ?? '');
    if (retryAfterSeconds !== undefined) throw new HttpProblem('too-many-requests', { retryAfterSeconds });
    await next();
  };
}

/** Loads the library with the first page that asks for a challenge, or sends a solution. */
function lazyAltcha(options: AltchaOptions, surroundings: AltchaSurroundings): () => Promise<Altcha> {
  let altcha: Promise<Altcha> | undefined;
  return () => {
    altcha ??= import('./altcha.ts').then(({ createAltcha }) => createAltcha(options, surroundings));
    return altcha;
  };
}

/** The one place where what was thrown becomes a problem. */
function logged(error: Error, c: Context, log: Log): HttpProblem {
  const problem =
    error instanceof HttpProblem
      ? error
      : error instanceof StoreUnavailable
        ? unavailable(error)
        : new HttpProblem('internal-error', { cause: error });
  const fields = { problem: problem.kind, method: c.req.method, path: c.req.routePath };
  if (problem.kind === 'internal-error' || problem.kind === 'storage-unavailable') {
    const trouble = problem.kind === 'storage-unavailable' && { trouble: storageTroubleOf(problem.cause) };
    log.error({ ...fields, ...trouble, cause: codeOf(problem.cause) }, 'a request failed here');
  } else {
    const codes = problem.details.issues && [...new Set(problem.details.issues.map(({ code }) => code))];
    // Somebody has to be able to see which origin the list lacks.
    const origin = problem.kind === 'origin-not-allowed' ? c.req.header('origin')?.slice(0, 255) : undefined;
    log.info({ ...fields, ...(origin && { origin }), codes }, 'a request was refused');
  }
  return problem;
}

/** The `trouble` is told where operators ask, and not to applicants, who can do nothing about it. */
function unavailable({ cause }: StoreUnavailable, trouble?: StorageTrouble): HttpProblem {
  return new HttpProblem('storage-unavailable', {
    retryAfterSeconds: 30,
    cause,
    ...(trouble && { trouble }),
  });
}

/** What the guards have set already (CORS) belongs on errors too, or pages could not read them. */
function answerProblem(problem: HttpProblem, c: Context): Response {
  const response = problem.toResponse();
  for (const [name, value] of c.res.headers) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
}

/** The name and the driver's code of an error; not its message, which may quote data. */
function codeOf(cause: unknown): string {
  const { name, code, errcode } = (cause ?? {}) as { name?: string; code?: string; errcode?: number };
  return [name, code, errcode].filter((part) => part !== undefined).join(' ');
}
