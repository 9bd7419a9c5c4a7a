import { parse } from '../../model/issue.ts';
import { retryAfterMs } from '../../shared/retry-after.ts';
import type { HttpReply } from '../http-client.ts';
import { passingStatuses, SiteRefusal } from '../site-refusal.ts';
import { problemSchema } from './wire.ts';

/** `OSC-CREST` codes that say the site or the account is not set up for us, whatever the request. */
const configurationCodes = new Set(
  ['00003', '00014', '00015', '00016', '00017'].map((code) => `OSC-CREST-${code}`),
);

/** `OSC-CREST` codes of trouble inside the site. */
const passingCodes = new Set(['OSC-CREST-00004', 'OSC-CREST-00008']);

const lookUpHint = ', the site refuses to look up contacts or incidents';

/** What an operator should look at first. */
const hints: Readonly<Record<number, string>> = {
  401: ', user name or password is refused',
  403: ', the account lacks a right',
  404: ', the address of the site is wrong or its REST API is off',
};

interface Problem {
  readonly code: string | undefined;
  /** The HTTP status that the body names, where that is all it says of the kind of trouble. */
  readonly status: number | undefined;
  readonly detail: string;
}

/** The problem that a reply describes, if it describes one; also where a gateway has made its status 200. */
export function problemIn(reply: HttpReply): Problem | undefined {
  const problem = parse(problemSchema, reply.json);
  if ('issues' in problem) return undefined;
  const { 'o:errorCode': code, detail } = problem.value;
  return { code, detail: detail ?? '', status: 'status' in problem.value ? problem.value.status : undefined };
}

interface Asked {
  /** What had been sent, if anything had. */
  readonly body?: unknown;
  readonly path: string;
}

/** Statements are ours, whoever applies: a site that refuses one refuses them all. */
const isLookUp = (path: string) => path.startsWith('queryResults');

/** One file, or one object that is gone, says nothing of the others. */
const concernsOne = (status: number, path: string) =>
  (status === 404 && /\/\d+/.test(path)) || (status === 403 && path.endsWith('/fileAttachments'));

/** What a reply other than success means for the delivery. */
export function refusalOf(operation: string, reply: HttpReply, { body, path }: Asked): SiteRefusal {
  const { headers } = reply;
  const problem = problemIn(reply);
  const code = problem?.code;
  const detail = problem ? unknownProperty(problem.detail, body) : '';
  // A gateway that turns every status into 200 still leaves the problem readable.
  const status = reply.status < 300 ? (problem?.status ?? 400) : reply.status;
  const message = `${operation}: status ${reply.status}${code ? `, ${code}` : ''}${detail}`;

  if (status >= 500 || passingStatuses.has(status) || (code && passingCodes.has(code))) {
    return new SiteRefusal('retry', message, {
      status,
      code,
      retryAfterMs: waitAsked(headers),
      // A gateway's 5xx can hide a write that went through, and so can trouble inside the site.
      uncertain: body !== undefined && status !== 425 && status !== 429,
    });
  }
  const account = status === 401 || status === 403 || status === 404 || status === 405 || status < 400;
  const everything = account || isLookUp(path) || (code && configurationCodes.has(code));
  if (everything && !concernsOne(status, path)) {
    const hint = hints[status] ?? (isLookUp(path) ? lookUpHint : '');
    return new SiteRefusal('misconfigured', `${message}${hint}`, { status, code });
  }
  return new SiteRefusal('rejected', message, { status, code });
}

/**
 * The one part of `detail` that is safe to repeat: the name of a property we sent and the site does not have.
 * The rest of the text may quote what a person typed.
 */
function unknownProperty(detail: string, body: unknown): string {
  const name = /^Invalid property specified: (\w+)/.exec(detail)?.[1];
  return name && JSON.stringify(body ?? '').includes(`"${name}":`)
    ? `, the site has no property ${name}`
    : '';
}

/** How long the site asks us to wait: the longer of `Retry-After` and of its own header, which is in milliseconds. */
function waitAsked(headers: Headers): number | undefined {
  const general = retryAfterMs(headers.get('retry-after'));
  const own = nextRequestAfterMs(headers);
  return own === undefined ? general : Math.max(own, general ?? 0);
}

/** `osvc-crest-next-request-after` in milliseconds: how long to wait before the next call ("Custom Headers"). */
export function nextRequestAfterMs(headers: Headers): number | undefined {
  const asked = headers.get('osvc-crest-next-request-after');
  return asked && /^\d{1,9}$/.test(asked) ? Number(asked) : undefined;
}
