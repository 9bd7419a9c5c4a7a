import { withDeadline } from '../shared/deadline.ts';
import type { AttemptSignal } from './connector.ts';

/** One HTTP exchange with a vendor's system, with a time limit and a size limit. Judges nothing that it reads. */

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  /** `accept` is `application/json` unless it is given. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text as it goes out; its type is among the headers. Default: no body. */
  readonly body?: string | undefined;
  /** One that has `stillHeld`, as the signal of an attempt has, is asked right before the request goes out. */
  readonly signal: AbortSignal & Partial<Pick<AttemptSignal, 'stillHeld'>>;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: Headers;
  /** The body parsed as JSON; undefined where it is empty or something else. */
  readonly json: unknown;
  /** The body as it came; `''` where there was none. */
  readonly text: string;
}

/** No usable reply: the connection failed, time ran out, or the reply was too large. It may have been carried out. */
export class NoReply extends Error {
  override readonly name = 'NoReply';
  readonly kind: 'network' | 'timeout' | 'too-large' | 'unreachable';

  constructor(kind: NoReply['kind'], cause?: unknown) {
    // Codes such as ENOTFOUND say what to look at, and hold nothing of what was sent.
    const code = (cause as { code?: unknown } | undefined)?.code;
    super(`no reply: ${kind}${typeof code === 'string' && /^[A-Z_]+$/.test(code) ? ` (${code})` : ''}`, {
      cause,
    });
    this.kind = kind;
  }
}

export interface HttpClientOptions {
  readonly fetch: typeof globalThis.fetch;
  /** From sending to the last byte of the reply, in milliseconds. */
  readonly timeoutMs: number;
  /** The longest reply taken, in bytes. Default: 4 MiB, since a site's description of itself is long. */
  readonly maxReplyBytes?: number;
  /** Reads JSON. Default: `JSON.parse`. */
  readonly parseJson?: ((text: string) => unknown) | undefined;
}

/**
 * Makes the function that sends requests. Redirects are not followed: they would carry credentials and a person's
 * data to a place nobody configured.
 */
export function createHttpClient(options: HttpClientOptions) {
  const { fetch, timeoutMs, maxReplyBytes = 4_194_304, parseJson = JSON.parse } = options;
  return async function send({ method, url, headers, body, signal }: HttpRequest): Promise<HttpReply> {
    let ended: AbortSignal | undefined;
    await signal.stillHeld?.();
    try {
      return await withDeadline(timeoutMs, signal, async (limited) => {
        ended = limited;
        const response = await fetch(url, {
          method,
          headers: { accept: 'application/json', ...headers },
          redirect: 'manual',
          signal: limited,
          ...(body !== undefined && { body }),
        });
        const text = await readText(response, maxReplyBytes);
        const { status, headers: replyHeaders } = response;
        return { status, headers: replyHeaders, json: jsonIn(text, parseJson), text };
      });
    } catch (cause) {
      if (cause instanceof NoReply) throw cause;
      // Whatever a stream says that was cut off because time was up.
      const late = ended?.aborted;
      // Only a `fetch` that knows says so; from any other a failure leaves open what became of the request.
      const unreachable = cause instanceof Error && cause.name === 'Unreachable';
      throw new NoReply(late ? 'timeout' : unreachable ? 'unreachable' : 'network', cause);
    }
  };
}

export type HttpSend = ReturnType<typeof createHttpClient>;

async function readText(response: Response, maxBytes: number): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new NoReply('too-large');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function jsonIn(text: string, parseJson: (text: string) => unknown): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
