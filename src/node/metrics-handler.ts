import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../connectors/b2c-service/index.ts';
import { createRecentAnswer } from '../server/recent-answer.ts';

export interface MetricsHandlerOptions {
  readonly text: () => Promise<string>;
  readonly contentType: string;
  /** What whoever asks has to show as a bearer token (RFC 6750). Default: nothing, and anyone may ask. */
  readonly token?: Secret | undefined;
}

/** For how long one answer serves all who ask, in milliseconds: some of it is looked up in the store. */
const sharedMs = 1_000;

/** Serves `GET /metrics`. Undefined: a request for something else. */
export function createMetricsHandler({ text, contentType, token }: MetricsHandlerOptions) {
  const recent = createRecentAnswer(text, sharedMs, Date.now);

  return async (request: Request): Promise<Response | undefined> => {
    // Every application passes here: cheaper than parsing its address.
    if (!/^https?:\/\/[^/]*\/metrics(\?|$)/.test(request.url)) return undefined;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
    }
    if (token !== undefined && !(await isShown(token, request))) {
      return new Response(null, { status: 401, headers: { 'www-authenticate': 'Bearer' } });
    }
    return new Response(await recent(), {
      headers: { 'content-type': contentType, 'cache-control': 'no-store' },
    });
  };
}

async function isShown(token: Secret, { headers }: Request): Promise<boolean> {
  const shown = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1] ?? '';
  const wanted = typeof token === 'string' ? token : await token();
  // By their sums, which are of one length: how long it takes tells nothing of the token.
  return timingSafeEqual(sum(shown), sum(wanted));
}

const sum = (text: string) => createHash('sha256').update(text).digest();
