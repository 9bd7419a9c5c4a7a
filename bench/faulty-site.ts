/**
 * The simulator of B2C Service in a process of its own. Told `faults`, it has one call of as many as the argument says go
 * wrong, in every way that passes by itself, until told `no faults`. To each message it answers how many incidents stand
 * there, and to `ids` of which applications they are.
 */
import { listen } from '../src/node/listen.ts';
import { createB2cServiceSimulator } from '../src/sandbox/simulators/b2c-service/create-b2c-service-simulator.ts';
import { faults } from '../test/torture/faults.ts';

/** What the site answers to a message. */
export interface Standing {
  readonly incidents: number;
  readonly faults: number;
  /** The id of the application of each incident; only where asked for. */
  readonly ids?: readonly string[];
}

interface Incident {
  readonly threads?: readonly { readonly text?: string }[];
}

const callsPerFault = Number(process.argv[2]);

/** How long a call that is not answered takes up room here; longer than anybody waits for it, in milliseconds. */
const holdMs = 5_000;

/** What passes by itself. The others have a delivery wait for a person, or all of them for a quarter of an hour. */
const passing = [
  ...[
    'timeout-before-commit',
    'timeout-after-commit',
    'reset-after-commit',
    'cut-off',
    'commit-late',
    'slow',
    'race',
  ],
  ...['status-429', 'status-500', 'status-502-html', 'status-503', 'malformed-json', 'empty-body'],
];
const injectable = faults.filter(
  ([operation, fault]) => passing.includes(fault) && !operation.includes('file'),
);

const simulator = createB2cServiceSimulator({ maxLoggedRequests: 0, holdMs });
const { port } = await listen(answer, { port: 0, host: '127.0.0.1' });
const incidents = () => (simulator.records() as unknown as { incidents: readonly Incident[] }).incidents;
let injected = 0;
let calls = 0;
let isFaulty = false;

function answer(request: Request): Promise<Response> {
  calls += 1;
  if (isFaulty && calls % callsPerFault === 0) inject();
  return simulator.fetch(request);
}

/** The next call of some kind goes wrong. */
function inject(): void {
  const [operation, fault, delayMs] = injectable[injected % injectable.length] ?? ['any', 'status-503'];
  simulator.failNext(operation, fault, { times: 1, ...(delayMs && { delayMs }) });
  injected += 1;
}

process.on('message', (message) => {
  if (message === 'faults') isFaulty = true;
  if (message === 'no faults') {
    isFaulty = false;
    void simulator.fetch(
      new Request(`http://127.0.0.1:${port}/sandbox/b2c-service/_faults`, { method: 'DELETE' }),
    );
  }
  const ids = message === 'ids' && {
    ids: incidents().map(({ threads }) => /^Id: (.+)$/m.exec(threads?.[0]?.text ?? '')?.[1] ?? ''),
  };
  process.send?.({ incidents: incidents().length, faults: injected, ...ids } satisfies Standing);
});
process.send?.({ port });
