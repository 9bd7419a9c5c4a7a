import { describe, expect, it } from 'vitest';
import { openServer } from '../support/application-server.ts';
import { buildSubmission } from '../support/submissions.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A body that arrives in pieces, its length not told beforehand. */
function inPieces(size: number, pieces: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes(' '.repeat(size)));
      sent += 1;
      if (sent === pieces) controller.close();
    },
  });
}

describe('the body of an application', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'may be %s',
    async (type) => {
      expect((await openServer().post(buildSubmission(), { 'content-type': type })).status).toBe(202);
    },
  );

  it.each([
    null,
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=latin1',
    'application/jsonp',
    'text/plain; application/json',
    'multipart/form-data; boundary=application/json',
  ])('that is %s is not JSON', async (type) => {
    const { status, body } = await openServer().post(buildSubmission(), { 'content-type': type });
    expect(status).toBe(415);
    expect(body).toMatchObject({ status: 415, type: expect.stringMatching(/\/unsupported-media-type$/) });
  });

  it.each(['', ' ', '{', '{"id":', 'null null', "{'id': 1}", '{"id": NaN}', 'id=7', '<xml/>'])(
    'that is %j cannot be read',
    async (text) => {
      const { status, headers, body } = await openServer().post(text);
      expect(status).toBe(400);
      expect(headers.get('content-type')).toBe('application/problem+json');
      expect(body).toMatchObject({ status: 400, type: expect.stringMatching(/\/malformed-request$/) });
    },
  );

  it.each([
    ['a byte that begins nothing', [0xff]],
    ['half a character', [0xc3]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a lone surrogate', [0xed, 0xa0, 0x80]],
  ])('with %s in it is refused, not mended', async (_, broken) => {
    const [before = '', after = ''] = JSON.stringify(buildSubmission({ city: 'Denver' })).split('Denver');
    const body = new Uint8Array([...bytes(before), ...broken, ...bytes(after)]);
    expect((await openServer().post(body)).status).toBe(400);
  });

  it('may begin with a byte order mark', async () => {
    const body = bytes(`\ufeff${JSON.stringify(buildSubmission())}`);
    expect((await openServer().post(body)).status).toBe(202);
  });

  it('may be as large as the limit, and not a byte larger', async () => {
    const text = JSON.stringify(buildSubmission());
    const maxBodyBytes = bytes(text).length;
    const { post } = openServer({ maxBodyBytes });
    expect((await post(text)).status).toBe(202);
    expect((await post(`${text} `)).status).toBe(413);
    expect((await post(text, { 'content-length': String(maxBodyBytes) })).status).toBe(202);
  });

  it('of 300 KB is too large, with its length told or without', async () => {
    const { post, send } = openServer();
    const large = ' '.repeat(300_000);
    for (const headers of [{}, { 'content-length': '300000' }]) {
      const { status, body } = await post(large, headers);
      expect(status).toBe(413);
      expect(body).toMatchObject({ status: 413, type: expect.stringMatching(/\/too-large$/) });
    }
    const chunked = { body: inPieces(10_000, 30), duplex: 'half', method: 'POST' };
    const headers = { 'content-type': 'application/json' };
    expect((await send('/v1/applications', { ...chunked, headers })).status).toBe(413);
  });

  it('that claims to be small is measured all the same, where the runtime does not hold it to that', async () => {
    const text = `${JSON.stringify(buildSubmission())}${' '.repeat(300_000)}`;
    expect((await openServer().post(text, { 'content-length': '10' })).status).toBe(413);
  });

  it('that claims to be small and comes in pieces is measured all the same', async () => {
    const init = { body: inPieces(10_000, 30), duplex: 'half', method: 'POST' };
    const headers = {
      'content-type': 'application/json',
      'content-length': '10',
      'transfer-encoding': 'chunked',
    };
    expect((await openServer().send('/v1/applications', { ...init, headers })).status).toBe(413);
  });

  it('that is said to be too large is refused before a byte is read', async () => {
    let read = false;
    const body = new ReadableStream(
      {
        pull() {
          read = true;
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { 'content-type': 'application/json', 'content-length': '262145' };
    const init = { method: 'POST', headers, body, duplex: 'half' };
    expect((await openServer().send('/v1/applications', init)).status).toBe(413);
    expect(read).toBe(false);
  });
});
