import { describe, expect, it } from 'vitest';
import { openServer } from '../support/application-server.ts';
import { formOf, formType, inPieces, type Part, samples, unread } from '../support/uploads.ts';

const problemBase = 'https://applicant-intake.example.com/problems';

const encode = (text: string) => new TextEncoder().encode(text);

const pdf = (mark = '') => ({ name: `${mark}.pdf`, content: samples.pdf(mark) });

/** A file of so many bytes, told to be a PDF by its first ones. */
const pdfOf = (bytes: number, mark = ''): Part => {
  const { length } = samples.pdf(mark);
  return { name: `${mark}.pdf`, content: samples.pdf(mark + 'x'.repeat(bytes - length)) };
};

describe('an upload with files that cannot be taken', () => {
  it.each<[string, Part[], [path: string, code: string, params: object][]]>([
    [
      'HTML that says it is a PDF',
      [{ name: 'cdl.pdf', type: 'application/pdf', content: samples.html() }],
      [['files.0', 'file_type', { types: 'PDF, JPEG, PNG' }]],
    ],
    ...(
      [
        ['a PDF behind a tag of music', [encode('ID3\x03\0\0\0\0\0\0'), samples.pdf()]],
        ['a PDF behind a byte order mark', [Uint8Array.of(0xef, 0xbb, 0xbf), samples.pdf()]],
      ] as const
    ).map(([what, pieces]): [string, Part[], [string, string, object][]] => [
      what,
      [{ name: 'cdl.pdf', content: Uint8Array.from(pieces.flatMap((piece) => [...piece])) }],
      [['files.0', 'file_type', { types: 'PDF, JPEG, PNG' }]],
    ]),
    [
      'a picture of another kind',
      [{ name: 'cdl.png', type: 'image/png', content: samples.gif() }],
      [['files.0', 'file_type', { types: 'PDF, JPEG, PNG' }]],
    ],
    [
      'plain text',
      [{ name: 'cdl.txt', content: new TextEncoder().encode('I have a CDL') }],
      [['files.0', 'file_type', { types: 'PDF, JPEG, PNG' }]],
    ],
    ['nothing in it', [{ name: 'cdl.pdf', content: new Uint8Array() }], [['files.0', 'file_empty', {}]]],
    ['more bytes than one may have', [pdfOf(5_242_881)], [['files.0', 'file_too_large', { mb: 5 }]]],
    [
      'one good file and two bad ones',
      [pdf('a'), { name: 'b.pdf', content: new Uint8Array() }, { name: 'c.pdf', content: samples.gif() }],
      [
        ['files.1', 'file_empty', {}],
        ['files.2', 'file_type', { types: 'PDF, JPEG, PNG' }],
      ],
    ],
    ['six files', ['a', 'b', 'c', 'd', 'e', 'f'].map(pdf), [['files', 'too_many_files', { max: 5 }]]],
    ['no file at all', [], [['files', 'required', {}]]],
    [
      'inputs in which nobody has chosen one',
      [{ content: new Uint8Array() }, { content: new Uint8Array() }],
      [['files', 'required', {}]],
    ],
  ])('with %s is refused, and nothing of it is stored', async (_, parts, expected) => {
    const { apply, upload, store } = openServer();
    const id = await apply();
    const { status, headers, body } = await upload(id, parts);
    expect(status).toBe(422);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({ status: 422, type: `${problemBase}/invalid-files` });
    expect(body.issues).toEqual(expected.map(([path, code, params]) => ({ path, code, params })));
    expect((await store.find(id))?.files).toEqual([]);
  });

  it('is refused when the application would have too many, and stores none of them', async () => {
    const { apply, upload, store } = openServer();
    const id = await apply();
    await upload(id, ['a', 'b', 'c', 'd'].map(pdf));
    const { status, body } = await upload(id, ['e', 'f'].map(pdf));
    expect(status).toBe(422);
    expect(body.issues).toEqual([{ path: 'files', code: 'too_many_files', params: { max: 5 } }]);
    expect((await store.find(id))?.files).toHaveLength(4);
    expect((await upload(id, ['e', 'a'].map(pdf))).status).toBe(202);
  });

  it('is refused when they would be too large together, and stores none of them', async () => {
    const { apply, upload, store } = openServer({ files: { maxTotalBytes: 3_000, maxFileBytes: 2_000 } });
    const id = await apply();
    await upload(id, [pdfOf(2_000, 'a')]);
    const { status, body } = await upload(id, [pdfOf(500, 'b'), pdfOf(501, 'c')]);
    expect(status).toBe(422);
    expect(body.issues).toEqual([{ path: 'files', code: 'file_too_large', params: { mb: 0 } }]);
    expect((await store.find(id))?.files).toHaveLength(1);
    expect((await upload(id, [pdfOf(500, 'b'), pdfOf(500, 'c')])).status).toBe(202);
  });

  it('takes what its operator allows', async () => {
    const { apply, upload } = openServer({ files: { types: ['image/gif'], maxFiles: 1 } });
    const id = await apply();
    expect((await upload(id, [pdf('a')])).body.issues).toMatchObject([{ params: { types: 'GIF' } }]);
    expect((await upload(id, [{ name: 'truck', content: samples.gif() }])).body.files).toMatchObject([
      { name: 'truck.gif', type: 'image/gif' },
    ]);
  });
});

