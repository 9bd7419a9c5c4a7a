/**
 * The simulator of B2C Service in a process of its own. Told `faults`, it has one call of as many as the argument says go
 * wrong, which ones and how being a matter of the seed, until told `no faults`. To each message it answers how many
 * incidents stand there, and to `ids` of which applications they are.
 */
import { listen } from '../src/node/listen.ts';
import { createB2cServiceSimulator } from '../src/sandbox/simulators/b2c-service/create-b2c-service-simulator.ts';
import { ConnectionReset } from '../src/sandbox/simulators/connection-reset.ts';
import type { FaultName } from '../src/sandbox/simulators/faults.ts';
import { seededRandom } from '../test/support/random.ts';

/** What the site answers to a message. */
export interface Standing {
  readonly incidents: number;
  /** How many calls have gone wrong. */
  readonly faults: number;
  /** The id of the application of each incident; only where asked for. */
  readonly ids?: readonly string[];
}

const [callsPerFault = 0, seed = 0] = process.argv.slice(2).map(Number);

/** How long a call that is not answered takes up room here; longer than anybody waits for it, in milliseconds. */
const holdMs = 5_000;

/** What passes by itself. The others have a delivery wait for a person, or all of them for a quarter of an hour. */
const passing: readonly FaultName[] = [
  ...(['timeout-before-commit', 'timeout-after-commit', 'commit-late', 'slow', 'slow-drip'] as const),
  ...(['reset-after-commit', 'cut-off', 'malformed-json', 'empty-body'] as const),
  ...(['status-429', 'status-500', 'status-502-html', 'status-503'] as const),
];

const simulator = createB2cServiceSimulator({ maxLoggedRequests: 0, holdMs, ids: { nextIncident: 1 } });
const { port } = await listen(answer, { port: 0, host: '127.0.0.1' });
const api = `http://127.0.0.1:${port}/sandbox/b2c-service/services/rest/connect/v1.4`;
const random = seededRandom(seed);
/** The id of the application of each incident; they are numbered from 1. */
const ids: string[] = [];
let faults = 0;
let isFaulty = false;

function answer(request: Request): Promise<Response> {
  if (isFaulty && random() < 1 / callsPerFault) {
    // The simulator gives it to the very next call, which is this one: none waits for a call that may never come.
    simulator.failNext('any', passing[Math.floor(random() * passing.length)] as FaultName);
    faults += 1;
  }
  return simulator.fetch(request);
}

/**
 * Looks for incidents that have been made since. By their numbers, a few at a time: a copy of everything that stands
 * here would keep calls waiting for seconds.
 */
async function look(): Promise<void> {
  for (let found = -1; found !== 0; ) {
    const numbers = Array.from({ length: 200 }, (_, index) => ids.length + 1 + index);
    const query = `SELECT customFields.c.submission_id FROM incidents WHERE id IN (${numbers.join(', ')})`;
    const response = await simulator.fetch(
      new Request(`${api}/queryResults?query=${encodeURIComponent(query)}`, {
        headers: {
          authorization: `Basic ${btoa('sandbox:sandbox')}`,
          'osvc-crest-application-context': 'counting',
        },
      }),
    );
    const { items } = (await response.json()) as { items: readonly { rows: readonly string[][] }[] };
    const rows = items[0]?.rows ?? [];
    ids.push(...rows.map(([id = '']) => id));
    found = rows.length;
  }
}

process.on('message', async (message) => {
  if (message === 'faults') isFaulty = true;
  if (message === 'no faults') isFaulty = false;
  await look();
  const standing: Standing = { incidents: ids.length, faults, ...(message === 'ids' && { ids }) };
  process.send?.(standing);
});

// The web server tells of every connection that breaks off, and these do so on purpose.
const { error } = console;
console.error = (...args) => args[0] instanceof ConnectionReset || error(...args);

process.send?.({ port });
