import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../src/node/listen.ts';
import { openRaw, sendRaw } from '../support/raw-connection.ts';

/** A server that says which requests have reached its handler. */
async function open() {
  const seen: string[] = [];
  const { port, close } = await listen(
    async (request) => {
      seen.push(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`);
      return Response.json({ status: 'ok' });
    },
    { port: 0, host: '127.0.0.1', allowedOrigins: ['https://www.example.com'] },
  );
  onTestFinished(close);
  return { port, seen };
}

const post = 'POST /x HTTP/1.1\r\nHost: a\r\n';
const get = 'GET /x HTTP/1.1\r\nHost: a\r\n';
const chunked = 'Transfer-Encoding: chunked\r\n';
const noChunks = '0\r\n\r\n';

describe('a request that two servers could read in two ways', () => {
  it.each([
    ['a length and chunks', `${post}Content-Length: 5\r\n${chunked}\r\n${noChunks}`],
    ['chunks and a length', `${post}${chunked}Content-Length: 5\r\n\r\n${noChunks}`],
    ['two lengths', `${post}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!`],
    ['a length twice', `${post}Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello`],
    ['a list of lengths', `${post}Content-Length: 5, 5\r\n\r\nhello`],
    ['a length with a sign', `${post}Content-Length: +5\r\n\r\nhello`],
    ['a length in another base', `${post}Content-Length: 0x5\r\n\r\nhello`],
    ['a length beyond counting', `${post}Content-Length: 99999999999999999999999\r\n\r\nhello`],
    ['a coding that sounds like chunks', `${post}Transfer-Encoding: xchunked\r\n\r\n${noChunks}`],
    ['chunks that are not the last coding', `${post}Transfer-Encoding: chunked, identity\r\n\r\n${noChunks}`],
    ['a coding besides chunks', `${post}Transfer-Encoding: gzip, chunked\r\n\r\n${noChunks}`],
    ['chunks twice', `${post}${chunked}${chunked}\r\n${noChunks}`],
    ['a space before the colon', `${post}Transfer-Encoding : chunked\r\n\r\n${noChunks}`],
    ['a vertical tab', `${post}Transfer-Encoding: \x0bchunked\r\n\r\n${noChunks}`],
    ['a folded line', `${post}Transfer-Encoding:\r\n chunked\r\n\r\n${noChunks}`],
    ['lines that end with LF', 'POST /x HTTP/1.1\nHost: a\nContent-Length: 0\n\n'],
    ['a CR within a line', `${post}X-A: b\rContent-Length: 5\r\n\r\n`],
    ['a NUL', `${post}X-A: b\0c\r\nContent-Length: 0\r\n\r\n`],
    ['two hosts', `${post}Host: b\r\nContent-Length: 0\r\n\r\n`],
    ['no host', 'POST /x HTTP/1.1\r\nContent-Length: 0\r\n\r\n'],
    ['chunks in HTTP/1.0', `POST /x HTTP/1.0\r\nHost: a\r\n${chunked}\r\n${noChunks}`],
    ['a GET with a body', `${get}Content-Length: 30\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n`],
    ['a GET with chunks', `${get}${chunked}\r\n${noChunks}`],
    ['no version', 'GET /x\r\n\r\n'],
    ['no HTTP/1', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a method that nobody knows', 'APPLY /x HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['bytes in the address', 'GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n'],
  ])('is refused, and nothing after it is read (%s)', async (_, bytes) => {
    const { port, seen } = await open();
    const connection = await openRaw(port, bytes);
    connection.write(`GET /smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    const answers = await connection.closed();
    expect(answers.map(({ status }) => status)).toEqual([400]);
    expect(answers[0]?.headers.get('content-type')).toBe('application/problem+json');
    expect(answers[0]?.body).toMatchObject({
      type: expect.stringMatching(/\/malformed-request$/),
      status: 400,
    });
    expect(seen).toEqual([]);
    expect((await fetch(`http://127.0.0.1:${port}/next`)).status).toBe(200);
  });

  it.each([
    ['no number', 'zz\r\n'],
    ['beyond counting', 'fffffffffffffffffff\r\n'],
    ['ended by LF', '1\nx\n0\n\n'],
    ['longer than it said', '1\r\nxy\r\n0\r\n\r\n'],
  ])('in a chunk is refused, and what came of it is not used (%s)', async (_, body) => {
    const { port, seen } = await open();
    const answers = await sendRaw(port, `${post}Origin: https://www.example.com\r\n${chunked}\r\n${body}`);
    expect(answers.map(({ status }) => status)).toEqual([400]);
    expect(answers[0]?.headers.get('access-control-allow-origin')).toBe('https://www.example.com');
    expect(seen).toEqual([]);
  });

  it('at a host that is none is refused in the same form', async () => {
    const { port, seen } = await open();
    const answers = await sendRaw(port, 'GET /x HTTP/1.1\r\nHost: a/b\r\n\r\n');
    expect(answers.map(({ body }) => body)).toEqual([expect.objectContaining({ status: 400 })]);
    expect(seen).toEqual([]);
  });

  it('takes away no answer from one before it', async () => {
    const { port } = await open();
    const whole = `${post}Content-Length: 2\r\n\r\nhi`;
    const answers = await sendRaw(port, `${whole}${whole}nonsense\r\n\r\n`);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
  });
});

