import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { BuildName } from './broken-builds.ts';
import { makeDiskRoot } from './disk.ts';
import type { Verdict } from './history.ts';
import type { SeedNews, SeedWork } from './seed-worker.ts';

export interface RunSeedsOptions {
  readonly seeds: readonly number[];
  readonly build: BuildName;
  /** Told of what became of each seed, in no order. Returns whether that is enough, and the others need not be run. */
  readonly onVerdict: (seed: number, verdict: Verdict) => boolean;
  /** Told of everything that happens. Default: nobody. */
  readonly onLine?: (line: string) => void;
}

/** Runs seeds in as many threads as there are processors; a thread has its globals for itself. */
export async function runSeeds({ seeds, build, onVerdict, onLine }: RunSeedsOptions): Promise<void> {
  const root = makeDiskRoot();
  const threads = Math.min(availableParallelism(), seeds.length);
  const workers: Worker[] = [];
  let enough = false;

  function runThread(thread: number): Promise<void> {
    const own = seeds.filter((_, index) => index % threads === thread);
    const workerData: SeedWork = { seeds: own, build, root, trace: onLine !== undefined };
    return new Promise((resolve, reject) => {
      let over = 0;
      const worker = new Worker(new URL('./seed-worker.ts', import.meta.url), { workerData });
      workers.push(worker);
      worker.on('message', (news: SeedNews) => {
        if ('line' in news) return onLine?.(news.line);
        over += 1;
        if (enough) return;
        enough = onVerdict(news.seed, news.verdict);
        if (enough) for (const each of workers) void each.terminate();
      });
      worker.on('error', (cause) => reject(new Error(`seed ${own[over]} could not be run`, { cause })));
      worker.on('exit', () => {
        if (enough || over === own.length) resolve();
        else reject(new Error(`seed ${own[over]} came to no end`));
      });
    });
  }

  try {
    await Promise.all(Array.from({ length: threads }, (_, thread) => runThread(thread)));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
