/**
 * The simulator of B2C Service in a process of its own; every answer takes as many milliseconds as the argument says.
 * Asked by a message, it tells what it was called for since it was last asked.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { listen } from '../src/node/listen.ts';
import { createSimulators } from '../src/sandbox/create-simulators.ts';

/** What the site has seen. Times are milliseconds since 1970, with fractions. */
export interface Seen {
  readonly calls: number;
  /** How many incidents have been made. */
  readonly incidents: number;
  /** When the last call was answered. */
  readonly lastAt: number;
  /** When the first call about an e-mail address came in, by the address. */
  readonly firstAt: Readonly<Record<string, number>>;
}

const latencyMs = Number(process.argv[2]);

const clock = () => performance.timeOrigin + performance.now();

let calls = 0;
let incidents = 0;
let lastAt = 0;
const firstAt: Record<string, number> = {};

async function answer(request: Request): Promise<Response> {
  const at = clock();
  const statement = new URL(request.url).searchParams.get('query');
  const address = statement && /'([^']+@[^']+)'/.exec(statement)?.[1];
  if (address) firstAt[address] ??= at;
  calls += 1;
  const [response] = await Promise.all([simulators.fetch(request), wait(latencyMs)]);
  if (response?.status === 201 && /\/incidents$/.test(new URL(request.url).pathname)) incidents += 1;
  lastAt = clock();
  return response ?? new Response(null, { status: 404 });
}

const simulators = createSimulators();
const { port } = await listen(answer, { port: 0, host: '127.0.0.1' });
process.on('message', () => {
  process.send?.({ calls, incidents, lastAt, firstAt } satisfies Seen);
});
process.send?.({ port });
