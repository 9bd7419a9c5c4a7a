import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a request may take to arrive whose connection was made just before the close, in milliseconds. */
const firstBytesMs = 100;

/**
 * Watches a server, so that it can be closed without breaking off what is under way: it takes no new connections, closes
 * those on which nobody waits for an answer, answers the requests that have come, each as the last one on its
 * connection, and cuts those off that have not ended after `graceMs`.
 *
 * Node's own `close` leaves connections open that have never sent anything, and goes on answering on those that were
 * busy at that moment: a page that keeps asking would hold the process until it is cut off.
 */
export function createGentleClose(server: Server, graceMs: number) {
  const sockets = new Set<Socket>();
  /** Answers that have not gone out yet. */
  const answers = new Set<ServerResponse>();
  let closing = false;
  let cutOff = 0;

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // Before the handler of requests, which may answer at once.
  for (const event of ['request', 'checkContinue', 'checkExpectation']) {
    server.prependListener(event, (_: IncomingMessage, answer: ServerResponse) => {
      answers.add(answer);
      if (closing) sayLast(answer);
      answer.once('close', () => {
        answers.delete(answer);
        if (closing) setImmediate(() => server.closeIdleConnections());
      });
    });
  }

  return {
    close: (): Promise<void> =>
      new Promise((resolve) => {
        closing = true;
        const grace = setTimeout(() => {
          cutOff = answers.size;
          server.closeAllConnections();
        }, graceMs);
        server.close(() => {
          clearTimeout(grace);
          resolve();
        });
        for (const answer of answers) sayLast(answer);
        setTimeout(() => {
          for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
        }, firstBytesMs).unref();
      }),

    /** How many requests had to be cut off. */
    get cutOff(): number {
      return cutOff;
    },
  };
}

/** Tells the client not to send another request on this connection, and has Node close it after the answer. */
function sayLast(answer: ServerResponse): void {
  if (!answer.headersSent) answer.setHeader('connection', 'close');
}
