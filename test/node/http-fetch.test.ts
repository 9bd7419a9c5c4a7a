import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createHttpFetch } from '../../src/node/http-fetch.ts';
import { withDeadline } from '../../src/shared/deadline.ts';
import { deadUrl, reply, startFakeServer } from '../support/fake-server.ts';
import { until } from '../support/until.ts';

const fetch = createHttpFetch();

describe('the fetch for back ends', () => {
  it('sends the headers it was given and none that a back end could mind', async () => {
    const server = await startFakeServer((response) => reply(response, 201, { id: 1 }));
    const body = JSON.stringify({ name: 'José' });
    const headers = { 'Content-Type': 'application/json', authorization: 'Basic eDp5' };
    const response = await fetch(`${server.url}/contacts?q=1`, { method: 'POST', headers, body });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ id: 1 });
    const [seen] = server.requests;
    expect(seen).toMatchObject({ method: 'POST', url: '/contacts?q=1', body });
    expect(Object.keys(seen?.headers ?? {}).toSorted()).toEqual([
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
    ]);
  });

  it('keeps the connection for the next call', async () => {
    const ports = new Set<number | undefined>();
    const server = await startFakeServer((response) => {
      ports.add(response.socket?.remotePort);
      reply(response, 200, {});
    });
    for (let call = 0; call < 3; call += 1) await (await fetch(server.url)).text();
    expect(ports.size).toBe(1);
  });

  it('gives redirects and empty answers as they are', async () => {
    const server = await startFakeServer((response, { url }) =>
      url === '/empty'
        ? response.writeHead(204).end()
        : response.writeHead(302, { location: 'http://elsewhere.example.com/' }).end(),
    );
    expect((await fetch(`${server.url}/moved`)).headers.get('location')).toBe(
      'http://elsewhere.example.com/',
    );
    const empty = await fetch(`${server.url}/empty`);
    expect([empty.status, empty.body]).toEqual([204, null]);
  });

  it('tells a server that cannot be reached from one that breaks off', async () => {
    await expect(fetch(await deadUrl())).rejects.toMatchObject({ name: 'Unreachable' });
    const server = await startFakeServer((response) => void response.socket?.resetAndDestroy());
    await expect(fetch(server.url)).rejects.not.toMatchObject({ name: 'Unreachable' });
  });

  it('gives a long answer whole, and takes no more of it than is read', async () => {
    const size = 30_000_000;
    let sent = 0;
    const server = await startFakeServer((response) => {
      response.writeHead(200, { 'content-length': size });
      const part = Buffer.alloc(100_000, 'x');
      const more = () => {
        while (sent < size) {
          sent += part.length;
          if (!response.write(part)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const response = await fetch(server.url);
    await wait(500);
    expect(sent, 'the rest waits at the sender').toBeLessThan(size);
    expect((await response.text()).length).toBe(size);
  });

  it('fails where the answer breaks off, and where nobody wants the rest lets it go', async () => {
    let closed = 0;
    const server = await startFakeServer((response, { url }) => {
      response.on('close', () => (closed += 1));
      response.writeHead(200, { 'content-length': '1000000' }).write('{');
      if (url === '/broken') setTimeout(() => response.socket?.resetAndDestroy(), 50);
    });
    await expect((await fetch(`${server.url}/broken`)).text()).rejects.toThrow();
    const reader = (await fetch(`${server.url}/long`)).body?.getReader();
    expect((await reader?.read())?.value).toHaveLength(1);
    await reader?.cancel();
    await until(() => closed === 2);
  });

  it('sends nothing over a connection that took too long, as to a process that was halted', async () => {
    const server = await startFakeServer((response) => reply(response, 201, { id: 1 }));
    const late = createHttpFetch({ sendWithinMs: -1 });
    const call = late(`${server.url}/contacts`, { method: 'POST', body: '{}' });
    await expect(call).rejects.toMatchObject({ name: 'Unreachable', code: 'ETIMEDOUT' });
    expect(server.requests).toEqual([]);
  });

  it.each(['before the answer', 'within the answer'])('ends when its time is up, %s', async (when) => {
    const server = await startFakeServer((response) => {
      if (when === 'within the answer') response.writeHead(200, { 'content-length': '100' }).write('{');
    });
    const call = withDeadline(50, new AbortController().signal, async (signal) =>
      (await fetch(server.url, { signal })).text(),
    );
    await expect(call).rejects.toThrow();
  });
});
