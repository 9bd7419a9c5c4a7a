import type { FaultQueue, PendingFault } from './faults.ts';
import { type Json, type JsonObject, jsonResponse, parseJson } from './json.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';

/** How a simulated system is set up, for an operator to see and to change while it is in use. */
export interface TenantControl {
  show: () => JsonObject;
  /** Makes all of the changes, or throws a RangeError that says which member is at fault. */
  change: (input: Json | undefined) => void;
}

/** What the control calls of a simulator act on. */
export interface Controlled {
  log: RequestLog;
  faults: FaultQueue;
  records: () => JsonObject;
  tenant: TenantControl | undefined;
  reset: () => void;
}

type Handler = (request: Request) => Response | Promise<Response>;

/**
 * The answer to a control call (`_records`, `_requests`, `_faults`, `_reset`, and `_tenant` where the system has one), or null when the path is
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

function controlCalls({
  log,
  faults,
  records,
  tenant,
  reset,
}: Controlled): Map<string, Map<string, Handler>> {
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
  const calls = new Map([
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
  if (tenant !== undefined) calls.set('/_tenant', tenantCalls(tenant));
  return calls;
}

function tenantCalls({ show, change }: TenantControl): Map<string, Handler> {
  const changeAndShow: Handler = async (request) => {
    try {
      change(parseJson(await request.text()));
      return jsonResponse(show());
    } catch (error) {
      if (error instanceof RangeError) return controlProblem(400, error.message);
      throw error;
    }
  };
  return new Map<string, Handler>([
    ['GET', () => jsonResponse(show())],
    ['PATCH', changeAndShow],
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
