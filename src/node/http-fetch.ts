import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

/** Codes of failures before anything was sent: what was asked has certainly not been done. */
const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

export interface HttpFetchOptions {
  /**
   * How long it may take until a connection stands, in milliseconds. What is asked of it later never leaves: a process
   * that was halted meanwhile may no longer be the one that should ask. Default: 10,000.
   */
  readonly sendWithinMs?: number;
}

/**
 * A `fetch` for the calls to back ends. Unlike Node's own it sends no header that nobody asked for (an
 * `Accept-Language: *` makes B2C Service refuse a call), follows no redirect, and says by `name: 'Unreachable'` when a
 * request never left. Connections are kept and used again. Takes what connectors use: an address, a method, headers,
 * a body in text, a signal.
 */
export function createHttpFetch({ sendWithinMs = 10_000 }: HttpFetchOptions = {}): typeof globalThis.fetch {
  // Sites close idle connections after some seconds; ours are given up before that.
  const options = { keepAlive: true, timeout: 4_000 };
  const http = new HttpAgent(options);
  const https = new HttpsAgent(options);

  return (input, { method = 'GET', headers, body, signal } = {}) =>
    new Promise((resolve, reject) => {
      const url = new URL(String(input));
      const encrypted = url.protocol === 'https:';
      const send = encrypted ? requestHttps : requestHttp;
      const request = send(url, {
        method,
        headers: Object.fromEntries(new Headers(headers)),
        agent: encrypted ? https : http,
        ...(signal && { signal }),
      });
      request.on('response', (response) => {
        try {
          resolve(toResponse(response));
        } catch (error) {
          // A status that no HTTP server sends.
          response.destroy();
          reject(error);
        }
      });
      // Nobody asked for another protocol.
      request.on('upgrade', (_, socket) => {
        socket.destroy();
        reject(new TypeError('The server switched protocols'));
      });
      const askedAt = performance.now();
      const go = () => {
        if (performance.now() - askedAt <= sendWithinMs) {
          request.end(typeof body === 'string' ? body : undefined);
        } else {
          reject(new Unreachable({ code: 'ETIMEDOUT' }));
          request.destroy();
        }
      };
      request.on('socket', (socket) => {
        // The agent's timeout is meant for idle connections; a call in progress has its own limit.
        socket.setTimeout(0);
        if (socket.connecting) socket.once(encrypted ? 'secureConnect' : 'connect', go);
        else go();
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (signal?.aborted) reject(signal.reason);
        else if (unreachable.has(error.code ?? '')) reject(new Unreachable(error));
        else reject(error);
      });
    });
}

class Unreachable extends Error {
  override readonly name = 'Unreachable';
  /** Node's code, such as `ENOTFOUND`. */
  readonly code: string | undefined;

  constructor(cause: { readonly code?: string | undefined }) {
    super('The server could not be reached', { cause });
    this.code = cause.code;
  }
}

/** Statuses that have no body (Fetch standard, "null body status"). */
const bodiless = new Set([101, 204, 205, 304]);

function toResponse(message: IncomingMessage): Response {
  const status = message.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  if (bodiless.has(status)) {
    message.resume();
    return new Response(null, { status, headers });
  }
  return new Response(bodyOf(message), { status, headers });
}

/** The body as it comes, no faster than it is read. By hand: `Readable.toWeb` is a good part of what a call costs. */
function bodyOf(message: IncomingMessage): ReadableStream<Uint8Array<ArrayBuffer>> {
  let isOver = false;
  function end(how: () => void): void {
    if (isOver) return;
    isOver = true;
    how();
  }

  return new ReadableStream(
    {
      start(controller) {
        message.pause();
        message.on('data', (chunk: Buffer<ArrayBuffer>) => {
          message.pause();
          if (!isOver) controller.enqueue(chunk);
        });
        message.on('end', () => end(() => controller.close()));
        message.on('error', (error) => end(() => controller.error(error)));
        message.on('close', () =>
          end(() => controller.error(new Error('The connection ended within the answer'))),
        );
      },
      pull: () => void message.resume(),
      cancel: () => end(() => void message.destroy()),
    },
    { highWaterMark: 0 },
  );
}
