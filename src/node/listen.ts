import { createServer, type IncomingMessage } from 'node:http';
import { getRequestListener, type HttpBindings, RequestError } from '@hono/node-server';
import type { ProblemKind } from '../protocol/problem.ts';
import { ConnectionReset } from '../sandbox/simulators/connection-reset.ts';
import { HttpProblem } from '../server/http-problem.ts';
import { clientAddress } from './client-address.ts';
import { createGentleClose } from './gentle-close.ts';
import { guardHttp } from './http-guard.ts';
import { defaultHttpLimits, type HttpLimits } from './http-limits.ts';
import { withinOpenFiles } from './open-files.ts';
import { maxHeadBytes } from './request-fault.ts';
import { createTurnTaken } from './turn-taken.ts';

/** Answers a request; `address` is the sender's IP address. */
export type Handler = (request: Request, info: { readonly address: string }) => Promise<Response>;

export interface ListenOptions {
  readonly port: number;
  /** Default: every interface. */
  readonly host?: string | undefined;
  /** How many reverse proxies of ours stand in front, each adding to `X-Forwarded-For`. Default: 0. */
  readonly trustedProxies?: number;
  /** Origins whose pages may read why a request was refused before any handler saw it. Default: only its own. */
  readonly allowedOrigins?: readonly string[];
  /** How many connections may be open at one time. Default: 10,000. */
  readonly maxConnections?: number;
  /** Where the limits differ from the defaults. */
  readonly limits?: Partial<HttpLimits>;
  /** Told of the kind of problem whenever a request is refused before any handler has seen it. */
  readonly onRefusal?: (kind: ProblemKind) => void;
  /** Told of what a handler throws; whoever asked is answered 500. Default: nobody. */
  readonly onError?: (error: unknown) => void;
  /** How long requests under way may take to end once the socket closes, in milliseconds. Default: 5,000. */
  readonly graceMs?: number;
}

export interface Listening {
  readonly port: number;
  /**
   * Takes no new connections, closes idle ones, waits for requests under way, and cuts those off that have not ended
   * when the grace is over.
   */
  close(): Promise<void>;
  /** How many requests `close` has cut off. */
  readonly cutOff: number;
}

/** Mounts a handler on a socket. Rejects with Node's error, such as `EADDRINUSE`. */
export async function listen(handler: Handler, options: ListenOptions): Promise<Listening> {
  const {
    port,
    host,
    trustedProxies = 0,
    allowedOrigins = [],
    onRefusal = () => {},
    onError = () => {},
    graceMs = 5_000,
  } = options;
  const { maxConnections = defaultHttpLimits.maxConnections } = options;
  const limits = withinOpenFiles({ ...defaultHttpLimits, maxConnections, ...options.limits });
  const addressOf = (request: IncomingMessage) => clientAddress(request, trustedProxies);
  const turnTaken = createTurnTaken();
  const server = createServer({
    maxHeaderSize: maxHeadBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    // Finds out those whose other end is gone without a word.
    keepAlive: true,
    // The guard does, and says so.
    requireHostHeader: false,
  });
  server.timeout = limits.stallMs;
  // Node would leave out the fields beyond a number, where the guard refuses.
  server.maxHeadersCount = 0;
  // No limit on requests of one connection: reverse proxies send everybody's through a few.
  server.maxRequestsPerSocket = 0;
  // A sender may end its side once it has said all, and still be waiting for the answer.
  Object.assign(server, { httpAllowHalfOpen: true });
  const listener = getRequestListener(
    async (request, bindings) => {
      // A server made without options speaks HTTP/1.1 only.
      const { incoming, outgoing } = bindings as HttpBindings;
      // Before the pause: a connection that has ended no longer knows whose it was.
      const address = addressOf(incoming);
      await turnTaken();
      try {
        return await handler(request, { address });
      } catch (error) {
        if (!(error instanceof ConnectionReset)) throw error;
        outgoing.socket?.resetAndDestroy();
        return new Response(null, { headers: { 'x-hono-already-sent': 'true' } });
      }
    },
    {
      // Of a request that names none, which HTTP/1.0 need not.
      hostname: 'localhost',
      errorHandler: (error) => {
        const kind = error instanceof RequestError ? 'malformed-request' : 'internal-error';
        if (kind === 'malformed-request') onRefusal(kind);
        else onError(error);
        return new HttpProblem(kind, { headers: { connection: 'close' } }).toResponse();
      },
    },
  );
  const isDirect = trustedProxies === 0;
  const origins = allowedOrigins;
  const guard = guardHttp(server, listener, { limits, isDirect, addressOf, origins, onRefusal });
  const gentle = createGentleClose(server, graceMs);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close() {
      guard.close();
      return gentle.close();
    },
    get cutOff() {
      return gentle.cutOff;
    },
  };
}
