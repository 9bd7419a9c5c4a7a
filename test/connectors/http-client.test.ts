import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../../src/connectors/http-client.ts';
import { reply, replyHtml, startFakeServer } from '../support/fake-server.ts';

const never = new AbortController().signal;

/** Sends one request to a function that stands for the network. */
const sendTo = (fetch: typeof globalThis.fetch, options: object = {}, signal = never) =>
  createHttpClient({ fetch, timeoutMs: 5_000, ...options })({
    method: 'GET',
    url: 'https://site.example.com/',
    headers: {},
    signal,
  });

const stream = (chunks: readonly Uint8Array[]) =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

describe('an exchange', () => {
  it('gives status, headers and JSON', async () => {
    const answer = new Response('{"id":7}', { status: 201, headers: { 'x-a': 'b' } });
    const { status, headers, json } = await sendTo(async () => answer);
    expect([status, headers.get('x-a'), json]).toEqual([201, 'b', { id: 7 }]);
  });

  it.each([
    ['nothing', null],
    ['an empty text', ''],
    ['a page', '<html></html>'],
    ['JSON that breaks off', '{"id":'],
  ])('gives no JSON for %s', async (_, body) => {
    expect((await sendTo(async () => new Response(body))).json).toBeUndefined();
  });

  it('reads a character that comes in two pieces', async () => {
    const bytes = new TextEncoder().encode('"🚚é"');
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect((await sendTo(async () => new Response(stream(pieces)))).json).toBe('🚚é');
  });

  it('takes a reply of the longest length, and none that is longer', async () => {
    const text = JSON.stringify('é'.repeat(49));
    const { length } = new TextEncoder().encode(text);
    expect((await sendTo(async () => new Response(text), { maxReplyBytes: length })).json).toBe(
      'é'.repeat(49),
    );
    await expect(sendTo(async () => new Response(text), { maxReplyBytes: length - 1 })).rejects.toMatchObject(
      {
        name: 'NoReply',
        kind: 'too-large',
      },
    );
  });

  it('asks for JSON unless it wants something else, and follows no redirect', async () => {
    const seen: RequestInit[] = [];
    const fetch: typeof globalThis.fetch = async (_input, init) => {
      seen.push(init ?? {});
      return new Response('{}');
    };
    const send = createHttpClient({ fetch, timeoutMs: 5_000 });
    const request = { method: 'POST', url: 'https://site.example.com/', body: 'x', signal: never } as const;
    await send({ ...request, headers: { a: 'b' } });
    await send({ ...request, headers: { accept: 'application/schema+json' } });
    expect(seen).toMatchObject([
      { method: 'POST', body: 'x', redirect: 'manual', headers: { a: 'b', accept: 'application/json' } },
      { redirect: 'manual', headers: { accept: 'application/schema+json' } },
    ]);
  });
});

describe('an exchange without an answer says why', () => {
  it.each([
    ['network', new TypeError('fetch failed')],
    ['network', 'a string'],
    ['unreachable', Object.assign(new Error('x'), { name: 'Unreachable' })],
  ] as const)('%s: %s', async (kind, thrown) => {
    await expect(sendTo(() => Promise.reject(thrown))).rejects.toMatchObject({
      name: 'NoReply',
      kind,
      message: `no reply: ${kind}`,
      cause: thrown,
    });
  });

  it('timeout, when its time is up before the answer or within it', async () => {
    const server = await startFakeServer((response, { url }) => {
      if (url === '/half') response.writeHead(200, { 'content-length': '100' }).write('{');
    });
    for (const url of [`${server.url}/none`, `${server.url}/half`]) {
      const send = createHttpClient({ fetch, timeoutMs: 60 });
      await expect(send({ method: 'GET', url, headers: {}, signal: never })).rejects.toMatchObject({
        kind: 'timeout',
      });
    }
  });

  it('timeout, when the attempt is told to stop', async () => {
    const server = await startFakeServer(() => {});
    const attempt = new AbortController();
    const send = createHttpClient({ fetch, timeoutMs: 60_000 });
    const outcome = send({ method: 'GET', url: server.url, headers: {}, signal: attempt.signal });
    const expected = expect(outcome).rejects.toMatchObject({ name: 'NoReply', kind: 'timeout' });
    await expect.poll(() => server.requests.length).toBe(1);
    attempt.abort();
    await expected;
  });

  it('network, when the connection breaks within the answer', async () => {
    const server = await startFakeServer((response) => {
      response
        .writeHead(200, { 'content-length': '100' })
        .write('{', () => response.socket?.resetAndDestroy());
    });
    const send = createHttpClient({ fetch, timeoutMs: 5_000 });
    await expect(send({ method: 'GET', url: server.url, headers: {}, signal: never })).rejects.toMatchObject({
      kind: 'network',
    });
  });
});

it('a page with a bad status is an answer', async () => {
  const server = await startFakeServer((response, { url }) =>
    url === '/page' ? replyHtml(response, 502) : reply(response, 404, { a: 1 }),
  );
  const send = createHttpClient({ fetch, timeoutMs: 5_000 });
  const ask = (path: string) =>
    send({ method: 'GET', url: `${server.url}${path}`, headers: {}, signal: never });
  expect(await ask('/page')).toMatchObject({ status: 502, json: undefined });
  expect(await ask('/')).toMatchObject({ status: 404, json: { a: 1 } });
});
