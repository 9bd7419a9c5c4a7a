import type { Server } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { ConnectionReset } from '../sandbox/simulators/connection-reset.ts';
import { createGentleClose } from './gentle-close.ts';

/** Answers a request; `address` is the sender's IP address. */
export type Handler = (request: Request, info: { readonly address: string }) => Promise<Response>;

export interface ListenOptions {
  readonly port: number;
  /** Default: every interface. */
  readonly host?: string | undefined;
  /** How many reverse proxies of ours stand in front, each adding to `X-Forwarded-For`. Default: 0. */
  readonly trustedProxies?: number;
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
  const { port, host, trustedProxies = 0, graceMs = 5_000 } = options;
  const server = createAdaptorServer({
    fetch: async (request, bindings) => {
      // A server made without options speaks HTTP/1.1 only.
      const env = bindings as HttpBindings;
      try {
        return await handler(request, { address: addressOf(env, request, trustedProxies) });
      } catch (error) {
        if (!(error instanceof ConnectionReset)) throw error;
        env.outgoing.socket?.resetAndDestroy();
        return new Response(null, { headers: { 'x-hono-already-sent': 'true' } });
      }
    },
  }) as Server;
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
    close: gentle.close,
    get cutOff() {
      return gentle.cutOff;
    },
  };
}

/** The address that the outermost of our own proxies saw; what lies left of it in the header anyone can write. */
function addressOf({ incoming }: HttpBindings, request: Request, trustedProxies: number): string {
  const forwarded = trustedProxies > 0 ? request.headers.get('x-forwarded-for') : null;
  const hops = forwarded?.split(',').map((hop) => hop.trim()) ?? [];
  return hops.at(-trustedProxies) || incoming.socket.remoteAddress || '';
}
