import type { Submission } from '../../src/model/index.ts';
import { driverShort } from '../../src/model/index.ts';
import { listen } from '../../src/node/listen.ts';
import { createPageHandler } from '../../src/node/pages.ts';
import { createApplicationServer } from '../../src/server/create-application-server.ts';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { collectLog } from './collect-log.ts';

/** What a page is made of, by its path: HTML, or any answer. */
export type Pages = Readonly<Record<string, string | (() => Response | Promise<Response>)>>;

/** A recruiter's site and a proxy, both on one socket of this process, which goes by two names. */
export interface LandingSite {
  /** The origin of the pages. The built files and the intake API are there, too, for pages that call them their own. */
  readonly origin: string;
  /** The same from another origin. */
  readonly elsewhere: string;
  /** The applications that have been accepted, in order. */
  readonly accepted: readonly Submission[];
  /** Every path that was asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export interface LandingSiteOptions {
  /** Answers in the place of the built files and of the intake API; undefined: it does not. */
  readonly instead?: (request: Request) => Response | undefined;
  readonly demo?: boolean;
}

/** Serves pages with the element. The built files are read once: a build that runs meanwhile takes nothing away. */
export async function startLandingSite(
  pages: Pages,
  { instead = () => undefined, demo = false }: LandingSiteOptions = {},
): Promise<LandingSite> {
  const files = createPageHandler({ demo });
  const accepted: Submission[] = [];
  const asked: string[] = [];
  let intake: ReturnType<typeof createApplicationServer>;

  const { port, close } = await listen(
    async (request, info) => {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      const page = pages[pathname];
      if (typeof page === 'function') return page();
      if (page !== undefined) {
        return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } });
      }
      const other = instead(request) ?? (await files(request));
      if (other) return other;
      const isApplication = request.method === 'POST' && pathname === '/v1/applications';
      const sent = isApplication ? ((await request.clone().json()) as Submission) : undefined;
      const answer = await intake.fetch(request, info);
      if (sent && answer.status === 202) accepted.push(sent);
      return answer;
    },
    { port: 0, host: '127.0.0.1' },
  );
  const origin = `http://localhost:${port}`;
  intake = createApplicationServer({
    store: createMemoryStore(),
    definitions: [driverShort],
    destinations: ['b2c-service'],
    origins: [origin],
    minSeconds: 0,
    log: collectLog(),
  });
  return { origin, elsewhere: `http://127.0.0.1:${port}`, accepted, asked, close };
}
