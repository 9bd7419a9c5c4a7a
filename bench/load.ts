import { Agent, request } from 'node:http';

export interface Load {
  /** Requests answered with the wanted status. */
  readonly done: number;
  readonly failed: number;
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
}

export interface LoadOptions {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly seconds: number;
  /** The next body to send. */
  readonly body: () => string;
  readonly status: number;
}

/** Posts JSON as fast as it is answered, over so many connections that stay open, for so many seconds. */
export async function load({ port, path, connections, seconds, body, status }: LoadOptions): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latenciesMs: number[] = [];
  let failed = 0;
  const beganAt = performance.now();
  const endAt = beganAt + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < endAt) {
        const sentAt = performance.now();
        const answered = await post(agent, port, path, body());
        if (answered === status) latenciesMs.push(performance.now() - sentAt);
        else failed += 1;
      }
    }),
  );
  agent.destroy();
  return { done: latenciesMs.length, failed, seconds: (performance.now() - beganAt) / 1000, latenciesMs };
}

/** Posts JSON, and resolves to the status of the answer. */
export function post(agent: Agent, port: number, path: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sending = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sending.on('error', reject);
    sending.end(body);
  });
}
