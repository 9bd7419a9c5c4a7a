import type { Context } from 'hono';
import { HttpProblem } from '../http-problem.ts';
import { type BodyOptions, readChunks } from './body-bytes.ts';
import { createPartCounter } from './part-counter.ts';

/** Parts beyond this number are no upload of a person's; parsing hundreds of thousands would hold up everyone. */
const maxParts = 64;

/**
 * Reads the files of a `multipart/form-data` body of at most `maxBytes` (RFC 7578), in the order sent, under whatever
 * field names. Fields that are no files are passed over. 415 when it is something else, 413 when it is longer, 408
 * when it comes too slowly, 400 when it cannot be read or does not arrive whole.
 */
export async function readFormFiles(c: Context, options: BodyOptions): Promise<File[]> {
  const type = c.req.header('content-type') ?? '';
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) throw new HttpProblem('unsupported-media-type');
  const boundary = boundaryOf(type);
  if (boundary === undefined) throw malformed();
  const count = createPartCounter(boundary);
  try {
    const chunks = await readChunks(c, {
      ...options,
      onChunk(chunk) {
        options.onChunk?.(chunk);
        if (count(chunk) > maxParts) throw malformed();
      },
    });
    // Not the sender's header: the parser must not find another boundary in it than the one that was counted.
    const headers = { 'content-type': `multipart/form-data; boundary="${boundary}"` };
    const form = await new Response(givenAway(chunks), { headers }).formData();
    return Array.from(form.values()).filter((value) => typeof value !== 'string');
  } catch (cause) {
    if (cause instanceof HttpProblem) throw cause;
    throw malformed(cause);
  }
}

const malformed = (cause?: unknown) => new HttpProblem('malformed-request', { cause });

/** What separates the parts (RFC 2046, 5.1.1); undefined also where it holds what would need quoting. */
function boundaryOf(type: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  return boundary !== undefined && /^[ !#-[\]-~]+$/.test(boundary) ? boundary : undefined;
}

/** The pieces as a stream that lets go of each, so that the parser's copy of the body is not a second one for long. */
function givenAway(chunks: Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  chunks.reverse();
  return new ReadableStream(
    {
      pull(controller) {
        const next = chunks.pop();
        if (next) controller.enqueue(next);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
