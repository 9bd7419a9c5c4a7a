import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A request as a fake server has seen it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a fake server does with its nth request, counted from 0. May leave it unanswered. */
export type Answer = (response: ServerResponse, request: SeenRequest, index: number) => void;

export interface FakeServer {
  readonly url: string;
  readonly requests: SeenRequest[];
}

/** An HTTP server on a socket of this machine that answers as a test wants; gone when the test ends. */
export async function startFakeServer(answer: Answer): Promise<FakeServer> {
  const requests: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return;
    const seen = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    answer(response, seen, requests.push(seen) - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** Answers with JSON. */
export function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Answers with a page, as gateways do. */
export function replyHtml(response: ServerResponse, status: number, title = 'Bad Gateway'): void {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(`<!DOCTYPE html><title>${title}</title>`);
}

/** The address of a server that has just gone: connections to it are refused. */
export async function deadUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
