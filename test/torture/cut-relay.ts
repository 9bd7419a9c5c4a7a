import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A stretch of network to a server on this machine that can be cut. */
export interface CutRelay {
  readonly port: number;
  /** From now on nothing gets through in either direction, while connections seem to stand; new ones are taken, too. */
  cut(): void;
  /** Breaks off the connections that were cut, and lets new ones through. */
  mend(): void;
  close(): Promise<void>;
}

/** Passes connections on to a port of this machine. */
export async function startCutRelay(serverPort: number): Promise<CutRelay> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    for (const [end, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(end);
      end.on('error', () => {});
      end.on('data', (chunk) => isCut || other.write(chunk));
      end.on('close', () => {
        sockets.delete(end);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true;
    },
    mend() {
      destroyAll();
      isCut = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        destroyAll();
      }),
  };
}
