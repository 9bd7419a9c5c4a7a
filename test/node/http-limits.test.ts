import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HttpLimits } from '../../src/node/http-limits.ts';
import { type ListenOptions, listen } from '../../src/node/listen.ts';
import { openRaw, type RawConnection, sendRaw } from '../support/raw-connection.ts';
import { until } from '../support/until.ts';

const page = 'https://www.example.com';

/** A server whose `/held` answers when `release` is called, whose `/large` is large, and which reads all else. */
async function open(limits: Partial<HttpLimits>, options: Partial<ListenOptions> = {}) {
  const seen: string[] = [];
  const held: (() => void)[] = [];
  const { port, close } = await listen(
    async (request) => {
      const { pathname } = new URL(request.url);
      seen.push(`${request.method} ${pathname}`);
      if (pathname === '/large') return new Response('x'.repeat(30_000_000));
      if (pathname === '/held') await new Promise<void>((resolve) => held.push(resolve));
      const length = (await request.text()).length;
      return Response.json({ length });
    },
    { port: 0, host: '127.0.0.1', allowedOrigins: [page], limits, graceMs: 500, ...options },
  );
  onTestFinished(close);
  return { port, seen, held, release: () => held.splice(0).forEach((answer) => void answer()) };
}

const get = (path = '/x', fields = '') => `GET ${path} HTTP/1.1\r\nHost: a\r\n${fields}\r\n`;
const post = (length: number, fields = '') =>
  `POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n${fields}\r\n`;
const from = (address: string) => `X-Forwarded-For: ${address}\r\n`;

describe('a sender who is slow', () => {
  const quick = { headersMs: 150, stallMs: 150, requestMs: 10_000, checkEveryMs: 20 };

  it('and says nothing is not answered', async () => {
    const { port } = await open(quick);
    expect(await sendRaw(port, '')).toEqual([]);
  });

  it.each([
    ['in the middle of a head', 'GET /x HTTP/1.1\r\nHost:'],
    ['in the middle of a body', `${post(10, `Origin: ${page}\r\n`)}half`],
    ['in the middle of a chunk', 'POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha'],
  ])('and stops is told so (%s)', async (_, bytes) => {
    const { port } = await open(quick);
    const answers = await sendRaw(port, bytes);
    expect(answers.map(({ status }) => status)).toEqual([408]);
    expect(answers[0]?.headers.get('content-type')).toBe('application/problem+json');
    expect(answers[0]?.headers.get('access-control-allow-origin')).toBe(bytes.includes(page) ? page : null);
    expect((await fetch(`http://127.0.0.1:${port}/next`)).status).toBe(200);
  });

  it('and lets a head trickle is told so', async () => {
    const { port, seen } = await open({ ...quick, stallMs: 10_000 });
    const connection = await openRaw(port, 'GET /x HTTP/1.1\r\nHost: a\r\n');
    const trickle = setInterval(() => connection.write('x: y\r\n'), 20);
    onTestFinished(() => clearInterval(trickle));
    expect((await connection.closed()).map(({ status }) => status)).toEqual([408]);
    expect(seen).toEqual([]);
  });

  it('and lets a body trickle is told so once the whole has taken too long', async () => {
    const { port } = await open({ ...quick, requestMs: 500 });
    const connection = await openRaw(port, post(1_000_000));
    const trickle = setInterval(() => connection.write('x'), 20);
    onTestFinished(() => clearInterval(trickle));
    expect((await connection.closed()).map(({ status }) => status)).toEqual([408]);
  });

  it('but goes on gets through, however many pauses there are', async () => {
    const { port } = await open({ ...quick, stallMs: 1_000, headersMs: 1_000 });
    const connection = await openRaw(port, post(60, 'Connection: close\r\n'));
    for (let part = 0; part < 30; part += 1) {
      await wait(50);
      connection.write('xx');
    }
    expect((await connection.closed()).map(({ body }) => body)).toEqual([{ length: 60 }]);
  });

  it('between two requests is let go without a word', async () => {
    const { port } = await open({ ...quick, keepAliveMs: 100 });
    const connection = await openRaw(port, get());
    expect((await connection.closed()).map(({ status }) => status)).toEqual([200]);
  });

  it('in reading is let go', async () => {
    const { port } = await open(quick);
    const asleep = await openRaw(port);
    asleep.socket.pause();
    asleep.write(get('/large'));
    await wait(1_000);
    asleep.socket.resume();
    expect(await asleep.closed()).toEqual([]);
  });

  it('in reading is not let go while reading goes on', async () => {
    const { port } = await open({ ...quick, stallMs: 5_000 });
    const awake = await openRaw(port, get('/large', 'Connection: close\r\n'));
    expect((await awake.closed()).map(({ body }) => body.length)).toEqual([30_000_000]);
  });

  it('is not the one whose answer takes its time', async () => {
    const { port, held, release } = await open(quick);
    const connection = await openRaw(port, get('/held', 'Connection: close\r\n'));
    await until(() => held.length > 0);
    await wait(1_000);
    release();
    expect((await connection.closed()).map(({ status }) => status)).toEqual([200]);
  });
});

