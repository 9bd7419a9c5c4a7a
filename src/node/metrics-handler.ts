import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../connectors/b2c-service/index.ts';
import type { ProblemKind } from '../protocol/problem.ts';
import { HttpProblem } from '../server/http-problem.ts';
import { createRecentAnswer } from '../server/recent-answer.ts';

export interface MetricsHandlerOptions {
  readonly text: () => Promise<string>;
  readonly contentType: string;
  /** What whoever asks has to show as a bearer token (RFC 6750). Default: nothing, and anyone may ask. */
  readonly token?: Secret | undefined;
  /** Told of the kind of problem whenever a request is refused here. Default: nobody. */
  readonly onRefusal?: (kind: ProblemKind) => void;
}

/** For how long one answer serves all who ask, in milliseconds: some of it is looked up in the store. */
const sharedMs = 1_000;

/** Serves `GET /metrics`. Undefined: a request for something else. */
export function createMetricsHandler(options: MetricsHandlerOptions) {
  const { text, contentType, token, onRefusal = () => {} } = options;
  const recent = createRecentAnswer(text, sharedMs, Date.now);

  function refuse(problem: HttpProblem): Response {
    onRefusal(problem.kind);
    return problem.toResponse();
  }

  return async (request: Request): Promise<Response | undefined> => {
    // Every application passes here: cheaper than parsing its address.
    if (!/^https?:\/\/[^/]*\/metrics(\?|$)/.test(request.url)) return undefined;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refuse(new HttpProblem('method-not-allowed', { headers: { allow: 'GET, HEAD' } }));
    }
    if (token !== undefined && !(await isShown(token, request))) {
      return refuse(new HttpProblem('unauthorized', { headers: { 'www-authenticate': 'Bearer' } }));
    }
    return new Response(await recent(), {
      headers: { 'content-type': contentType, 'cache-control': 'no-store' },
    });
  };
}

async function isShown(token: Secret, { headers }: Request): Promise<boolean> {
  const shown = /^Bearer +(.+)$/i.exec(headers.get('authorization') ?? '')?.[1]?.trim() ?? '';
  if (shown === '') return false;
  const wanted = typeof token === 'string' ? token : await token();
  // By their sums, which are of one length: how long it takes tells nothing of the token. Prometheus reads its copy of
  // the file without the spaces around it.
  return timingSafeEqual(sum(shown), sum(wanted.trim()));
}

const sum = (text: string) => createHash('sha256').update(text).digest();
