import { doLater, holdOpen, waitFor } from './abortable-wait.ts';
import { ConnectionReset } from './connection-reset.ts';
import type { PendingFault } from './faults.ts';
import { isJsonObject, jsonResponse, parseJson } from './json.ts';
import { logAs } from './logged-text.ts';

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
      doLater(fault.delayMs ?? 0, call.handle);
      return holdOpen(call.holdMs, call.signal);
    case 'reset-after-commit':
      await call.handle();
      throw new ConnectionReset();
    case 'slow': {
      const response = await call.handle();
      await waitFor(fault.delayMs ?? 0, call.signal);
      return response;
    }
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
      return withoutId(await call.handle());
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
      const { status } = await call.handle();
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

async function halved(response: Response): Promise<Response> {
  const text = await response.text();
  const half = text === '' ? '{' : text.slice(0, Math.ceil(text.length / 2));
  return new Response(half, { status: response.status, headers: response.headers });
}

async function withoutId(response: Response): Promise<Response> {
  const body = parseJson(await response.text());
  const { id: _id, ...rest } = isJsonObject(body) ? body : {};
  return jsonResponse(rest, response.status);
}

/** The whole length is promised; after half of it the connection breaks off. */
async function cutOff(response: Response): Promise<Response> {
  const bytes = new TextEncoder().encode((await response.text()) || ' ');
  const half = bytes.slice(0, Math.ceil(bytes.length / 2));
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      // The break waits until the first half has been taken: an error discards what is still in the queue.
      if (sent) controller.error(new ConnectionReset());
      else controller.enqueue(half);
      sent = true;
    },
  });
  const headers = new Headers(response.headers);
  headers.set('content-length', String(bytes.length));
  const broken = new Response(body, { status: response.status, headers });
  return logAs(broken, new TextDecoder().decode(half));
}

const PADDING_LENGTH = 8_000_000;

async function oversized(response: Response): Promise<Response> {
  const body = parseJson(await response.text());
  const padded = { ...(isJsonObject(body) ? body : {}), padding: 'x'.repeat(PADDING_LENGTH) };
  const large = new Response(JSON.stringify(padded), {
    status: response.status,
    headers: response.headers,
  });
  large.headers.delete('content-length');
  return logAs(large, `(${PADDING_LENGTH} characters more than usual)`);
}
