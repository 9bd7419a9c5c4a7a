import type { Context } from 'hono';
import { HttpProblem } from '../http-problem.ts';
import { type BodyOptions, readBytes } from './body-bytes.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body of at most `maxBytes`. 415 when it is not `application/json` in UTF-8, 413 when it is longer
 * (told from `Content-Length` before anything is read, or while reading), 400 when it is not JSON or does not arrive.
 */
export async function readJson(c: Context, options: BodyOptions): Promise<unknown> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type)) {
    throw new HttpProblem('unsupported-media-type');
  }
  try {
    // Reading fails when the sender leaves halfway: no fault of ours, and no error in the log.
    const bytes = await readBytes(c, options);
    // JSON is UTF-8 (RFC 8259, 8.1). A broken byte is refused, not replaced: what is stored is what was sent.
    return JSON.parse(utf8.decode(bytes));
  } catch (cause) {
    if (cause instanceof HttpProblem) throw cause;
    throw new HttpProblem('malformed-request', { cause });
  }
}
