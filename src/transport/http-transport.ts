import type { Issue } from '../model/issue.ts';
import type { Accepted } from '../protocol/accepted.ts';
import { applicationsPath } from '../protocol/paths.ts';
import { retryAfterMs } from '../shared/retry-after.ts';
import { type Transport, TransportError } from './transport.ts';

export interface HttpTransportOptions {
  /** The proxy's base URL, such as `https://apply.example.com`. Default: the page's own origin. */
  readonly endpoint?: string | null | undefined;
  /** How long a request may take. Default: 20,000. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Posts a submission to the proxy, once. Whoever calls may do so again with the same submission: the proxy keeps one
 * application for its id.
 */
export function httpTransport(options: HttpTransportOptions = {}): Transport {
  const { endpoint, timeoutMs = 20_000, fetch = globalThis.fetch } = options;
  return {
    async submit(submission, { signal }) {
      const request = new AbortController();
      const abort = () => request.abort();
      const timer = setTimeout(abort, timeoutMs);
      signal.addEventListener('abort', abort);
      try {
        signal.throwIfAborted();
        const response = await fetch((endpoint ?? '').replace(/\/+$/, '') + applicationsPath, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': submission.id },
          body: JSON.stringify(submission),
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          signal: request.signal,
        });
        const body = await response.json().catch((cause) => {
          if (cause instanceof SyntaxError) return undefined;
          throw cause;
        });
        return acceptedFrom(response, body, submission.id);
      } catch (cause) {
        if (cause instanceof TransportError) throw cause;
        const kind = signal.aborted ? 'aborted' : request.signal.aborted ? 'timeout' : 'offline';
        throw new TransportError(kind, { cause });
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
      }
    },
  };
}

/**
 * Reads the proxy's answer. Only a 202 that names the submission's own id and a reference is an acceptance. What else
 * stands in answers of the proxy's is believed: schemas do not earn the bytes that they would cost every phone.
 */
function acceptedFrom(response: Response, body: unknown, id: string): Accepted {
  const { status } = response;
  const reply: Partial<Accepted & { type: string; issues: readonly Issue[] }> = Object(body);
  const { reference, type, issues } = reply;
  if (status === 202 && reply.id === id.toLowerCase() && reference) return reply as Accepted;
  if (status === 422 && type?.endsWith('/id-reused')) throw new TransportError('conflict', { reference });
  if (status === 422 && issues?.length) throw new TransportError('invalid', { issues });
  const isBusy = status === 429 || status === 503;
  throw new TransportError(isBusy ? 'busy' : status >= 500 || response.ok ? 'server' : 'refused', {
    retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
  });
}
