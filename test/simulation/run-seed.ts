import { createApplicants } from './applicants.ts';
import { type BuildName, builds } from './broken-builds.ts';
import { createFolderDisk, createServerDisk } from './disk.ts';
import { createDisturbances } from './disturbances.ts';
import { judge, type Verdict } from './history.ts';
import { exchange } from './network.ts';
import { createProxyProcess, type ProxyProcess } from './process.ts';
import { scenarioOf } from './scenario.ts';
import { createSite, siteUrl } from './site.ts';
import { letRule } from './virtual-globals.ts';
import { createVirtualWorld } from './virtual-world.ts';

export interface SeedOptions {
  readonly seed: number;
  readonly build: BuildName;
  /** A folder for the disks. */
  readonly root: string;
  /** Told of everything that happens. Default: nobody. */
  readonly trace?: (line: string) => void;
}

/** How long everything may take to arrive once nothing goes wrong any more, in milliseconds, before it is lost. */
const patienceMs = 86_400_000;

/** How long the processes are left to themselves before they are all started again, in milliseconds. */
const calmMs = 60_000;

/** How long a late duplicate may take, in milliseconds. */
const aftermathMs = 300_000;

/** How long the files may take to be closed, in milliseconds. */
const closingMs = 1_000;

/** Lives through what a seed stands for, and judges what happened. */
export async function runSeed({ seed, build, root, trace }: SeedOptions): Promise<Verdict> {
  const scenario = scenarioOf(seed);
  trace?.(JSON.stringify({ seed, build, ...scenario }));
  const world = createVirtualWorld({ seed, trace });
  letRule(world);
  const { random } = world;
  const disturbances = createDisturbances(world, scenario);
  const site = createSite(world, scenario);
  const disk =
    scenario.processes === 1
      ? createFolderDisk(world, root)
      : createServerDisk(world, root, scenario.sharedStore);
  const processes: ProxyProcess[] = Array.from({ length: scenario.processes }, (_, index) =>
    createProxyProcess({
      world,
      name: `proxy ${index + 1}`,
      disk,
      build: builds[build],
      submissionIdField: scenario.submissionIdField,
      siteUrl,
      fetchFor: (actor) => site.fetchFor(actor, disturbances.siteFate),
      storeFate: disturbances.storeFate,
      restartMs: () => Math.floor(random() * (random() < 0.5 ? 500 : 60_000)),
      othersLive: () => processes.filter(({ awake }) => awake).length > 1,
    }),
  );
  const applicants = createApplicants({
    world,
    count: scenario.applicants,
    addresses: scenario.addresses,
    withinMs: scenario.troubleMs,
    ask(from, method, path, body) {
      const { actor: to, serve } = processes[Math.floor(random() * processes.length)] as ProxyProcess;
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      const message = { method, url: `http://proxy.invalid${path}`, headers, body };
      const fate = disturbances.intakeFate(method);
      return exchange({ world, from, to, message, what: `${method} ${path}`, fate, serve });
    },
  });

  world.watch({
    before: (actor, what) => disturbances.strike(processes, actor, what),
    after(actor, what) {
      if (actor === site.actor && /^(POST|timer)/.test(what)) site.lookRound();
    },
  });
  disturbances.disturb(site);
  await world.run(() => world.elapsedMs >= scenario.troubleMs, scenario.troubleMs);
  disturbances.end();
  world.after(0, site.actor, 'arrival', 'is healed', () => void site.heal());
  // Whoever is halted goes on some time.
  await world.run(() => false, scenario.maxHaltMs + calmMs);

  // As when an operator has looked: what was set aside for a person is tried again.
  for (const process of processes) process.end();
  processes.splice(1);
  processes[0]?.setClock(0);
  processes[0]?.start();
  const auditor = world.actor('auditor');
  world.after(0, auditor, 'arrival', 'begins to ask', () => void applicants.follow(auditor));
  await world.run(() => applicants.done, patienceMs);
  await world.run(() => false, aftermathMs);

  const { sent, told } = applicants;
  const { incidents, contacts } = site;
  for (const process of processes) process.end();
  disk.close();
  await world.run(() => false, closingMs);
  letRule(undefined);
  return judge({ sent, told, incidents, contacts });
}