describe('connections beyond the limit', () => {
  it('displace those that have been idle for longest', async () => {
    const { port } = await open({ maxConnections: 3, minIdleMs: 0 }, { trustedProxies: 1 });
    const [first, second] = [await openRaw(port, get()), await openRaw(port, get())];
    await Promise.all([first.answered(), second.answered()]);
    const third = await openRaw(port);
    first.write(get());
    await first.answered(2);
    const fourth = await openRaw(port, get());
    expect((await fourth.answered()).map(({ status }) => status)).toEqual([200]);
    await second.closed();
    expect([first.isClosed, third.isClosed]).toEqual([false, false]);
    // Who has asked nothing yet has been idle since it came.
    const fifth = await openRaw(port, get());
    expect((await fifth.answered()).map(({ status }) => status)).toEqual([200]);
    await third.closed();
    expect(first.isClosed).toBe(false);
  });

  it('displace nobody who has asked only just now, and may ask again', async () => {
    const { port } = await open({ maxConnections: 1, minIdleMs: 60_000 }, { trustedProxies: 1 });
    const first = await openRaw(port, get());
    await first.answered();
    expect((await sendRaw(port, get())).map(({ status }) => status)).toEqual([503]);
    first.write(get());
    expect((await first.answered(2)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('are told to come back where nobody is idle, and pages can read it', async () => {
    const { port, held, release } = await open({ maxConnections: 2, minIdleMs: 0 }, { trustedProxies: 1 });
    const busy = [await openRaw(port, get('/held')), await openRaw(port, get('/held'))];
    await until(() => held.length === 2);
    const preflight = `OPTIONS /x HTTP/1.1\r\nHost: a\r\nOrigin: ${page}\r\n\r\n`;
    const refused = await openRaw(port, preflight);
    expect((await refused.answered()).map(({ status }) => status)).toEqual([200]);
    refused.write(post(5, `Origin: ${page}\r\n`));
    const [, answer] = await refused.closed();
    expect(answer?.status).toBe(503);
    expect(Object.fromEntries(answer?.headers ?? [])).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '10',
      'access-control-allow-origin': page,
      'access-control-expose-headers': expect.stringContaining('Retry-After'),
      connection: 'close',
    });
    expect(answer?.body).toMatchObject({ type: expect.stringMatching(/\/too-busy$/), status: 503 });
    const patient = await openRaw(port);
    release();
    await Promise.all(busy.map((connection) => connection.answered()));
    patient.write(get());
    expect((await patient.answered()).map(({ status }) => status)).toEqual([200]);
  });

  it('are told so also while their body is still on its way', async () => {
    const { port, held, release } = await open({ maxConnections: 1 }, { trustedProxies: 1 });
    await openRaw(port, get('/held'));
    await until(() => held.length === 1);
    const refused = await openRaw(port, `${post(5_000_000)}${'x'.repeat(100_000)}`);
    const going = setInterval(() => refused.write('x'.repeat(10_000)), 5);
    onTestFinished(() => clearInterval(going));
    expect((await refused.answered()).map(({ status }) => status)).toEqual([503]);
    release();
  });

  it('of one address displace its own and nobody else’s', async () => {
    const { port, held, release } = await open({ maxPerAddress: 2, minIdleMs: 0 });
    const other = await openRaw(port, get(), '127.0.0.2');
    await other.answered();
    const hoard: RawConnection[] = [];
    for (let count = 0; count < 10; count += 1) hoard.push(await openRaw(port));
    await until(() => hoard.filter(({ isClosed }) => isClosed).length === 8);
    expect(hoard.slice(-2).map(({ isClosed }) => isClosed)).toEqual([false, false]);
    for (const connection of hoard.slice(-2)) connection.write(get('/held'));
    await until(() => held.length === 2);
    const answers = await (await openRaw(port, get())).closed();
    expect(answers.map(({ status }) => status)).toEqual([429]);
    expect(answers[0]?.headers.get('retry-after')).toBe('5');
    other.write(get());
    expect((await other.answered(2)).map(({ status }) => status)).toEqual([200, 200]);
    release();
  });

  it('that ask nothing do not keep those from being told that do', async () => {
    const limits = { maxConnections: 1, maxRefused: 3 };
    const { port, held, release } = await open(limits, { trustedProxies: 1 });
    await openRaw(port, get('/held'));
    await until(() => held.length === 1);
    const silent: RawConnection[] = [];
    for (let count = 0; count < 12; count += 1) silent.push(await openRaw(port));
    expect((await sendRaw(port, get())).map(({ status }) => status)).toEqual([503]);
    await until(() => silent.filter(({ isClosed }) => isClosed).length >= 9);
    for (const { answers } of silent.filter(({ isClosed }) => isClosed)) {
      expect(answers().map(({ status }) => status)).toEqual([503]);
    }
    release();
  });

  it('that begin to ask and never end do not stay beside those that come after them', async () => {
    const { port } = await open({ maxConnections: 4, maxRefused: 2, minIdleMs: 60_000 });
    const openSockets = () =>
      process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    const before = openSockets();
    let most = 0;
    for (let count = 1; count <= 100; count += 1) {
      await openRaw(port, 'GET /x HTTP/1.1\r\nHost:');
      // The other half of them are this test's own ends.
      most = Math.max(most, openSockets() - before - count);
    }
    // Six, and what is just about to go.
    expect(most).toBeLessThan(20);
  });

  it('is no more once they have gone', async () => {
    const { port } = await open({ maxConnections: 2, maxPerAddress: 2 });
    for (let round = 0; round < 20; round += 1) {
      const connection = await openRaw(port, get('/x', 'Connection: close\r\n'));
      expect((await connection.closed()).map(({ status }) => status)).toEqual([200]);
      connection.socket.destroy();
    }
  });
});

describe('requests of one sender', () => {
  it('sent one behind the other are answered in their order, and not without end', async () => {
    const { port, held, release } = await open({ maxPipelined: 4 });
    const connection = await openRaw(port, get('/held') + get('/x').repeat(50));
    await until(() => held.length === 1);
    release();
    const answers = await connection.closed();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429]);
    expect(answers.at(-1)?.headers.get('retry-after')).toBe('5');
  });

  it('may be many, one after the other, on one connection', async () => {
    const { port } = await open({ maxPipelined: 1, maxUnderWay: 1 });
    const connection = await openRaw(port);
    for (let round = 1; round <= 50; round += 1) {
      connection.write(`${post(2)}hi`);
      await connection.answered(round);
    }
    expect(new Set(connection.answers().map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('that wait do not keep another one’s from being answered, behind one proxy', async () => {
    const { port, held, release } = await open({ maxUnderWay: 3 }, { trustedProxies: 1 });
    const flood: RawConnection[] = [];
    for (let count = 0; count < 10; count += 1) {
      flood.push(await openRaw(port, get('/held', from(`${count}.junk, 192.0.2.1:${4_000 + count}`))));
    }
    const refused = flood.slice(3);
    for (const connection of refused) {
      expect((await connection.closed()).map(({ status }) => status)).toEqual([429]);
    }
    const other = await openRaw(port, get('/x', from('192.0.2.1, 192.0.2.2')));
    expect((await other.answered()).map(({ status }) => status)).toEqual([200]);
    expect(held.length).toBe(3);
    release();
    await Promise.all(flood.slice(0, 3).map((connection) => connection.answered()));
    const again = await openRaw(port, get('/x', from('192.0.2.1')));
    expect((await again.answered()).map(({ status }) => status)).toEqual([200]);
  });

  it('are counted no longer when he leaves in the middle of many', async () => {
    const { port, held, release } = await open({ maxUnderWay: 4 });
    for (let round = 0; round < 3; round += 1) {
      const connection = await openRaw(port, get('/held').repeat(4));
      await until(() => held.length === 4);
      connection.socket.destroy();
      release();
      await until(async () => {
        const [answer] = await sendRaw(port, get('/x', 'Connection: close\r\n'));
        return answer?.status === 200;
      });
    }
  });

  it('who asks for a head only gets no more, even in a refusal', async () => {
    const { port } = await open({});
    const connection = await openRaw(port, 'HEAD /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n');
    let received = '';
    connection.socket.on('data', (text) => (received += text));
    await connection.closed();
    expect(received.split('\r\n\r\n')).toEqual([expect.stringMatching(/^HTTP\/1\.1 400 /), '']);
  });
});

describe('a server that closes', () => {
  it('tells whoever is in the middle of a request, and waits for nobody who asks nothing', async () => {
    const { port, close } = await listen(async () => new Response('ok'), { port: 0, host: '127.0.0.1' });
    const silent = await openRaw(port);
    const idle = await openRaw(port, get());
    await idle.answered();
    const half = await openRaw(port, 'GET /x HTTP/1.1\r\nHo');
    await until(() => half.socket.bytesWritten > 0);
    await wait(50);
    await close();
    expect(await silent.closed()).toEqual([]);
    expect((await idle.closed()).length).toBe(1);
    expect((await half.closed()).map(({ status }) => status)).toEqual([503]);
  });
});
