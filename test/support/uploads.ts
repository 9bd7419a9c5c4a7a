const encode = (content: string) => new TextEncoder().encode(content);

/** A file of each kind, as small as a kind is told by its content; `mark` makes two of them differ. */
export const samples = {
  pdf: (mark = '') => encode(`%PDF-1.7\n%${mark}\n%%EOF\n`),
  jpeg: (mark = '') =>
    join([0xff, 0xd8, 0xff, 0xe0, 0, 16], encode(`JFIF\0${mark}`), new Uint8Array(99), [0xff, 0xd9]),
  png: (mark = '') =>
    join(
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13],
      encode('IHDR'),
      [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10],
      encode(`IDAT${mark}`),
      new Uint8Array(99),
    ),
  /** An animated one. */
  apng: () =>
    join(
      samples.png().subarray(0, 33),
      [0, 0, 0, 8],
      encode('acTL'),
      [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
      samples.png().subarray(33),
    ),
  gif: () => encode('GIF89a\x01\0\x01\0'),
  html: () => encode('<!doctype html><script>alert(1)</script>'),
};

/** A part of a form; without a name it is an input in which nobody has chosen a file. */
export interface Part {
  readonly name?: string;
  readonly content: Uint8Array;
  /** What the sender says it is. Default: `application/octet-stream`. */
  readonly type?: string;
}

const boundary = 'xxxxxxxxxxIntakeBoundaryxxxxxxxxxx';

export const formType = `multipart/form-data; boundary=${boundary}`;

/** The body of an upload, written byte by byte as a browser does. */
export function formOf(...parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const written = parts.map(({ name = '', content, type = 'application/octet-stream' }, index) =>
    join(
      encode(
        `--${boundary}\r\ncontent-disposition: form-data; name="file${index}"; filename="${name.replaceAll('"', '%22')}"\r\ncontent-type: ${type}\r\n\r\n`,
      ),
      content,
      encode('\r\n'),
    ),
  );
  return join(...written, encode(`--${boundary}--\r\n`));
}

/** A body in pieces, its length not told beforehand. */
export function inPieces(bytes: Uint8Array, size = 65_536): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes.subarray(at, at + size));
      at += size;
      if (at >= bytes.length) controller.close();
    },
  });
}

/** A body that tells whether anybody has begun to read it. */
export function unread() {
  let read = false;
  const body = new ReadableStream(
    {
      pull() {
        read = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, wasRead: () => read };
}

function join(...pieces: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
