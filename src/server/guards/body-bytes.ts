import type { Context } from 'hono';
import { HttpProblem } from '../http-problem.ts';

/**
 * Reads a body of at most `maxBytes`. 413 when it is longer: told from `Content-Length` before anything is read, or
 * while reading. `onChunk` is told of the bytes as they come, and may refuse them by throwing.
 */
export async function readBytes(
  c: Context,
  maxBytes: number,
  onChunk?: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const declared = c.req.header('content-length');
  if (declared !== undefined) {
    if (Number(declared) > maxBytes) throw tooLarge();
    // The HTTP server holds the sender to what it declared.
    if (!onChunk && !c.req.header('transfer-encoding')) return new Uint8Array(await c.req.arrayBuffer());
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) throw tooLarge();
    onChunk?.(chunk.byteLength);
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
