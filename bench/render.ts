import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../test/support/browser.ts';
import { option } from './option.ts';
import { buildCandidates } from './render/build-candidates.ts';
import { candidates } from './render/candidates.ts';
import { checkCandidate } from './render/check-candidate.ts';
import { figuresOf, type Samples } from './render/figures.ts';
import { type Opening, openForm, type Typing, typeInto } from './render/measure.ts';
import { serveCandidates } from './render/serve-candidates.ts';
import type { Benchmark } from './run.ts';

/** How often the candidates take turns; `--runs=3` for a quicker look. */
const runs = option('runs', 9);
/** How often each opens its form in a turn: a screen's frames make single times coarse. */
const openings = 2;

/**
 * The element on a recruiting page, as a slow phone meets it, against the same form as plain HTML without script, made
 * with FormKit, and made with React Hook Form. They take turns, so that whatever else the machine does falls on all;
 * only the ratios of one run mean something elsewhere.
 */
export const render: Benchmark = {
  title: `driver-short on a phone with a processor 4 times slower, on slow 4G: medians of ${runs} runs`,
  async run() {
    const directory = mkdtempSync(join(tmpdir(), 'render-bench-'));
    try {
      await buildCandidates(directory);
      return figuresOf(await takeTurns(directory));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

async function takeTurns(directory: string): Promise<Samples> {
  const server = await serveCandidates(directory);
  const browser = await launchBrowser();
  try {
    for (const candidate of candidates) await checkCandidate(browser, server, candidate);
    const samples = new Map(candidates.map((candidate) => [candidate, [] as (Opening | Typing)[]]));
    for (let run = 0; run < runs; run += 1) {
      process.stderr.write(`Run ${run + 1} of ${runs}…\n`);
      // Nobody always follows the same one.
      const first = run % candidates.length;
      for (const candidate of [...candidates.slice(first), ...candidates.slice(0, first)]) {
        const url = `http://127.0.0.1:${server.port}/${candidate.name}/`;
        const taken = samples.get(candidate);
        for (let opening = 0; opening < openings; opening += 1) {
          taken?.push(await openForm(browser, url, candidate));
        }
        taken?.push(await typeInto(browser, url, candidate));
      }
    }
    return samples;
  } finally {
    await browser.close();
    await server.close();
  }
}
