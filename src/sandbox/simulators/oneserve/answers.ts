import { jsonResponse } from '../json.ts';
import { htmlPage } from '../play-fault.ts';
import type { Assumptions } from './assumptions.ts';
import type { Reason } from './refusal.ts';

/** The documented answer to a contact that was stored. No id comes back: the caller's own reference is the only handle. */
export function success(): Response {
  return jsonResponse({ result: 'success', result_msg: '' });
}

/** The answer to a refused call. */
export function refused(reason: Reason, assumptions: Assumptions): Response {
  const { failStatus } = assumptions;
  switch (reason.kind) {
    case 'status':
      return bareStatus(reason.status, assumptions);
    case 'not-an-object':
      return fail('REST0002', failStatus, "A JSON object has to begin with '{'");
    case 'unknown-client':
      return fail('Unable to locate client ref supplied', failStatus);
    case 'field': {
      if (assumptions.wordings[reason.cause] === 'rolled-back') return fail(ROLLED_BACK, failStatus);
      const { value } = reason;
      const repeats = assumptions.statementRepeatsValue && typeof value === 'string';
      return fail(repeats ? `${BAD_STATEMENT}: '${value}'` : BAD_STATEMENT, failStatus);
    }
  }
}

/** The answer with which an ordered fault is played. */
export function faultOf(status: 400 | 404 | 429 | 500 | 503, assumptions: Assumptions): Response {
  switch (status) {
    case 400:
      return fail(ROLLED_BACK, status);
    case 500:
      // Neither of the documented texts: nothing is wrong with the call.
      return fail('Unexpected error', status);
    default:
      return bareStatus(status, assumptions);
  }
}

// Of the first no more is known than that it speaks of a rollback, of the second its beginning.
const ROLLED_BACK = 'The transaction was rolled back, since it had been marked rollback-only';
const BAD_STATEMENT = 'could not execute statement; the database refused a value';

function fail(message: string, status: number, detail?: string): Response {
  const more = detail === undefined ? {} : { result_error_msg: detail };
  return jsonResponse({ result: 'fail', result_msg: message, ...more }, status);
}

const TITLES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Address Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

function bareStatus(status: number, { statusBodies }: Assumptions): Response {
  const response = statusResponse(status, statusBodies);
  if (status === 405) response.headers.set('allow', 'POST');
  return response;
}

function statusResponse(status: number, bodies: Assumptions['statusBodies']): Response {
  const title = TITLES[status] ?? '';
  switch (bodies) {
    case 'text':
      return new Response(`${status} ${title}`, { status, headers: { 'content-type': 'text/plain' } });
    case 'html':
      return htmlPage(title, status);
    case 'empty':
      return new Response(null, { status });
  }
}
