import { doLater, holdOpen, waitFor } from './abortable-wait.ts';
import { ConnectionReset } from './connection-reset.ts';
import type { PendingFault } from './faults.ts';
import { jsonResponse } from './json.ts';
import { cutOff, dripped, halved, oversized, statusWithBody, withoutId } from './spoil-body.ts';

/** What playing a fault needs to know of the call it befalls. */
export interface FaultyCall {
  /** The vendor's own path. */
  path: string;
  signal: AbortSignal;
  /** How long an unanswered call is held before its connection is cut. */
  holdMs: number;
  /** Handles the call as if all were well. */
  handle: () => Promise<Response>;
  /** The vendor's own error response of that status, without handling the call. */
  refuse: (status: 400 | 404 | 429 | 500 | 503) => Response;
  /** What `no-id` leaves out of a body. */
  idMembers: readonly string[];
}

const RETRY_AFTER_SECONDS = '1';

/** Answers a call (or does not) as the fault has it. */
export async function playFault(fault: PendingFault, call: FaultyCall): Promise<Response> {
  switch (fault.fault) {
    case 'timeout-before-commit':
      return holdOpen(call.holdMs, call.signal);
    case 'timeout-after-commit':
      await call.handle();
      return holdOpen(call.holdMs, call.signal);
    case 'commit-late':
      // Whatever comes of it, nobody is there to be told.
      doLater(fault.delayMs ?? 0, () => call.handle().catch(() => {}));
      return holdOpen(call.holdMs, call.signal);
    case 'reset-after-commit':
      await call.handle();
      throw new ConnectionReset();
    case 'slow': {
      const response = await call.handle();
      await waitFor(fault.delayMs ?? 0, call.signal);
      return response;
    }
    case 'slow-drip':
      return dripped(await call.handle(), fault.delayMs ?? 0, call.signal);
    case 'status-400':
      return call.refuse(400);
    case 'status-404':
      return call.refuse(404);
    case 'status-429':
      return withRetryAfter(call.refuse(429));
    case 'status-500':
      return call.refuse(500);
    case 'status-502-html':
      return htmlPage('Bad Gateway', 502);
    case 'status-503':
      return withRetryAfter(call.refuse(503));
    case 'unauthorized':
      return htmlPage('Unauthorized', 401);
    case 'html-200':
      await call.handle();
      return htmlPage('Please sign in', 200);
    case 'empty-body': {
      const { status, headers } = await call.handle();
      return new Response(null, { status, headers });
    }
    case 'malformed-json':
      return halved(await call.handle());
    case 'no-id':
      return withoutId(await call.handle(), call.idMembers);
    case 'cut-off':
      return cutOff(await call.handle());
    case 'redirect': {
      const location = `https://elsewhere.example.com${call.path}`;
      return new Response(null, { status: 302, headers: { location } });
    }
    case 'error-200': {
      const refusal = call.refuse(500);
      return new Response(refusal.body, { status: 200, headers: refusal.headers });
    }
    case 'wrong-shape': {
      const status = statusWithBody(await call.handle());
      return jsonResponse({ result: [{ value: true }], items: 'none' }, status);
    }
    case 'oversized':
      return oversized(await call.handle());
    case 'race':
      await call.handle();
      return call.handle();
  }
}

/** A small HTML page, such as a gateway puts in the place of the API's own answer. */
export function htmlPage(title: string, status: number): Response {
  const page = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return new Response(page, { status, headers: { 'content-type': 'text/html; charset=UTF-8' } });
}

function withRetryAfter(response: Response): Response {
  response.headers.set('retry-after', RETRY_AFTER_SECONDS);
  return response;
}
