import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ProblemKind } from '../protocol/problem.ts';
import { createReaders } from '../server/guards/origin.ts';
import { networkOf } from '../server/guards/rate-limit.ts';
import type { HttpLimits } from './http-limits.ts';
import { createOpenConnections } from './open-connections.ts';
import { requestFault } from './request-fault.ts';
import { answerOnSocket, problemParts } from './socket-answer.ts';

export interface HttpGuardOptions {
  readonly limits: HttpLimits;
  /** Whether senders connect themselves. Otherwise all connections come from proxies of ours, and may be many. */
  readonly isDirect: boolean;
  /** The sender's IP address. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Origins whose pages may read refusals. */
  readonly origins: readonly string[];
  /** Told of each request, or what was to be one, that is answered here. */
  readonly onRefusal: (kind: ProblemKind) => void;
}

/** A request and its answer that is not through yet. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly network: string;
}

interface Connection {
  /** In the order in which the requests came, which is that of the answers. */
  readonly exchanges: Set<Exchange>;
  /** Why nothing is taken from it. */
  refusal: ProblemKind | undefined;
  /** How many bytes had come when its last exchange ended. */
  bytesBefore: number;
  /** Nothing that still comes is answered. */
  isClosing: boolean;
  /** What is wrong with what came after the exchanges under way, to be answered when they are through. */
  last: ProblemKind | undefined;
}

/**
 * Stands between a server's sockets and its handler: keeps to the limits, and sees to it that whoever is refused is told
 * so in a form that programs and pages can read. Nothing is closed without an answer but connections on which nothing
 * has been asked, and those whose other end does not take the answer.
 */
