/**
 * Kills the proxy and disturbs the back end at random, and counts what became of every application and every file that
 * was acknowledged with a 202. The simulators of the back ends run in this process and so outlive the proxy. The rounds
 * are shared among several kinds of site of one system; `--system all` delivers each application to every system.
 *
 * On SQLite that is one proxy, killed or halted. On PostgreSQL three share the database: one of them is killed or halted
 * for longer than its leases last, the database is restarted, or the network to it is cut.
 *
 * npm run torture -- --system b2c-service --store postgres --rounds 200 --seed 7 --json
 */

import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../../scripts/build.ts';
import { seededRandom } from '../support/random.ts';
import { openSite } from './site.ts';
import { openPostgres, openSqlite } from './stores.ts';
import { systems } from './systems/systems.ts';

const { values } = parseArgs({
  options: {
    system: { type: 'string', default: 'b2c-service' },
    variant: { type: 'string' },
    store: { type: 'string', default: 'sqlite' },
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    json: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
const names = systems.map(({ name }) => name);
const asked = systems.filter(({ name }) => values.system === 'all' || name === values.system);
/** The sites that there are: one with every system, or one for each kind of site of the one system. */
const chosen =
  values.system === 'all'
    ? [asked.map((system) => ({ system, variant: system.variants[0] ?? '' }))]
    : asked.flatMap((system) =>
        system.variants
          .filter((variant) => values.variant === undefined || variant === values.variant)
          .map((variant) => [{ system, variant }]),
      );
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
  fail('--rounds takes a whole number from 1 up, --seed a whole number');
}
if (asked.length === 0) fail(`--system takes ${names.join(', ')} or all`);
const openStore = { sqlite: openSqlite, postgres: openPostgres }[values.store];
if (!openStore) fail('--store takes sqlite or postgres');
if (chosen.length === 0) fail(`--variant takes ${asked.flatMap(({ variants }) => variants).join(', ')}`);

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

const note = (line: string) => {
  if (!values.json) console.log(line);
};
note(`seed ${seed}`);
await buildIfStale();

const random = seededRandom(seed);
const sites = await Promise.all(chosen.map(async (variant) => openSite(variant, await openStore(), random)));
for (let round = 1; round <= rounds; round += 1) {
  const site = sites[round % sites.length];
  if (site) note(`round ${round}, ${site.name}: ${await site.round()}`);
}
const counts = { acknowledged: 0, lost: 0, duplicated: 0, files: 0, files_lost: 0, files_duplicated: 0 };
for (const site of sites) {
  const { readiness, ...own } = await site.finish();
  note(`${site.name}: ${JSON.stringify(own)}, at the end ${JSON.stringify(readiness)}`);
  for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += own[key];
}
console.log(JSON.stringify({ rounds, seed, ...counts }));
process.exit(counts.lost + counts.duplicated + counts.files_lost + counts.files_duplicated > 0 ? 1 : 0);
