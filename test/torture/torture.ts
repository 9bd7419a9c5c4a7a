/**
 * Kills the proxy and disturbs the back end at random, and counts what became of every application that was
 * acknowledged with a 202. The simulator of the back end runs in this process and so outlives the proxy.
 *
 * npm run torture -- --rounds 50 --seed 7 --json
 */

import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../../scripts/build.ts';
import { listen } from '../../src/node/listen.ts';
import { createSimulators } from '../../src/sandbox/create-simulators.ts';
import type { FaultName } from '../../src/sandbox/simulators/faults.ts';
import { startProxy } from '../support/proxy-process.ts';
import { seededRandom } from '../support/random.ts';
import { buildSubmission } from '../support/submissions.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    json: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
  console.error('--rounds takes a whole number from 1 up, --seed a whole number');
  process.exit(2);
}

/** How long an application may take to arrive once all disturbance has ended, before it counts as lost. */
const patienceMs = 60_000;

type Fault = readonly [operation: string, fault: FaultName, delayMs?: number];

/** What the simulator does to us; each leaves the outcome of a call in the dark in a way of its own. */
const faults = [
  ['create-incident', 'timeout-after-commit'],
  ['create-incident', 'reset-after-commit'],
  ['create-contact', 'timeout-after-commit'],
  ['create-contact', 'reset-after-commit'],
  ['create-incident', 'timeout-before-commit'],
  // Carried out after the proxy has given up waiting, and before it looks.
  ['create-incident', 'commit-late', 700],
  ['create-contact', 'commit-late', 700],
  ['create-incident', 'malformed-json'],
  ['create-contact', 'status-502-html'],
  ['query', 'status-503'],
  ['any', 'status-500'],
  ['any', 'status-429'],
  ['query', 'timeout-before-commit'],
] as const satisfies readonly Fault[];

const random = seededRandom(seed);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

const note = (line: string) => {
  if (!values.json) console.log(line);
};
note(`seed ${seed}`);
await buildIfStale();

const simulators = createSimulators();
const site = await listen(
  async (request) => (await simulators.fetch(request)) ?? new Response(null, { status: 404 }),
  { port: 0, host: '127.0.0.1' },
);
const directory = mkdtempSync(join(tmpdir(), 'torture-'));
const env = {
  INTAKE_DATA: join(directory, 'data'),
  RATE_LIMIT: '0',
  LOG_LEVEL: 'silent',
  B2C_SITE_URL: `http://127.0.0.1:${site.port}/sandbox/b2c-service`,
  B2C_USERNAME: 'sandbox',
  B2C_PASSWORD: 'sandbox',
  B2C_TIMEOUT_MS: '300',
  B2C_SETTLE_MS: '900',
};

interface Incident {
  readonly customFields?: { readonly c?: { readonly submission_id?: string } };
}

const acknowledged = new Set<string>();
const unanswered: ReturnType<typeof buildSubmission>[] = [];

/** Sends one application; whether it was acknowledged is all that counts. */
async function send(port: number, submission: ReturnType<typeof buildSubmission>): Promise<void> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/v1/applications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': submission.id },
      body: JSON.stringify(submission),
    });
    if (response.status === 202) {
      acknowledged.add(submission.id);
      return;
    }
  } catch {}
  unanswered.push(submission);
}

/** The submission ids that the simulator's incidents carry, one for each incident. */
function submissionIds(): string[] {
  const { incidents } = simulators.b2cService.records() as unknown as { incidents: readonly Incident[] };
  return incidents.flatMap(({ customFields }) => customFields?.c?.submission_id ?? []);
}

function newSubmission(): ReturnType<typeof buildSubmission> {
  // One driver in four applies under an address that others in this run use as well.
  const email =
    random() < 0.25 ? `shared.${Math.floor(random() * 5)}@example.com` : `${randomUUID()}@example.com`;
  return buildSubmission({ email });
}

for (let round = 1; round <= rounds; round += 1) {
  const proxy = await startProxy(env);
  for (let count = 1 + Math.floor(random() * 3); count > 0; count -= 1) {
    const [operation, fault, delayMs] = pick<Fault>(faults);
    simulators.b2cService.failNext(operation, fault, { times: 1, ...(delayMs && { delayMs }) });
  }
  // What got no answer last time is sent again under its id, as a browser does.
  const again = unanswered.splice(0);
  const batch = [...again, ...Array.from({ length: 1 + Math.floor(random() * 4) }, newSubmission)];
  const sending = batch.map((submission) => send(proxy.port, submission));
  await Promise.any([Promise.all(sending.slice(0, 1)), wait(2_000)]);
  // Right after a 202, or at any moment of the delivery that it set off.
  await wait(random() < 0.3 ? 0 : random() * 400);
  await proxy.kill('SIGKILL');
  await Promise.all(sending);
  note(`round ${round}: ${acknowledged.size} acknowledged, ${submissionIds().length} incidents`);
}

await fetch(`http://127.0.0.1:${site.port}/sandbox/b2c-service/_faults`, { method: 'DELETE' });
const proxy = await startProxy(env);
for (const submission of unanswered.splice(0)) await send(proxy.port, submission);

const incidents = () => {
  const counts = new Map<string, number>();
  for (const id of submissionIds()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
};
const deadline = Date.now() + patienceMs;
const missing = () => [...acknowledged].filter((id) => !incidents().has(id));
while (missing().length > 0 && Date.now() < deadline) await wait(100);
// A late duplicate would come now, when everything has been delivered.
await wait(1_000);
const status = await proxy.readiness();
await proxy.kill('SIGTERM');
await site.close();
rmSync(directory, { recursive: true, force: true });

const lost = missing().length;
const duplicated = [...incidents().values()].filter((count) => count > 1).length;
note(`deliveries at the end: ${JSON.stringify(status)}`);
console.log(JSON.stringify({ rounds, acknowledged: acknowledged.size, lost, duplicated }));
process.exit(lost + duplicated > 0 ? 1 : 0);
