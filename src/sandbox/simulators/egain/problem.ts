import { jsonResponse } from '../json.ts';
import type { Assumptions } from './assumptions.ts';
import type { Format } from './media-types.ts';
import { escapeXml, XML_DECLARATION } from './write-xml.ts';

/** Why a call is refused, in words of this simulator; they decide the sub-code of an error. */
export type Reason =
  | 'session'
  | 'login'
  | 'sessionCap'
  | 'permission'
  | 'validation'
  | 'duplicate'
  | 'notFound'
  | 'method'
  | 'mediaType'
  | 'size'
  | 'fault';

/** A refusal on its way to becoming an error body; thrown wherever the fault is found, answered in one place. */
export class EgainProblem extends Error {
  readonly status: number;
  readonly reason: Reason;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    reason: Reason,
    developerMessage: string,
    headers: Record<string, string> = {},
  ) {
    super(developerMessage);
    this.name = 'EgainProblem';
    this.status = status;
    this.reason = reason;
    this.headers = headers;
  }
}

/** What is wrong with a body or a query. */
export function invalid(message: string): EgainProblem {
  return new EgainProblem(400, 'validation', message);
}

/** The error as the API answers it, in the format that was asked for. */
export function problemResponse(problem: EgainProblem, format: Format, assumptions: Assumptions): Response {
  const { status, reason, message, headers } = problem;
  const { errorStyle, errorDetails, subCodes, namespaces } = assumptions;
  if (errorStyle === 'empty') return new Response(null, { status, headers });
  const isInteraction = errorStyle === 'interaction';
  const members: Record<string, string> = isInteraction
    ? {
        code: `${status}-${subCodes[reason]}`,
        developerMessage: message,
        ...(errorDetails ? { userMessage: 'The request failed.', details: reason } : {}),
      }
    : { message };
  if (format === 'json') return jsonResponse(members, status, { ...headers });
  const [root, namespace] = isInteraction ? ['error', namespaces.common] : ['Error', namespaces.platform];
  const inside = Object.entries(members).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  const body = `${XML_DECLARATION}<${root} xmlns="${escapeXml(namespace)}">${inside.join('')}</${root}>`;
  return new Response(body, { status, headers: { 'content-type': 'application/xml', ...headers } });
}
