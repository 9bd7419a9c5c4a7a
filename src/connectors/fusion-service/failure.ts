import { parse } from '../../model/issue.ts';
import type { DeliveryErrorKind } from '../connector.ts';
import type { HttpReply } from '../http-client.ts';
import { refusalBy, type SiteRefusal } from '../site-refusal.ts';
import { problemSchema } from './wire.ts';

/** What an operator should look at first. */
const hints: Readonly<Record<number, string>> = {
  401: 'user name or password is refused',
  403: 'the account lacks a right',
  404: 'the address of the site or the version is wrong, or the account may not see it',
  406: 'the site does not answer in the media type that is asked for',
  415: 'the site does not take the media type; see contentType',
};

interface Problem {
  /** What is wrong, in the vendor's codes and the names of attributes: `27021 at Title`. */
  readonly code: string | undefined;
  /** The status that the body names; in the vendor's replies it is a string. */
  readonly status: number | undefined;
}

/** More than so many details of a refusal say nothing more. */
const maxDetails = 3;

/** The problem that a reply describes, if it describes one; also where a gateway has made its status 200. */
export function problemIn(
  { json }: HttpReply,
  body?: Readonly<Record<string, unknown>>,
): Problem | undefined {
  const parsed = parse(problemSchema, json);
  if ('issues' in parsed) return undefined;
  const { value } = parsed;
  const status = /^[45]\d\d$/.test(String(value.status ?? '')) ? Number(value.status) : undefined;
  const details = value['o:errorDetails'];
  if (!details && (status === undefined || value.title === undefined)) return undefined;
  const codes = [value, ...(details ?? [])].map((detail) => inCodes(detail, body)).filter(Boolean);
  return { status, code: [...new Set(codes)].slice(0, maxDetails).join(', ') || undefined };
}

interface Detail {
  readonly 'o:errorCode'?: string | number | null | undefined;
  readonly 'o:errorPath'?: string | number | null | undefined;
}

/**
 * What is safe to repeat of a detail: its code, and the name of the attribute where it is one that we sent. The text
 * may quote what a person typed.
 */
function inCodes(detail: Detail, body: Readonly<Record<string, unknown>> = {}): string {
  const code = String(detail['o:errorCode'] ?? '');
  const name = /^\/?(?:\w+\/)*(\w+)$/.exec(String(detail['o:errorPath'] ?? ''))?.[1] ?? '';
  const known = [
    /^(?:[A-Z]{1,8}[-_])?\d{1,10}$/.test(code) ? code : '',
    Object.hasOwn(body, name) ? `at ${name}` : '',
  ];
  return known.filter(Boolean).join(' ');
}

interface Asked {
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  readonly changes: boolean;
  /** What a 400 means, where it does not concern this application alone. */
  readonly refused?: DeliveryErrorKind | undefined;
}

/** What a reply other than success means for the delivery. */
export function refusalOf(operation: string, reply: HttpReply, asked: Asked): SiteRefusal {
  const { path, body, changes, refused } = asked;
  const problem = problemIn(reply, body);
  // A gateway that turns every status into 200 still leaves the problem readable.
  const status = reply.status < 300 ? (problem?.status ?? 400) : reply.status;
  const kind = status === 400 ? refused : concernsOne(status, path) ? 'rejected' : undefined;
  return refusalBy(operation, { ...reply, status }, { changes, code: problem?.code, kind, hints });
}

/** A record that is gone, or what may not be put on it, says nothing of the others. */
function concernsOne(status: number, path: string): boolean {
  const [, key, , child = ''] = path.split(/[/?]/);
  if (key === undefined || key === 'action' || !path.includes('/') || path.endsWith('/describe'))
    return false;
  return (status === 404 && !path.includes('/lov/')) || (status === 403 && /attachment/i.test(child));
}
