import type { FaultQueue, PendingFault } from './faults.ts';
import { type JsonObject, jsonResponse, parseJson } from './json.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';

/** What the control calls of a simulator act on. */
export interface Controlled {
  log: RequestLog;
  faults: FaultQueue;
  records: () => JsonObject;
  reset: () => void;
}

type Handler = (request: Request) => Response | Promise<Response>;

/**
 * The answer to a control call (`_records`, `_requests`, `_faults`, `_reset`), or null when the path is
 * not one of them and therefore the vendor's. Control calls need no credential and are not logged.
 */
export function answerControl(
  path: string,
  request: Request,
  controlled: Controlled,
): Response | Promise<Response> | null {
  const methods = controlCalls(controlled).get(path);
  if (methods === undefined) return null;
  const handler = methods.get(request.method);
  if (handler === undefined) {
    const allow = [...methods.keys()].join(', ');
    return controlProblem(405, `${path} answers ${allow}.`, { allow });
  }
  return handler(request);
}

function controlCalls({ log, faults, records, reset }: Controlled): Map<string, Map<string, Handler>> {
  const done = () => new Response(null, { status: 204 });
  const pending = (status: number) => jsonResponse(asJson(faults.pending()), status);
  const order: Handler = async (request) => {
    const objection = faults.order(parseJson(await request.text()));
    return objection === null ? pending(201) : controlProblem(400, objection);
  };
  const clearFaults: Handler = () => {
    faults.clear();
    return done();
  };
  const startAgain: Handler = () => {
    reset();
    return done();
  };
  return new Map([
    ['/_records', new Map<string, Handler>([['GET', () => jsonResponse(records())]])],
    ['/_requests', new Map<string, Handler>([['GET', () => jsonResponse(asJson(log.entries()))]])],
    [
      '/_faults',
      new Map<string, Handler>([
        ['GET', () => pending(200)],
        ['POST', order],
        ['DELETE', clearFaults],
      ]),
    ],
    ['/_reset', new Map<string, Handler>([['POST', startAgain]])],
  ]);
}

/** Interfaces have no index signature; spreading tells the compiler that they are plain JSON objects. */
function asJson(list: readonly (LoggedRequest | PendingFault)[]): JsonObject[] {
  return list.map((each) => ({ ...each }));
}

function controlProblem(status: number, detail: string, headers: Record<string, string> = {}): Response {
  const title = status === 405 ? 'Method not allowed' : 'Bad control call';
  return jsonResponse({ type: 'about:blank', title, status, detail }, status, {
    'content-type': 'application/problem+json',
    ...headers,
  });
}