export function guardHttp(server: Server, listener: RequestListener, options: HttpGuardOptions) {
  const { limits, isDirect, addressOf, onRefusal } = options;
  const mayRead = createReaders(options.origins);
  const connections = new WeakMap<Duplex, Connection>();
  const underWay = new Map<string, number>();
  let isEnding = false;
  const open = createOpenConnections({
    max: limits.maxConnections,
    maxPerAddress: isDirect ? limits.maxPerAddress : Number.POSITIVE_INFINITY,
    maxRefused: limits.maxRefused,
    minIdleMs: limits.minIdleMs,
    // At once, or those that go would stay beside those that come, in any number.
    evict: (socket) => closeIdle(socket, 'too-busy', !isEnding),
  });

  server.on('connection', (socket: Socket) => {
    const connection: Connection = {
      exchanges: new Set(),
      refusal: open.enter(socket),
      bytesBefore: 0,
      isClosing: false,
      last: undefined,
    };
    connections.set(socket, connection);
    // Answers that wait for others on a connection that is gone never hear of it.
    socket.once('close', () => {
      open.leave(socket);
      for (const exchange of connection.exchanges) end(exchange);
    });
  });
  server.on('request', (request, response) => take(request, response));
  // Whoever asks before sending is let go on only when the answer would not be a refusal (RFC 9110, 10.1.1).
  server.on('checkContinue', (request, response) => {
    if (admit(request, response)) {
      response.writeContinue();
      listener(request, response);
    }
  });
  // Another expectation may be passed over.
  server.on('checkExpectation', (request, response) => take(request, response));
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    // Node has let go of the socket.
    socket.resume();
    fail(socket, 'method-not-allowed', request);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const kind = problemOf(error);
    if (!kind || !socket.writable) socket.destroy();
    else if (kind === 'request-timeout') late(socket as Socket);
    else fail(socket, kind);
  });
  server.on('timeout', late);

  return {
    /** From now on each connection ends with the answers to what has come on it. */
    close(): void {
      isEnding = true;
      open.clear();
    },
  };

  function take(request: IncomingMessage, response: ServerResponse): void {
    if (admit(request, response)) listener(request, response);
  }

  /** Whether a request may go to the handler; if not, it has its answer. */
  function admit(request: IncomingMessage, response: ServerResponse): boolean {
    const { socket } = request;
    const connection = connections.get(socket);
    if (!connection || connection.isClosing) return false;
    const { exchanges } = connection;
    const network = networkOf(addressOf(request));
    const before = underWay.get(network) ?? 0;
    const kind = refusalOf(request, connection, before);
    if (kind) {
      refuse(connection, request, response, kind);
      return false;
    }
    open.begin(socket);
    const exchange = { request, response, network };
    exchanges.add(exchange);
    underWay.set(network, before + 1);
    response.once('close', () => end(exchange));
    return true;
  }

  function refusalOf(request: IncomingMessage, connection: Connection, before: number) {
    const fault = requestFault(request);
    if (fault) return fault;
    if (connection.exchanges.size >= limits.maxPipelined) return 'too-many-requests';
    // A page that is refused the question whether it may send does not get to see why (Fetch standard, "CORS-preflight fetch").
    if (request.method === 'OPTIONS') return undefined;
    connection.refusal &&= open.enter(request.socket);
    if (connection.refusal) return connection.refusal;
    return before >= limits.maxUnderWay ? 'too-many-requests' : undefined;
  }

  function refuse(
    connection: Connection,
    request: IncomingMessage,
    response: ServerResponse,
    kind: ProblemKind,
  ): void {
    connection.isClosing = true;
    if (connection.exchanges.size === 0) {
      answer(request.socket, kind, request);
      return;
    }
    // Answers before this one are not through, and Node keeps the order.
    onRefusal(kind);
    const { status, headers, body } = problemParts({ kind, headers: readableBy(request) });
    response.writeHead(status, headers).end(body);
    request.resume();
  }

  function end(exchange: Exchange): void {
    const { socket } = exchange.request;
    const connection = connections.get(socket);
    if (!connection?.exchanges.delete(exchange)) return;
    const left = (underWay.get(exchange.network) ?? 0) - 1;
    if (left > 0) underWay.set(exchange.network, left);
    else underWay.delete(exchange.network);
    if (connection.exchanges.size > 0 || socket.destroyed) return;
    connection.bytesBefore = socket.bytesRead;
    if (connection.last) answer(socket, connection.last);
    else if (isEnding) socket.destroySoon();
    else open.end(socket);
  }

  /** What has come cannot be read on, so nothing after it can either. */
  function fail(socket: Duplex, kind: ProblemKind, request?: IncomingMessage): void {
    const connection = connections.get(socket);
    if (!connection || connection.isClosing) return;
    connection.isClosing = true;
    const [first, ...others] = connection.exchanges;
    if (!first) answer(socket, kind, request);
    else if (others.length === 0 && isUnanswered(first)) answer(socket, kind, first.request);
    else connection.last = kind;
  }

  /** Nothing has moved for too long, or a request has taken too long to come. */
  function late(socket: Socket): void {
    const connection = connections.get(socket);
    if (!connection || connection.isClosing) {
      socket.destroy();
      return;
    }
    const [first] = connection.exchanges;
    if (!first) closeIdle(socket, 'request-timeout');
    else if (isUnanswered(first)) fail(socket, 'request-timeout');
    // The other end takes no answer, or goes on without end after one. Otherwise it is the handler that takes its time.
    else if (socket.writableLength > 0 || !first.request.complete) socket.destroy();
  }

  /** Ends a connection without a request under way. Who is in the middle of a head is told, and who is refused anyway. */
  function closeIdle(socket: Socket, kind: ProblemKind, isAbrupt = false): void {
    const connection = connections.get(socket);
    const hasAsked = connection && socket.bytesRead > connection.bytesBefore;
    if (!connection || connection.isClosing || !(hasAsked || connection.refusal)) {
      socket.destroy();
      return;
    }
    connection.isClosing = true;
    const refusal = connection.refusal ?? kind;
    onRefusal(refusal);
    answerOnSocket(socket, { kind: refusal, isAbrupt: isAbrupt || !hasAsked });
  }

  function answer(socket: Duplex, kind: ProblemKind, request?: IncomingMessage): void {
    onRefusal(kind);
    answerOnSocket(socket, { kind, request, headers: request && readableBy(request) });
  }

  function readableBy({ headers: { origin, host = '' } }: IncomingMessage) {
    return origin === undefined ? undefined : mayRead(origin, host);
  }
}

/** Whether a request is still on its way and nothing has been said to it. */
const isUnanswered = ({ request, response }: Exchange) => !request.complete && !response.headersSent;

/** What Node's parser and clock object to; undefined: the connection itself has failed, and nobody is there. */
function problemOf({ code = '' }: NodeJS.ErrnoException): ProblemKind | undefined {
  if (code === 'HPE_HEADER_OVERFLOW') return 'head-too-large';
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 'too-large';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request-timeout';
  return code.startsWith('HPE_') ? 'malformed-request' : undefined;
}