describe('a request of HTTP/1.0', () => {
  it('needs no host: load balancers ask so whether a server is there', async () => {
    const { port, seen } = await open();
    const answers = await sendRaw(port, 'GET /healthz HTTP/1.0\r\n\r\n');
    expect(answers.map(({ status }) => status)).toEqual([200]);
    expect(seen).toEqual(['GET /healthz ']);
  });

  it('has no more than one', async () => {
    const { port } = await open();
    const answers = await sendRaw(port, 'GET /x HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n');
    expect(answers.map(({ status }) => status)).toEqual([400]);
  });
});

describe('a head that is too large', () => {
  it.each([
    ['in one field', `${get}X: ${'b'.repeat(17_000)}\r\n\r\n`, 431],
    ['in many fields', `${get}${'a: b\r\n'.repeat(150)}\r\n`, 431],
    ['in thousands of fields', `${get}${'a: b\r\n'.repeat(20_000)}\r\n`, 431],
    ['in its trailers', `${post}${chunked}\r\n0\r\nX: ${'a'.repeat(200_000)}\r\n\r\n`, 431],
    ['in its address', `GET /${'x'.repeat(9_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
    ['in an address without end', `GET /${'x'.repeat(60_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
    ['in what describes a chunk', `${post}${chunked}\r\n1;${'a'.repeat(20_000)}\r\nx\r\n0\r\n\r\n`, 413],
  ])('is refused with what is the matter (%s)', async (_, bytes, status) => {
    const { port, seen } = await open();
    const answers = await sendRaw(port, bytes);
    expect(answers.map((answer) => answer.status)).toEqual([status]);
    expect(answers[0]?.body).toMatchObject({ status });
    expect(seen).toEqual([]);
    expect((await fetch(`http://127.0.0.1:${port}/next`)).status).toBe(200);
  });

  it('is one that no browser sends', async () => {
    const { port } = await open();
    const fields = `Cookie: ${'c'.repeat(8_000)}\r\n${'a: b\r\n'.repeat(60)}Connection: close\r\n`;
    const bytes = `GET /?${'x'.repeat(4_000)} HTTP/1.1\r\nHost: a\r\n${fields}\r\n`;
    expect((await sendRaw(port, bytes)).map(({ status }) => status)).toEqual([200]);
  });
});

describe('a sender who wants something else', () => {
  it('is no tunnel’s beginning', async () => {
    const { port, seen } = await open();
    const [answer] = await sendRaw(port, 'CONNECT b:443 HTTP/1.1\r\nHost: b:443\r\n\r\n\x16\x03\x01');
    expect(answer?.status).toBe(405);
    expect(answer?.headers.get('allow')).toContain('POST');
    expect(answer?.body).toMatchObject({ status: 405 });
    expect(seen).toEqual([]);
  });

  it.each(['websocket', 'h2c'])('gets his answer in the protocol that there is (%s)', async (protocol) => {
    const { port, seen } = await open();
    const fields = `Connection: Upgrade, close\r\nUpgrade: ${protocol}\r\nContent-Length: 2\r\n`;
    expect((await sendRaw(port, `${post}${fields}\r\nhi`)).map(({ status }) => status)).toEqual([200]);
    expect(seen).toEqual(['POST /x hi']);
  });

  it('and asks before sending is let go on, or refused before', async () => {
    const { port } = await open();
    const asks = 'Expect: 100-continue\r\nContent-Length: 2\r\n';
    const welcome = await openRaw(port, `${post}${asks}\r\n`);
    expect((await welcome.answered()).map(({ status }) => status)).toEqual([100]);
    welcome.write('hi');
    expect((await welcome.answered(2)).map(({ status }) => status)).toEqual([100, 200]);
    const refused = await openRaw(port, `${post}Host: b\r\n${asks}\r\n`);
    expect((await refused.closed()).map(({ status }) => status)).toEqual([400]);
  });

  it('and expects what nobody knows gets an answer all the same', async () => {
    const { port } = await open();
    const fields = 'Expect: tea\r\nContent-Length: 2\r\nConnection: close\r\n';
    expect((await sendRaw(port, `${post}${fields}\r\nhi`)).map(({ status }) => status)).toEqual([200]);
  });

  it('and has ended his side still gets an answer that takes its time', async () => {
    let answer = () => {};
    const { port, close } = await listen(
      () => new Promise((resolve) => (answer = () => resolve(new Response('late')))),
      { port: 0, host: '127.0.0.1' },
    );
    onTestFinished(close);
    const connection = await openRaw(port, `${post}Content-Length: 2\r\nConnection: close\r\n\r\nhi`);
    connection.socket.end();
    setTimeout(() => answer(), 50);
    expect((await connection.closed()).map(({ body }) => body)).toEqual(['late']);
  });
});
