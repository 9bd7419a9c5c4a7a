import { createAssetHandler, readAssets } from '../../src/node/assets.ts';
import { type Listening, listen } from '../../src/node/listen.ts';
import { applicationsPath } from '../../src/protocol/paths.ts';

/** As strict as a page can be that runs any script at all. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

export interface CandidateServer extends Pick<Listening, 'port' | 'close'> {
  /** The answers of the next application that is posted, by field key. */
  nextAnswers(): Promise<Readonly<Record<string, string>>>;
}

/** Serves every candidate at `/<its name>/`, all with the same headers and compression, and takes applications. */
export async function serveCandidates(directory: string): Promise<CandidateServer> {
  const assets = readAssets(directory, { 'content-security-policy': policy, 'cache-control': 'no-cache' });
  const page = createAssetHandler((path) => assets.get(path.endsWith('/') ? `${path}index.html` : path));
  const waiting: ((answers: Readonly<Record<string, string>>) => void)[] = [];
  const { port, close } = await listen(
    async (request) => {
      if (request.method !== 'POST' || new URL(request.url).pathname !== applicationsPath) {
        return (await page(request)) ?? new Response(null, { status: 404 });
      }
      const { id = '', answers } = await readApplication(request);
      waiting.shift()?.(answers);
      return Response.json({ id, reference: 'BENCH-1', status: 'queued' }, { status: 202 });
    },
    { port: 0, host: '127.0.0.1', graceMs: 0 },
  );
  return { port, close, nextAnswers: () => new Promise((resolve) => waiting.push(resolve)) };
}

/** Each candidate posts what its library makes: a form, a flat object, or a submission with consents of its own. */
async function readApplication(request: Request) {
  const isForm = request.headers.get('content-type')?.includes('urlencoded');
  const body = isForm ? Object.fromEntries(new URLSearchParams(await request.text())) : await request.json();
  const consents = (body.consents ?? []).map(({ document, granted }: Record<string, unknown>) => [
    document,
    granted,
  ]);
  const all = { ...(body.answers ?? body), ...Object.fromEntries(consents) };
  const answers = Object.fromEntries(Object.entries(all).map(([key, value]) => [key, String(value)]));
  return { id: body.id as string | undefined, answers };
}