describe('the body of an upload', () => {
  const limits = { files: { maxFileBytes: 100_000, maxTotalBytes: 100_000 } };

  it('that is said to be too large is refused before a byte is read', async () => {
    const { apply, upload } = openServer();
    const { body, wasRead } = unread();
    const { status, headers } = await upload(await apply(), body, { 'content-length': '15794177' });
    expect([status, headers.get('connection')]).toEqual([413, 'close']);
    expect(wasRead()).toBe(false);
  });

  it.each([{}, { 'content-length': '10', 'transfer-encoding': 'chunked' }])(
    'that turns out to be too large is read no further than the limit (%j)',
    async (headers) => {
      const { apply, upload, store } = openServer(limits);
      const id = await apply();
      let pulled = 0;
      const endless = new ReadableStream({
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(10_000));
        },
      });
      const { status, body } = await upload(id, endless, headers);
      expect(status).toBe(413);
      expect(body).toMatchObject({ type: `${problemBase}/too-large` });
      expect(pulled * 10_000).toBeLessThan(250_000);
      expect((await store.find(id))?.files).toEqual([]);
    },
  );

  it('of the largest size for one application is taken', async () => {
    const { apply, upload } = openServer();
    const parts = [pdfOf(5_242_880, 'a'), pdfOf(5_242_880, 'b'), pdfOf(5_242_880, 'c')];
    expect((await upload(await apply(), parts)).status).toBe(202);
  });

  it.each([
    null,
    'application/json',
    'application/pdf',
    'multipart/mixed; boundary=x',
    'multipart/form-data-x; boundary=x',
    'application/x-www-form-urlencoded',
  ])('that is %s is not a form with files', async (type) => {
    const { apply, upload } = openServer();
    const { status, body } = await upload(await apply(), [pdf('a')], { 'content-type': type });
    expect(status).toBe(415);
    expect(body).toMatchObject({ type: `${problemBase}/unsupported-media-type` });
  });

  const form = new TextDecoder('latin1').decode(formOf(pdf('a')));
  const boundary = formType.replace(/^.*=/, '');

  it.each([
    ['without a boundary', form, 'multipart/form-data'],
    ['with an empty boundary', form, 'multipart/form-data; boundary='],
    ['with a boundary that is not in it', form, 'multipart/form-data; boundary=somethingElseAltogether'],
    ['that is empty', '', formType],
    ['that is no form', '%PDF-1.7', formType],
    ['cut off in a file', form.slice(0, -boundary.length - 20), formType],
    ['cut off before the last boundary', form.slice(0, -boundary.length - 6), formType],
    ['cut off in its headers', form.slice(0, boundary.length + 30), formType],
    ['with a part that has no headers', `--${boundary}\r\n\r\nx\r\n--${boundary}--\r\n`, formType],
    [
      'of thousands of parts',
      `--${boundary}\r\ncontent-disposition: form-data; name="a"\r\n\r\n\r\n`.repeat(5_000) +
        `--${boundary}--\r\n`,
      formType,
    ],
  ])('%s cannot be read', async (_, text, type) => {
    const { apply, upload, store } = openServer();
    const id = await apply();
    const { status, body } = await upload(id, text, { 'content-type': type });
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: `${problemBase}/malformed-request` });
    expect((await store.find(id))?.files).toEqual([]);
  });

  it('of thousands of parts cannot be read, whatever boundary its type pretends to have', async () => {
    const { apply, upload } = openServer();
    const part = `--${boundary}\r\ncontent-disposition: form-data; name="a"\r\n\r\n\r\n`;
    const text = `${part.repeat(5_000)}--${boundary}--\r\n`;
    for (const type of [
      `multipart/form-data; x="; boundary=decoy"; boundary=${boundary}`,
      `multipart/form-data; boundary=decoy; boundary=${boundary}`,
      `multipart/form-data; boundary=${boundary}; boundary=decoy`,
    ]) {
      expect((await upload(await apply(), text, { 'content-type': type })).status).toBe(400);
    }
  });

  it('is read in one go, however like its boundary it is', async () => {
    const { apply, upload } = openServer();
    const dashes = '-'.repeat(69);
    for (const [own, filling] of [
      [`${dashes}X`, '-'],
      [`X${dashes}`, '-'],
      [dashes, `\r\n${dashes}`],
      [`${dashes}X`, '\r\n'],
    ] as const) {
      const type = `multipart/form-data; boundary=${own}`;
      const text = filling.repeat(15_000_000 / filling.length);
      expect((await upload(await apply(), text, { 'content-type': type })).status).toBe(400);
    }
  });

  it('may hold thousands of lines that begin as its boundary does', async () => {
    const { apply, upload } = openServer();
    const like = `\r\n--${boundary.slice(0, -1)}\r\n\r\n--`.repeat(1_000);
    const body = formOf({ name: 'a.pdf', content: samples.pdf(like) });
    expect((await upload(await apply(), body)).status).toBe(202);
  });

  it('may have its boundary in quotes', async () => {
    const { apply, upload } = openServer();
    const type = `multipart/form-data; boundary="${boundary}"`;
    expect((await upload(await apply(), [pdf('a')], { 'content-type': type })).status).toBe(202);
  });

  it('may hold other fields, which are passed over', async () => {
    const { apply, upload, store } = openServer();
    const id = await apply();
    const field = `--${boundary}\r\ncontent-disposition: form-data; name="note"\r\n\r\nhello\r\n`;
    const { status, body } = await upload(id, field + form);
    expect(status).toBe(202);
    expect(body.files).toHaveLength(1);
    expect(JSON.stringify(await store.find(id))).not.toContain('hello');
    const alone = await upload(id, `${field}--${boundary}--\r\n`);
    expect(alone.body.issues).toEqual([{ path: 'files', code: 'required', params: {} }]);
  });

  /** A form of which all but the end comes, until the test says so. */
  function stalling() {
    const bytes = formOf(pdf('slow'));
    let goOn = () => {};
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes.subarray(0, -9));
        goOn = () => {
          controller.enqueue(bytes.subarray(-9));
          controller.close();
        };
      },
    });
    return { body, goOn: () => goOn() };
  }

  it('that takes too long to arrive is given up, and its share with it', async () => {
    const { apply, upload, store } = openServer({ files: { uploadMs: 30 } });
    const id = await apply();
    const { status, headers, body } = await upload(id, stalling().body, {}, { address: '192.0.2.1' });
    expect([status, headers.get('connection')]).toEqual([408, 'close']);
    expect(body).toMatchObject({ type: `${problemBase}/request-timeout` });
    expect((await store.find(id))?.files).toEqual([]);
  });

  it('is the third of one address at a time that has to wait, and nobody else’s', async () => {
    const { apply, upload } = openServer();
    const id = await apply();
    const from = (address: string, body: ReadableStream | Part[]) => upload(id, body, {}, { address });
    const stalled = [stalling(), stalling()];
    const uploads = stalled.map(({ body }) => from('2001:db8::1', body));
    await expect.poll(async () => (await from('2001:db8::2', [pdf('a')])).status).toBe(429);
    const { headers } = await from('2001:db8::2', [pdf('a')]);
    expect(headers.get('retry-after')).toBe('5');
    expect((await from('2001:db8:0:1::1', [pdf('a')])).status).toBe(202);
    for (const { goOn } of stalled) goOn();
    expect((await Promise.all(uploads)).map(({ status }) => status)).toEqual([202, 202]);
    expect((await from('2001:db8::2', [pdf('a')])).status).toBe(202);
  });

  it('counts against what all of them may hold in memory at one time, until it is done with', async () => {
    const { apply, upload } = openServer(limits);
    const id = await apply();
    const waiting: (() => void)[] = [];
    /** All but the last bytes of a body; the rest follows when the test says so. */
    const held = () => {
      const bytes = formOf(pdfOf(99_000, 'a'));
      return new ReadableStream({
        start(controller) {
          controller.enqueue(bytes.subarray(0, 99_000));
          waiting.push(() => {
            controller.enqueue(bytes.subarray(99_000));
            controller.close();
          });
        },
      });
    };
    const uploads = Array.from({ length: 6 }, () => upload(id, held()));
    // The first six fill what four of the largest may take.
    await expect.poll(async () => (await upload(id, inPieces(formOf(pdfOf(99_000, 'b'))))).status).toBe(429);
    for (const goOn of waiting) goOn();
    expect((await Promise.all(uploads)).map(({ status }) => status)).toEqual(Array(6).fill(202));
    expect((await upload(id, [pdfOf(99_000, 'a')])).status).toBe(202);
  });
});
