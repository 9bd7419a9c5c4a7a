import type { Context } from 'hono';
import { HttpProblem } from '../http-problem.ts';

export interface BodyOptions {
  readonly maxBytes: number;
  /** Is shown the bytes as they come, and may refuse them by throwing. */
  readonly onChunk?: (chunk: Uint8Array) => void;
  /** How long the body may take to arrive, in milliseconds. Default: as long as the runtime allows. */
  readonly withinMs?: number;
}

/**
 * Reads a body of at most `maxBytes`, in the pieces in which it comes. 413 when it is longer: told from
 * `Content-Length` before anything is read, or while reading, since not every runtime holds a sender to what it
 * declared. 408 when it takes longer than it may.
 */
export async function readChunks(c: Context, options: BodyOptions): Promise<Uint8Array<ArrayBuffer>[]> {
  const { maxBytes, onChunk, withinMs } = options;
  if (Number(c.req.header('content-length') ?? 0) > maxBytes) throw tooLarge();
  const reader = c.req.raw.body?.getReader();
  if (!reader) return [];
  const giveUp = () => void reader.cancel().catch(() => {});
  let late = false;
  const timer =
    withinMs !== undefined &&
    setTimeout(() => {
      late = true;
      giveUp();
    }, withinMs);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.byteLength;
      if (length > maxBytes) throw tooLarge();
      onChunk?.(next.value);
      chunks.push(next.value);
    }
  } catch (cause) {
    giveUp();
    throw cause;
  } finally {
    if (timer) clearTimeout(timer);
  }
  if (late) throw new HttpProblem('request-timeout', closing);
  return chunks;
}

/** Bodies up to this length, in bytes, are read whole; applications are rarely longer. */
const smallBytes = 8_192;

/**
 * Reads a body as {@link readChunks} does, in one piece. One that says that it is small is not shown to `onChunk`: what
 * it can hold up is bounded by the number of connections.
 */
export async function readBytes(c: Context, options: BodyOptions): Promise<Uint8Array> {
  const { maxBytes } = options;
  const declared = Number(c.req.header('content-length') ?? Number.NaN);
  // Reading in pieces would cost a fifth of the applications that the proxy takes in a second.
  if (declared <= Math.min(maxBytes, smallBytes) && !c.req.header('transfer-encoding')) {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    if (bytes.byteLength > maxBytes) throw tooLarge();
    return bytes;
  }
  const chunks = await readChunks(c, options);
  const bytes = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** The rest of the body is still on its way and nobody will read it, so the connection cannot be used again. */
const closing = { headers: { connection: 'close' } };

const tooLarge = () => new HttpProblem('too-large', closing);
