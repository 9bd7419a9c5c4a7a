import { type Issue, issue } from '../model/issue.ts';
import { type Accepted, type ApplicationStatus, applicationStatuses } from '../protocol/accepted.ts';
import { applicationsPath } from '../protocol/paths.ts';
import { DeadlineExceeded, withDeadline } from '../shared/deadline.ts';
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
  const { endpoint, timeoutMs = 20_000, fetch = globalThis.fetch.bind(globalThis) } = options;
  return {
    async submit(submission, { signal }) {
      try {
        return await withDeadline(timeoutMs, signal, async (limited) => {
          const response = await fetch((endpoint ?? '').replace(/\/+$/, '') + applicationsPath, {
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
    },
  };
}

/**
 * Reads the proxy's answer. Only a 202 that names the submission's own id and a reference is an acceptance. Checked
 * by hand: the three shapes do not earn the bytes that schemas for them would cost every phone.
 */
function acceptedFrom(response: Response, body: unknown, id: string): Accepted {
  const { status } = response;
  const reply = (body ?? {}) as Readonly<Record<string, unknown>>;
  const reference = typeof reply.reference === 'string' ? reply.reference : undefined;
  if (status === 202 && reply.id === id.toLowerCase() && reference && isStatus(reply.status)) {
    return { id: reply.id, reference, status: reply.status };
  }
  if (status === 422 && String(reply.type).endsWith('/id-reused')) {
    throw new TransportError('conflict', reference ? { reference } : {});
  }
  if (status === 422 && Array.isArray(reply.issues) && reply.issues.length > 0) {
    throw new TransportError('invalid', { issues: reply.issues.map(toIssue) });
  }
  const waitMs = retryAfterMs(response.headers.get('retry-after'));
  const details = waitMs === undefined ? {} : { retryAfterMs: waitMs };
  if (status === 429 || status === 503) throw new TransportError('busy', details);
  if (status >= 500 || response.ok) throw new TransportError('server', details);
  throw new TransportError('refused');
}

function isStatus(value: unknown): value is ApplicationStatus {
  return applicationStatuses.includes(value as ApplicationStatus);
}

/** An issue as it was sent; one without a path or code still says that something is wrong. */
function toIssue(sent: unknown): Issue {
  const { path, code, params } = (sent ?? {}) as Partial<Issue>;
  return issue(String(path ?? ''), code ?? 'invalid_format', typeof params === 'object' ? params : {});
}
