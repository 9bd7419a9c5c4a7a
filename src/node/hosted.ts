import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { HostedPages } from '../hosted/create-hosted-pages.ts';
import type { HostedSettings } from '../hosted/hosted-settings.ts';
import type { FormDefinition } from '../model/definition.ts';
import type { Log } from '../queue/log.ts';
import { createRateLimiter } from '../server/guards/rate-limit.ts';
import type { Handler } from './listen.ts';
import { packageRoot } from './package-root.ts';

export interface HostedHandlerOptions {
  readonly settings: HostedSettings;
  readonly definitions: readonly FormDefinition[];
  /** Origins whose pages may show ours in a frame. */
  readonly frameOrigins: readonly string[];
  /** Takes finished applications. */
  readonly intake: Handler;
  /** What pages are signed with. */
  readonly key: () => Uint8Array<ArrayBuffer>;
  /** How many applications one address may send a minute; 0 for no limit. It may ask for ten times as many pages. */
  readonly rateLimit: number;
  readonly log: Log;
}

/** Pages that an application takes, and some to spare. */
const pagesEach = 10;

/**
 * Serves `/form/{form}`. What draws pages is loaded with the first one: a proxy whose forms are all embedded does not
 * pay for it. Undefined: a request for something else.
 */
export function createHostedHandler(options: HostedHandlerOptions) {
  const perMinute = options.rateLimit * pagesEach;
  const take = perMinute > 0 ? createRateLimiter({ burst: perMinute, perMinute }) : () => undefined;
  let pages: Promise<HostedPages> | undefined;

  return async (request: Request, info: { readonly address: string }): Promise<Response | undefined> => {
    // Every application passes here: cheaper than parsing its address.
    if (!/^https?:\/\/[^/]*\/form\//.test(request.url)) return undefined;
    pages ??= load(options).catch((error: unknown) => {
      // The disk was full when the key was to be made, say: whoever comes next tries again.
      pages = undefined;
      throw error;
    });
    const hosted = await pages;
    const wait = take(info.address);
    const response =
      wait === undefined ? await hosted.fetch(request, info) : await hosted.busy(request, wait);
    return compressed(request, response);
  };
}

async function load({ intake, key, log, ...options }: HostedHandlerOptions): Promise<HostedPages> {
  const { createHostedPages } = await import('../hosted/create-hosted-pages.ts');
  const file = readFileSync(`${packageRoot}dist/browser/applicant-intake.hosted.js`);
  // Page and script must be of one build: the address changes with the content.
  const version = createHash('sha256').update(file).digest('hex').slice(0, 12);
  return createHostedPages({
    ...options,
    intake: (request, { address = '' }) => intake(request, { address }),
    script: `/applicant-intake.hosted.js?${version}`,
    key: key(),
    onError: (error) => {
      const { name, code } = error as NodeJS.ErrnoException;
      log.error(
        { path: '/form/:form', cause: [name, code].filter(Boolean).join(' ') },
        'a request failed here',
      );
    },
  });
}

/** Style sheets and form together are some 20 kB, of which a quarter is left. */
function compressed(request: Request, response: Response): Response {
  if (!response.body || !/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) return response;
  const headers = new Headers(response.headers);
  headers.set('content-encoding', 'gzip');
  headers.append('vary', 'Accept-Encoding');
  const { status } = response;
  return new Response(response.body.pipeThrough(new CompressionStream('gzip')), { status, headers });
}
