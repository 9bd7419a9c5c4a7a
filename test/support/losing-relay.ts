import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A stretch of network between browsers and a server on this machine. */
export interface LosingRelay {
  readonly port: number;
  /**
   * What becomes of answers to applications, all of which get to the server: they pass, are lost and the connection
   * with them, or are lost while the connection seems to stand.
   */
  answers: 'pass' | 'break' | 'stall';
  /** How many answers were lost. */
  readonly lost: number;
}

/** Passes connections on to the server; gone when the test ends. */
export async function startLosingRelay(serverPort: number): Promise<LosingRelay> {
  const relay = { port: 0, answers: 'pass' as LosingRelay['answers'], lost: 0 };
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    // Of the request that is being answered: a connection carries one after another.
    let isApplication = false;
    clients.add(client);
    for (const [end, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      end.on('error', () => {});
      end.on('close', () => other.destroy());
    }
    client.on('close', () => clients.delete(client));
    client.on('data', (chunk) => {
      const head = chunk.toString('latin1');
      if (/^[A-Z]+ \//.test(head)) isApplication = head.startsWith('POST /v1/applications ');
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!isApplication || relay.answers === 'pass') {
        client.write(chunk);
        return;
      }
      relay.lost += 1;
      if (relay.answers === 'break') client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  relay.port = (server.address() as AddressInfo).port;
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const client of clients) client.destroy();
      }),
  );
  return relay;
}
