import { retryAfterMs } from '../shared/retry-after.ts';
import { type CallObserver, observeCall, silentCalls } from './call-observer.ts';
import { DeliveryError } from './connector.ts';
import {
  createHttpClient,
  type HttpClientOptions,
  type HttpReply,
  type HttpRequest,
  NoReply,
} from './http-client.ts';
import { createPace } from './pace.ts';

/** What every connector can be told of how to call its destination. */
export interface CallerOptions {
  /** How long one call may take, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** How many calls a second the destination gets at the most. Default: 50. */
  readonly requestsPerSecond?: number | undefined;
  /** How many calls may be under way at one time. Default: 4. */
  readonly concurrency?: number | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly now?: (() => number) | undefined;
  /** Told of every call. Default: nobody. */
  readonly observer?: CallObserver | undefined;
}

/** A call, and whether it changes something at the destination: then no reply leaves open whether it was carried out. */
export type Call = HttpRequest & { readonly changes: boolean };

/**
 * Makes calls to one destination: as many as it wants to take, under the eyes of the observer. Knows no vendor; what a
 * reply means is for the connector to say.
 */
export function createCaller(options: CallerOptions & Pick<HttpClientOptions, 'parseJson'>) {
  const { timeoutMs = 30_000, requestsPerSecond = 50, concurrency = 4 } = options;
  const { now = Date.now, observer = silentCalls, parseJson } = options;
  const send = createHttpClient({
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    timeoutMs,
    parseJson,
  });
  const pace = createPace({ perSecond: requestsPerSecond, concurrency, now });
  const observed = (operation: string, request: HttpRequest) =>
    observeCall(observer, operation, request.signal, () => send(request));

  return {
    pace,

    /**
     * Makes a call when its turn has come, and rests when the reply asks for it. No reply is a `retry`
     * {@link DeliveryError}.
     */
    async call(operation: string, { changes, ...request }: Call): Promise<HttpReply> {
      const reply = await pace
        .run(request.signal, () => observed(operation, request))
        .catch((cause: unknown) => {
          if (!(cause instanceof NoReply)) throw cause;
          throw new DeliveryError('retry', `${operation}: ${cause.message}`, {
            uncertain: changes && cause.kind !== 'unreachable',
            cause,
          });
        });
      const restMs = retryAfterMs(reply.headers.get('retry-after'));
      if (restMs !== undefined && (reply.status === 429 || reply.status === 503)) pace.rest(restMs);
      return reply;
    },

    /** Makes a call at once, such as one for a token without which no other could go out. Rejects with {@link NoReply}. */
    send: observed,
  };
}
