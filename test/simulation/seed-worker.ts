import { parentPort, workerData } from 'node:worker_threads';
import type { BuildName } from './broken-builds.ts';
import type { Verdict } from './history.ts';
import { replaceGlobals } from './virtual-globals.ts';

/** What a thread has to do. */
export interface SeedWork {
  readonly seeds: readonly number[];
  readonly build: BuildName;
  /** A folder for the disks. */
  readonly root: string;
  /** Whether to tell of everything that happens. */
  readonly trace: boolean;
}

/** What a thread says: a line of a trace, or what became of a seed. */
export type SeedNews = { readonly line: string } | { readonly seed: number; readonly verdict: Verdict };

const say = (news: SeedNews): void => parentPort?.postMessage(news);

replaceGlobals();
// Only now: whatever a module takes from the globals when it is loaded must be the world's.
const { runSeed } = await import('./run-seed.ts');

const { seeds, build, root, trace } = workerData as SeedWork;
for (const seed of seeds) {
  const verdict = await runSeed({ seed, build, root, ...(trace && { trace: (line) => say({ line }) }) });
  say({ seed, verdict });
}
