import { unlessAborted, waitFor } from './abortable-wait.ts';
import { ConnectionReset } from './connection-reset.ts';
import { answerControl, type TenantControl } from './control.ts';
import { createFaultQueue, type FaultName, type PendingFault } from './faults.ts';
import type { JsonObject } from './json.ts';
import { loggedText } from './logged-text.ts';
import { playFault } from './play-fault.ts';
import { createRequestLog, type LoggedRequest } from './request-log.ts';

/** A call to the simulated system, its body already read. */
export interface VendorCall {
  method: string;
  /** The vendor's own path, without the simulator's prefix. */
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: string;
  /** Whether the bytes of the body were UTF-8; where they were not, `body` has U+FFFD in their place. */
  isUtf8: boolean;
  /** Scheme, host and prefix: what stands before the vendor's own paths in an absolute URL. */
  site: string;
}

/** The part of a simulator that knows a vendor: everything but the log, the faults and the control calls. */
export interface SimulatedVendor {
  /** The operations that a fault can be ordered for. */
  operations: readonly string[];
  /** What a call does; any word, those in `operations` and others. The body is not yet known. */
  operationOf: (call: Omit<VendorCall, 'body' | 'isUtf8'>) => string;
  answer: (call: VendorCall) => Response | Promise<Response>;
  /** The vendor's own error response of that status, for faults. */
  refuse: (call: VendorCall, status: 400 | 404 | 429 | 500 | 503) => Response;
  /** The members of a body that tell what was made, for the fault `no-id`; default `id`. */
  idMembers?: readonly string[];
  /** Operations whose bodies carry secrets: the log shows neither what was sent nor what was answered. */
  hidesBodies?: (operation: string) => boolean;
  /** Headers and query parameters that carry the credential at the moment, in any case: the log masks their values. */
  credentialNames?: () => readonly string[];
  /** How long every call takes, in milliseconds; default 0. */
  latencyMs?: () => number;
  /** Everything stored, by collection. */
  records: () => JsonObject;
  /** What an operator can change while the system is in use; without it there is no `_tenant`. */
  tenant?: TenantControl;
  /** Back to the beginning, the operator's changes included. */
  reset: () => void;
}

/** Settings that every simulator has. */
export interface SimulatorOptions {
  /** The path under which the simulator stands. */
  prefix: string;
  /** The clock; default `Date.now`. */
  now?: (() => number) | undefined;
  /** How long a call that is never answered is held before its connection is cut; default 10 minutes. */
  holdMs?: number | undefined;
  /** How many calls the log keeps; default 10,000. */
  maxLoggedRequests?: number | undefined;
  /** Headers besides `authorization` and cookies whose values the log masks, in lower case. */
  credentialHeaders?: readonly string[] | undefined;
}

/** A simulated back end: a fetch function with a memory, and the same controls again as methods for tests in-process. */
export interface Simulator {
  /** Answers both the vendor's calls and the control calls. May throw `ConnectionReset`, or never settle until aborted. */
  fetch: (request: Request) => Promise<Response>;
  /** Everything stored, by collection. */
  records: () => JsonObject;
  /** Every vendor call seen, in order. */
  requests: () => LoggedRequest[];
  /** The faults that wait for a call. */
  faults: () => PendingFault[];
  /** Orders a fault for the next call (or `times` calls) of an operation. Throws a RangeError for an unknown name. */
  failNext: (operation: string, fault: FaultName, more?: { times?: number; delayMs?: number }) => void;
  /** Empty again: the records it began with, no faults, no log. Calls still under way store nothing any more. */
  reset: () => void;
}

/** Stands in the log for a body that carries secrets. */
const HIDDEN = '***';

function decoded(bytes: ArrayBuffer): { body: string; isUtf8: boolean } {
  try {
    return { body: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isUtf8: true };
  } catch {
    return { body: new TextDecoder().decode(bytes), isUtf8: false };
  }
}

/** Puts the log, the faults and the control calls around a vendor. */
export function createSimulator(vendor: SimulatedVendor, options: SimulatorOptions): Simulator {
  const { prefix, now = Date.now, holdMs = 600_000 } = options;
  const faults = createFaultQueue(vendor.operations);
  const log = createRequestLog({
    now,
    maxEntries: options.maxLoggedRequests,
    credentialHeaders: options.credentialHeaders,
    credentialNames: vendor.credentialNames,
  });

  /** Raised by each reset: a call that came before it does nothing after it. */
  let generation = 0;

  function reset(): void {
    generation += 1;
    vendor.reset();
    faults.clear();
    log.clear();
  }

  async function answerVendorCall(request: Request, path: string, url: URL): Promise<Response> {
    const arrived = {
      method: request.method,
      path,
      query: url.searchParams,
      headers: request.headers,
      site: url.origin + prefix,
    };
    // Taken before anything is awaited: of two calls in flight, the one that came first gets the fault.
    const operation = vendor.operationOf(arrived);
    const fault = faults.take(operation);
    const arrivedIn = generation;
    const entry = log.open({ ...arrived, operation, fault: fault?.fault ?? null });
    try {
      const call: VendorCall = { ...arrived, ...decoded(await request.arrayBuffer()) };
      const isSecret = vendor.hidesBodies?.(operation) === true;
      entry.received(isSecret ? HIDDEN : call.body);
      const handle = async () => {
        if (generation !== arrivedIn) throw new ConnectionReset();
        return vendor.answer(call);
      };
      const refuse = (status: 400 | 404 | 429 | 500 | 503) => vendor.refuse(call, status);
      const { idMembers = ['id'] } = vendor;
      const response = await withLatency(request.signal, () =>
        fault === null
          ? handle()
          : playFault(fault, { path, signal: request.signal, holdMs, handle, refuse, idMembers }),
      );
      entry.answered(response, isSecret ? HIDDEN : await loggedText(response));
      return response;
    } catch (error) {
      entry.brokenOff();
      throw error;
    }
  }

  /** Half of the latency is the way there: a caller who gives up meanwhile does not take the call back. */
  async function withLatency(signal: AbortSignal, answer: () => Promise<Response>): Promise<Response> {
    const halfMs = (vendor.latencyMs?.() ?? 0) / 2;
    if (halfMs === 0) return answer();
    const arrival = waitFor(halfMs, new AbortController().signal);
    const response = await unlessAborted(arrival.then(answer), signal);
    await waitFor(halfMs, signal);
    return response;
  }

  return {
    async fetch(request) {
      const url = new URL(request.url);
      if (url.pathname !== prefix && !url.pathname.startsWith(`${prefix}/`)) {
        return new Response(`Not below ${prefix}`, { status: 404 });
      }
      const path = url.pathname.slice(prefix.length);
      const { records, tenant } = vendor;
      const control = answerControl(path, request, { log, faults, records, tenant, reset });
      return control ?? answerVendorCall(request, path, url);
    },
    records: vendor.records,
    requests: log.entries,
    faults: faults.pending,
    failNext(operation, fault, more = {}) {
      const objection = faults.order({ operation, fault, ...more });
      if (objection !== null) throw new RangeError(objection);
    },
    reset,
  };
}
