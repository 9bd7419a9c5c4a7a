import type { Context } from 'hono';
import { HttpProblem } from '../http-problem.ts';
import { readBytes } from './body-bytes.ts';

/** Parts beyond this number are no upload of a person's; parsing hundreds of thousands would hold up everyone. */
const maxParts = 64;

/**
 * Reads the files of a `multipart/form-data` body of at most `maxBytes` (RFC 7578), in the order sent, under whatever
 * field names. Fields that are no files are passed over. 415 when it is something else, 413 when it is longer, 400
 * when it cannot be read or does not arrive whole.
 */
export async function readFormFiles(
  c: Context,
  maxBytes: number,
  onChunk: (bytes: number) => void,
): Promise<File[]> {
  const type = c.req.header('content-type') ?? '';
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) throw new HttpProblem('unsupported-media-type');
  try {
    const boundary = boundaryOf(type);
    const bytes = await readBytes(c, maxBytes, onChunk);
    if (boundary === undefined || countParts(bytes, boundary) > maxParts) throw malformed();
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    return Array.from(form.values()).filter((value) => typeof value !== 'string');
  } catch (cause) {
    if (cause instanceof HttpProblem) throw cause;
    throw malformed(cause);
  }
}

const malformed = (cause?: unknown) => new HttpProblem('malformed-request', { cause });

/** The line that separates the parts (RFC 2046, 5.1.1). */
function boundaryOf(type: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  return quoted ?? plain;
}

function countParts(bytes: Uint8Array, boundary: string): number {
  const line = new TextEncoder().encode(`--${boundary}`);
  const begins = (at: number) => line.every((byte, index) => bytes[at + index] === byte);
  let parts = 0;
  // Dashes are rare in what people send, so this skips nearly all of it.
  for (let at = bytes.indexOf(45); at >= 0 && parts <= maxParts; at = bytes.indexOf(45, at + 1)) {
    if (begins(at)) parts += 1;
  }
  return parts;
}
