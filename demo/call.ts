import type { Json } from '../src/sandbox/simulators/json.ts';
import type { LoggedRequest } from '../src/sandbox/simulators/request-log.ts';

/** One HTTP call on an application's way: from this page to the proxy, or from the proxy to a back end. */
export interface Call extends LoggedRequest {
  readonly from: 'page' | 'proxy';
  /** The back end that is called. */
  readonly system?: string;
}

/**
 * A `fetch` that tells of every call it makes, once when it goes out and once when it has ended. It changes nothing
 * about the call, and hands over the page's own copies of the bodies.
 */
export function recordingFetch(
  fetch: typeof globalThis.fetch,
  onCall: (call: Call) => void,
): typeof globalThis.fetch {
  return async (input, init) => {
    const startedAt = Date.now();
    const call: Call = {
      from: 'page',
      at: new Date(startedAt).toISOString(),
      operation: 'send-application',
      method: init?.method ?? 'GET',
      path: String(input),
      query: {},
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: readBody(String(init?.body ?? '')),
      status: null,
      durationMs: null,
      response: null,
      fault: null,
    };
    onCall(call);
    const ended = (result: Partial<Call>) =>
      onCall(Object.assign(call, { durationMs: Date.now() - startedAt }, result));
    try {
      const response = await fetch(input, init);
      const body = readBody(await response.clone().text());
      ended({ status: response.status, response: { headers: Object.fromEntries(response.headers), body } });
      return response;
    } catch (error) {
      ended({});
      throw error;
    }
  };
}

function readBody(text: string): Json {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
