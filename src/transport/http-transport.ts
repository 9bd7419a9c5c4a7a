import { type Issue, parse } from '../model/issue.ts';
import type { Submission } from '../model/submission.ts';
import { type Accepted, acceptedSchema } from '../protocol/accepted.ts';
import { applicationsPath } from '../protocol/paths.ts';
import { type Problem, problemSchema } from '../protocol/problem.ts';
import { DeadlineExceeded, withDeadline } from '../shared/deadline.ts';
import { retryAfterMs } from '../shared/retry-after.ts';
import { type Transport, TransportError } from './transport.ts';

export interface HttpTransportOptions {
  /** The proxy's base URL, such as `https://apply.example.com`. Default: the page's own origin. */
  readonly endpoint?: string;
  /** How long one attempt may take. Default: 15,000. */
  readonly timeoutMs?: number;
  /** How often to try in all. Default: 4. */
  readonly attempts?: number;
  /** The longest `Retry-After` worth waiting for; beyond it the error says when to come back. Default: 20,000. */
  readonly maxWaitMs?: number;
  readonly fetch?: typeof globalThis.fetch;
  /** A number from 0 to below 1. Default: `Math.random`. */
  readonly random?: () => number;
}

const worthRetrying = new Set(['offline', 'timeout', 'busy', 'server']);

/**
 * Posts submissions to the proxy. A network failure, a 429 and a 5xx are tried again under the same id, after
 * 0.5, 1, 2 … seconds with full jitter or after what `Retry-After` says. The id makes that safe: the proxy keeps
 * one application for it.
 */
export function httpTransport(options: HttpTransportOptions = {}): Transport {
  const { endpoint = '', timeoutMs = 15_000, attempts = 4, maxWaitMs = 20_000 } = options;
  const { fetch = globalThis.fetch.bind(globalThis), random = Math.random } = options;
  const url = `${endpoint.replace(/\/+$/, '')}${applicationsPath}`;

  async function attempt(submission: Submission, signal: AbortSignal): Promise<Accepted> {
    try {
      return await withDeadline(timeoutMs, signal, async (limited) => {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': submission.id },
          body: JSON.stringify(submission),
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          signal: limited,
        });
        const body = await response.json().catch((cause) => {
          if (cause instanceof SyntaxError) return undefined;
          throw cause;
        });
        return acceptedFrom(response, body, submission.id);
      });
    } catch (cause) {
      if (cause instanceof TransportError) throw cause;
      const kind = signal.aborted ? 'aborted' : cause instanceof DeadlineExceeded ? 'timeout' : 'offline';
      throw new TransportError(kind, { cause });
    }
  }

  return {
    async submit(submission, { signal }) {
      for (let tried = 1; ; tried += 1) {
        try {
          return await attempt(submission, signal);
        } catch (error) {
          if (!(error instanceof TransportError) || !worthRetrying.has(error.kind) || tried >= attempts)
            throw error;
          const waitMs = error.retryAfterMs ?? random() * 500 * 2 ** (tried - 1);
          if (waitMs > maxWaitMs) throw error;
          await sleep(waitMs, signal);
        }
      }
    },
  };
}

/** Reads the proxy's answer. Only a 202 that names the submission's own id and a reference is an acceptance. */
function acceptedFrom(response: Response, body: unknown, id: string): Accepted {
  if (response.status === 202) {
    const accepted = parse(acceptedSchema, body);
    if ('value' in accepted && accepted.value.id === id.toLowerCase()) return accepted.value;
    throw new TransportError('server');
  }
  const parsed = parse(problemSchema, body);
  const problem: Problem = 'value' in parsed ? parsed.value : { type: '' };
  if (response.status === 422) {
    if (problem.type.endsWith('/id-reused')) {
      throw new TransportError(
        'conflict',
        problem.reference === undefined ? {} : { reference: problem.reference },
      );
    }
    if (problem.issues?.length) throw new TransportError('invalid', { issues: problem.issues as Issue[] });
  }
  const waitMs = retryAfterMs(response.headers.get('retry-after'));
  const details = waitMs === undefined ? {} : { retryAfterMs: waitMs };
  if (response.status === 429 || response.status === 503) throw new TransportError('busy', details);
  if (response.status >= 500 || response.ok) throw new TransportError('server', details);
  throw new TransportError('refused');
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(new TransportError('aborted', { cause: signal.reason }));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
