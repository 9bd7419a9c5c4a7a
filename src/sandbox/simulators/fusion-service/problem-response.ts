import { jsonResponse } from '../json.ts';
import { htmlPage } from '../play-fault.ts';
import type { Assumptions } from './assumptions.ts';
import { takesStructuredErrors } from './media-types.ts';
import type { FusionProblem } from './problem.ts';

/** The error as the system answers it: structured only for a caller who takes that. */
export function problemResponse(
  { objections, headers }: FusionProblem,
  accept: string | null,
  assumptions: Assumptions,
): Response {
  const { statuses, codes, unauthorizedBody } = assumptions;
  const status = statuses[objections[0].reason];
  if (status === 401 && unauthorizedBody !== 'structured') {
    const { body } = htmlPage('401 Unauthorized', status);
    const contentType = { 'content-type': 'text/html; charset=UTF-8' };
    return unauthorizedBody === 'empty'
      ? new Response(null, { status, headers })
      : new Response(body, { status, headers: { ...contentType, ...headers } });
  }
  const details = objections.map(({ reason, detail, path }) => ({
    detail,
    'o:errorCode': codes[reason],
    'o:errorPath': path,
  }));
  return errorResponse(status, details, { accept, headers, assumptions });
}

/** An error of that status for a call with nothing wrong. */
export function faultResponse(status: number, accept: string | null, assumptions: Assumptions): Response {
  const detail = 'A fault ordered for this call';
  return errorResponse(status, [{ detail, 'o:errorCode': '27021', 'o:errorPath': '' }], {
    accept,
    headers: {},
    assumptions,
  });
}

interface Detail {
  [name: string]: string;
  detail: string;
}

function errorResponse(
  status: number,
  details: Detail[],
  how: { accept: string | null; headers: Readonly<Record<string, string>>; assumptions: Assumptions },
): Response {
  const { accept, headers, assumptions } = how;
  const title = TITLES[status] ?? 'Error';
  if (!takesStructuredErrors(accept, assumptions.structuredErrors)) {
    const text = details.map(({ detail }) => detail).join('\n');
    return new Response(text, { status, headers: { 'content-type': 'text/plain', ...headers } });
  }
  const contentType = { 'content-type': 'application/vnd.oracle.adf.error+json' };
  return jsonResponse({ title, status: String(status), 'o:errorDetails': details }, status, {
    ...contentType,
    ...headers,
  });
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
