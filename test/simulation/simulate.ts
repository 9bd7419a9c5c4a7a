/**
 * Lives through many histories of the proxy, the real one, in virtual time: processes die and are halted, messages are
 * lost and late, clocks jump, the site fails. Each seed is one history, and the same one each time.
 *
 * npm run simulate -- --seeds 10000 --json
 * npm run simulate -- --seed 7 --trace
 * npm run simulate -- --seeds 200 --build no-look-up --bail
 */

import { parseArgs } from 'node:util';
import { type BuildName, builds } from './broken-builds.ts';
import type { Verdict } from './history.ts';
import { runSeeds } from './run-seeds.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    build: { type: 'string', default: 'real' },
    trace: { type: 'boolean', default: false },
    bail: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const from = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;
if (!Number.isInteger(from) || !Number.isInteger(count) || count < 1) {
  fail('--seeds takes a whole number from 1 up, --from and --seed a whole number');
}
if (!Object.hasOwn(builds, values.build)) fail(`--build takes ${Object.keys(builds).join(', ')}`);
const build = values.build as BuildName;

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

const totals = { seeds: 0, acknowledged: 0, lost: 0, duplicated: 0, untruthful: 0 };

function onVerdict(seed: number, { acknowledged, lost, duplicated, untruthful }: Verdict): boolean {
  totals.seeds += 1;
  totals.acknowledged += acknowledged;
  totals.lost += lost.length;
  totals.duplicated += duplicated.length;
  totals.untruthful += untruthful.length;
  const complaints = [...lost, ...duplicated, ...untruthful];
  if (complaints.length > 0) {
    const ofBuild = build === 'real' ? '' : ` --build ${build}`;
    console.log(`seed ${seed}: ${complaints.join('; ')}`);
    console.log(`  npm run simulate -- --seed ${seed}${ofBuild} --trace`);
  }
  if (!values.json && totals.seeds % 500 === 0) console.log(`${totals.seeds} seeds`);
  return values.bail && complaints.length > 0;
}

await runSeeds({
  seeds: Array.from({ length: count }, (_, index) => from + index),
  build,
  onVerdict,
  ...(values.trace && { onLine: (line) => console.log(line) }),
});
console.log(JSON.stringify(totals));
process.exit(totals.lost + totals.duplicated + totals.untruthful > 0 ? 1 : 0);
