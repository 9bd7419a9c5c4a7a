import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../src/node/listen.ts';
import { openServer } from '../support/application-server.ts';
import { buildSubmission } from '../support/submissions.ts';
import { until } from '../support/until.ts';
import { formOf, formType, samples } from '../support/uploads.ts';

/** Both ways to the same server: as a function, and through a socket. */
const ways = [
  [
    'called',
    async (server: ReturnType<typeof openServer>) => {
      const base = 'http://apply.example.com';
      return {
        base,
        ask: (path: string, init?: RequestInit) => server.fetch(new Request(base + path, init)),
      };
    },
  ],
  [
    'over a socket',
    async (server: ReturnType<typeof openServer>) => {
      const base = `http://127.0.0.1:${await open(server)}`;
      return { base, ask: (path: string, init?: RequestInit) => fetch(base + path, init) };
    },
  ],
] as const;

/** Mounts a server on a socket until the test ends; gives its port. */
async function open(server: ReturnType<typeof openServer>, trustedProxies = 0): Promise<number> {
  const { port, close } = await listen(server.fetch, { port: 0, host: '127.0.0.1', trustedProxies });
  onTestFinished(close);
  return port;
}

const json = { 'content-type': 'application/json' };
const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...json, ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe.each(ways)('the intake API, %s', (_, way) => {
  it('accepts an application, repeats itself, and tells how it stands', async () => {
    const { ask } = await way(openServer());
    const submission = buildSubmission();
    const first = await ask('/v1/applications', post(submission));
    const second = await ask('/v1/applications', post(submission));
    expect([first.status, second.status]).toEqual([202, 202]);
    const accepted = await first.json();
    expect(await second.json()).toEqual(accepted);
    const status = await ask(first.headers.get('location') ?? '');
    expect(await status.json()).toMatchObject(accepted);
  });

  it('refuses what it must', async () => {
    const { ask } = await way(openServer());
    const requests: [string, RequestInit?][] = [
      ['/v1/applications', post(buildSubmission({ email: 'x' }))],
      ['/v1/applications', post('{')],
      ['/v1/applications', post(' '.repeat(300_000))],
      ['/v1/applications', post('{}', { 'content-type': 'text/plain' })],
      ['/v1/applications', post('{}', { origin: 'https://elsewhere.example.net' })],
      ['/v1/applications', { method: 'OPTIONS', headers: { origin: 'https://elsewhere.example.net' } }],
      ['/v1/applications'],
      ['/v1/applications/7'],
      ['/v1/nothing'],
    ];
    const statuses: number[] = [];
    for (const [path, init] of requests) {
      const response = await ask(path, init);
      statuses.push(response.status);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ status: response.status });
    }
    expect(statuses).toEqual([422, 400, 413, 415, 403, 403, 405, 404, 404]);
  });

  it('takes files, and refuses others however large they are', async () => {
    const { ask } = await way(openServer());
    const submission = buildSubmission();
    await ask('/v1/applications', post(submission));
    const upload = (id: string, body: BodyInit, type = formType) =>
      ask(`/v1/applications/${id}/files`, { method: 'POST', headers: { 'content-type': type }, body });
    const file = { name: 'cdl.pdf', content: samples.pdf('x'.repeat(3_000_000)) };
    const taken = await upload(submission.id, formOf(file));
    expect(taken.status).toBe(202);
    expect(await taken.json()).toMatchObject({ files: [{ name: 'cdl.pdf', size: file.content.length }] });

    // The sender has most of it still before it, and yet gets to read why.
    const large = formOf(...['a', 'b', 'c'].map((name) => ({ name, content: new Uint8Array(5_000_000) })));
    const refusals = [
      await upload(submission.id, large),
      await upload(buildSubmission().id, large),
      await upload(submission.id, large, 'text/plain'),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([422, 404, 415]);
    for (const refusal of refusals) expect(await refusal.json()).toMatchObject({ status: refusal.status });
  });

  it('takes its own origin for its own', async () => {
    const { base, ask } = await way(openServer());
    expect((await ask('/v1/applications', post(buildSubmission(), { origin: base }))).status).toBe(202);
  });

  it('says of a form only that it has not changed', async () => {
    const { ask } = await way(openServer());
    const etag = (await ask('/v1/forms/driver-short')).headers.get('etag') ?? '';
    expect((await ask('/v1/forms/driver-short', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});

describe('a sender on a socket', () => {
  /** Writes raw bytes and collects the answer until the server or `cut` ends the connection. */
  async function raw(port: number, head: string, body: string, cut = false): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      `POST /v1/applications HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n${head}\r\n\r\n`,
    );
    socket.write(body);
    if (cut) setTimeout(() => socket.destroy(), 30);
    return text(socket).catch(() => '');
  }

  const chunk = (content: string) => `${content.length.toString(16)}\r\n${content}\r\n`;

  it('in chunks without end is stopped at the limit, and the connection with it', async () => {
    const server = openServer();
    const port = await open(server);
    const answer = await raw(port, 'transfer-encoding: chunked', chunk(' '.repeat(50_000)).repeat(6));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/connection: close/i);
  });

  it('of a large body is told before sending it', async () => {
    const port = await open(openServer());
    expect(await raw(port, 'content-length: 300000', '')).toMatch(/^HTTP\/1\.1 413 /);
  });

  it.each(['content-length: 5000', 'transfer-encoding: chunked'])(
    'who leaves halfway leaves nothing behind, and is nobody else’s trouble (%s)',
    async (head) => {
      const server = openServer();
      const port = await open(server);
      const submission = buildSubmission();
      const half = JSON.stringify(submission);
      await raw(port, head, head.startsWith('content') ? half : chunk(half), true);
      const answer = await fetch(`http://127.0.0.1:${port}/v1/applications`, post(buildSubmission()));
      expect(answer.status).toBe(202);
      await until(() => server.log.lines.length >= 2);
      expect(await server.store.find(submission.id)).toBeUndefined();
      expect(server.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );

  it('who stalls in an upload is told so, and the others need not wait', async () => {
    const server = openServer({ files: { uploadMs: 50 } });
    const port = await open(server);
    const id = await server.apply();
    const stalled = await Promise.all(
      Array.from({ length: 2 }, () => {
        const socket = connect(port, '127.0.0.1');
        socket.write(
          `POST /v1/applications/${id}/files HTTP/1.1\r\nhost: x\r\ncontent-type: ${formType}\r\ncontent-length: 5000\r\n\r\nxxx`,
        );
        return text(socket);
      }),
    );
    for (const answer of stalled) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    const init = { method: 'POST', headers: { 'content-type': formType } };
    const body = formOf({ name: 'cdl.pdf', content: samples.pdf() });
    const answer = await fetch(`http://127.0.0.1:${port}/v1/applications/${id}/files`, { ...init, body });
    expect(answer.status).toBe(202);
  });

  it('is known by the address our own proxy saw, whatever stands left of it', async () => {
    const server = openServer({ rateLimit: { burst: 1, perMinute: 1 } });
    const port = await open(server, 1);
    const send = async (forwarded: string) =>
      (await fetch(`http://127.0.0.1:${port}/v1/applications`, post('{', { 'x-forwarded-for': forwarded })))
        .status;
    expect(await send('192.0.2.1')).toBe(400);
    expect(await send('203.0.113.7, 192.0.2.1')).toBe(429);
    expect(await send('192.0.2.1, 192.0.2.2')).toBe(400);
  });

  it('cannot choose its address where no proxy of ours stands in front', async () => {
    const port = await open(openServer({ rateLimit: { burst: 1, perMinute: 1 } }));
    const send = async (forwarded: string) =>
      (await fetch(`http://127.0.0.1:${port}/v1/applications`, post('{', { 'x-forwarded-for': forwarded })))
        .status;
    expect([await send('192.0.2.1'), await send('192.0.2.2')]).toEqual([400, 429]);
  });
});
