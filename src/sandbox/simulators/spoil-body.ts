import { waitFor } from './abortable-wait.ts';
import { ConnectionReset } from './connection-reset.ts';
import { exactJsonResponse, isExactJsonObject, parseExactJson, writeExactJson } from './exact-json.ts';
import { logAs } from './logged-text.ts';

/** The status of an answer that gets a body: one that has none by its status, such as 204, becomes 200. */
export function statusWithBody({ status }: Response): number {
  return [204, 205, 304].includes(status) ? 200 : status;
}

/** A body of which the second half is missing, with the length of what is left. */
export async function halved(response: Response): Promise<Response> {
  const text = await response.text();
  const half = text === '' ? '{' : text.slice(0, Math.ceil(text.length / 2));
  return new Response(half, { status: statusWithBody(response), headers: response.headers });
}

/** The usual answer without the members that tell what was made, and without its address. */
export async function withoutId(response: Response, idMembers: readonly string[]): Promise<Response> {
  const body = parseExactJson(await response.text());
  const members = Object.entries(isExactJsonObject(body) ? body : {});
  const rest = Object.fromEntries(members.filter(([name]) => !idMembers.includes(name)));
  return exactJsonResponse(rest, statusWithBody(response));
}

/** The whole length is promised; after half of it the connection breaks off. */
export async function cutOff(response: Response): Promise<Response> {
  const bytes = new TextEncoder().encode((await response.text()) || ' ');
  const half = bytes.slice(0, Math.ceil(bytes.length / 2));
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      // The break waits until the first half has been taken: an error discards what is still in the queue.
      if (sent) controller.error(new ConnectionReset());
      else controller.enqueue(half);
      sent = true;
    },
  });
  const headers = new Headers(response.headers);
  headers.set('content-length', String(bytes.length));
  const broken = new Response(body, { status: statusWithBody(response), headers });
  return logAs(broken, new TextDecoder().decode(half));
}

const PADDING_LENGTH = 8_000_000;

/** The usual answer with a member of several megabytes more; in XML it is a comment. */
export async function oversized(response: Response): Promise<Response> {
  const text = await response.text();
  const padding = 'x'.repeat(PADDING_LENGTH);
  const body = parseExactJson(text);
  const isXml = response.headers.get('content-type')?.includes('xml') === true && text !== '';
  const padded = isXml
    ? `${text}<!--${padding}-->`
    : writeExactJson({ ...(isExactJsonObject(body) ? body : {}), padding });
  const large = new Response(padded, {
    status: statusWithBody(response),
    headers: response.headers,
  });
  large.headers.delete('content-length');
  return logAs(large, `(${PADDING_LENGTH} characters more than usual)`);
}

const PIECES = 10;

/** The usual answer in small pieces, which together take so many milliseconds. */
export async function dripped(response: Response, ms: number, signal: AbortSignal): Promise<Response> {
  const text = await response.text();
  const bytes = new TextEncoder().encode(text);
  const size = Math.max(1, Math.ceil(bytes.length / PIECES));
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await waitFor(ms / PIECES, signal);
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
  const { headers } = response;
  return logAs(new Response(body, { status: statusWithBody(response), headers }), text);
}
