/** Everything that a machine can keep right, one step after another; stops at none, and tells at the end. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { bundle } from '../bench/bundle.ts';
import { buildIfStale } from './build.ts';
import { createManifest } from './manifest.ts';
import { manifestFaults } from './manifest-faults.ts';

/** The most bytes (gzip -9) that a phone may have to load. */
const budgets = {
  module_gzip: 20_500,
  sending_gzip: 5_000,
  module_and_sending_gzip: 25_000,
  classic_gzip: 25_000,
  extras_gzip: 3_000,
  offline_gzip: 7_500,
  locale_es_gzip: 4_000,
  locale_fr_gzip: 4_000,
};

const bin = (name: string) => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));

const steps: [string, () => boolean | Promise<boolean>][] = [
  ['format and lint', command('biome', 'ci', '--colors=off', '.')],
  ['types', command('tsc', '-p', '.')],
  ['import rules', command('depcruise', 'src')],
  ['unused code', command('knip')],
  ['package', command('publint', '--strict', '--pack', 'false')],
  ['manifest', manifestIsTrue],
  ['size budgets', withinBudgets],
];

function command(name: string, ...args: string[]): () => boolean {
  return () => {
    // The tools start with whatever `node` comes first, which must be the one of this project.
    const env = { ...process.env, NO_COLOR: '1', PATH: `${bin('')}${delimiter}${process.env.PATH}` };
    const { status, stdout, stderr } = spawnSync(bin(name), args, { encoding: 'utf8', env });
    if (status !== 0) console.error(`${stdout}${stderr}`);
    return status === 0;
  };
}

/** Whether the manifest in the package is that of the source, valid, and says neither more nor less than the code. */
function manifestIsTrue(): boolean {
  const manifest = createManifest();
  const faults = manifestFaults(manifest);
  const built = readFileSync(new URL('../dist/custom-elements.json', import.meta.url), 'utf8');
  if (!isDeepStrictEqual(JSON.parse(built), manifest)) faults.push('dist/custom-elements.json is an old one');
  for (const fault of faults) console.error(fault);
  return faults.length === 0;
}

async function withinBudgets(): Promise<boolean> {
  const sizes = Object.entries(await bundle.run());
  const over = sizes.filter(([name, bytes]) => bytes > (budgets[name as keyof typeof budgets] ?? 0));
  for (const [name, bytes] of over) console.error(`${name}: ${bytes} bytes are over the budget`);
  return over.length === 0;
}

await buildIfStale();
const failed: string[] = [];
for (const [name, step] of steps) {
  const passed = await step();
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name}`);
  if (!passed) failed.push(name);
}
process.exitCode = failed.length > 0 ? 1 : 0;
