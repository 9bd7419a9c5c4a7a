import type { Context } from 'hono';
import { HttpProblem } from '../http-problem.ts';

/**
 * Reads a JSON body of at most `maxBytes`. 415 when it is not `application/json` in UTF-8, 413 when it is longer
 * (told from `Content-Length` before anything is read, or while reading), 400 when it is not JSON or does not arrive.
 */
export async function readJson(c: Context, maxBytes: number): Promise<unknown> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type)) {
    throw new HttpProblem('unsupported-media-type');
  }
  try {
    // Reading fails when the sender leaves halfway: no fault of ours, and no error in the log.
    const bytes = await readBytes(c, maxBytes);
    // JSON is UTF-8 (RFC 8259, 8.1). A broken byte is refused, not replaced: what is stored is what was sent.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    if (cause instanceof HttpProblem) throw cause;
    throw new HttpProblem('malformed-request', { cause });
  }
}

async function readBytes(c: Context, maxBytes: number): Promise<ArrayBuffer | Uint8Array> {
  const declared = c.req.header('content-length');
  if (declared !== undefined) {
    if (Number(declared) > maxBytes) throw tooLarge();
    // The HTTP server holds the sender to what it declared.
    if (!c.req.header('transfer-encoding')) return c.req.arrayBuffer();
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** The rest of the body is still on its way and nobody will read it, so the connection cannot be used again. */
function tooLarge(): HttpProblem {
  return new HttpProblem('too-large', { headers: { connection: 'close' } });
}
