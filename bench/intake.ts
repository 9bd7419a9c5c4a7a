import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from '../scripts/build.ts';
import { memoryMb } from '../test/support/process-memory.ts';
import { type ProxyProcess, startProxy } from '../test/support/proxy-process.ts';
import { buildSubmission } from '../test/support/submissions.ts';
import { startChild } from './child.ts';
import { type Load, load } from './load.ts';
import { option } from './option.ts';
import { round } from './round.ts';
import type { Benchmark } from './run.ts';

const connections = 64;
const rounds = 5;
/** Turns that are not counted: until then both servers still compile what they run. */
const warmUpRounds = 4;
const secondsPerTurn = 2;

/** By how much each fsync of both servers is slowed down, in milliseconds, as if on a slower disk. Needs strace. */
const fsyncMs = option('fsync-ms', 0);
const syncs = 'fsync,fdatasync';
const slowly = ['-e', `trace=${syncs}`, '-e', `inject=${syncs}:delay_exit=${fsyncMs * 1000}`];
// -D: strace stands aside, and the server has the process id that we know.
const underSlowDisk =
  fsyncMs > 0 ? ['strace', '-D', '-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', ...slowly] : [];

/**
 * Our `POST /v1/applications`, as `serve` runs it, against the bare server of `baseline-server.ts`. Both run all the
 * time and are loaded in turn, so that whatever else the machine does falls on both. Deliveries go on meanwhile, to a
 * site whose every answer takes 50 ms. `--fsync-ms=1` slows the disk of both down.
 */
export const intake: Benchmark = {
  title: `accepted applications a second at ${connections} connections, against one bare commit for each request`,
  async run() {
    await buildIfStale();
    const directory = mkdtempSync(join(tmpdir(), 'intake-bench-'));
    const site = await startChild('./slow-site.ts', ['50']);
    const ours = await proxy(join(directory, 'ours'), site.port);
    const baseline = await startChild('./baseline-server.ts', [directory], underSlowDisk);
    try {
      const all: { ours: Load; baseline: Load }[] = [];
      for (let round = 0; round < warmUpRounds + rounds; round += 1) {
        all.push({ ours: await turn(ours.port), baseline: await turn(baseline.port) });
      }
      const turns = all.slice(warmUpRounds);
      const failed = turns.reduce((sum, each) => sum + each.ours.failed + each.baseline.failed, 0);
      if (failed > 0) throw new Error(`${failed} requests were not answered with 202`);
      const accepted = rate(turns.map((each) => each.ours));
      const base = rate(turns.map((each) => each.baseline));
      return {
        accepted_per_s: Math.round(accepted),
        baseline_per_s: Math.round(base),
        ratio: round(accepted / base, 3),
        p99_ms: round(
          percentile(
            turns.flatMap((each) => each.ours.latenciesMs),
            0.99,
          ),
          1,
        ),
        rss_mb: round(peakRssMb(ours.pid), 1),
        ...(fsyncMs > 0 && { fsync_ms: fsyncMs }),
      };
    } finally {
      await ours.kill('SIGKILL');
      for (const { process } of [baseline, site]) process.kill('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

/** The command as it is published, with the rate limit off, since the whole load comes from one address. */
function proxy(data: string, sitePort: number): Promise<ProxyProcess> {
  const env = {
    INTAKE_DATA: data,
    RATE_LIMIT: '0',
    B2C_SITE_URL: `http://127.0.0.1:${sitePort}/sandbox/b2c-service`,
    B2C_USERNAME: 'sandbox',
    B2C_PASSWORD: 'sandbox',
  };
  return startProxy(env, [], underSlowDisk);
}

let sent = 0;

function turn(port: number): Promise<Load> {
  return load({
    port,
    path: '/v1/applications',
    connections,
    seconds: secondsPerTurn,
    body: nextBody,
    status: 202,
  });
}

/** A full application of an invented driver; each has an id and an address of its own. */
function nextBody(): string {
  sent += 1;
  const answers = { email: `driver.${sent}@example.com` };
  const consent = { document: 'sms', granted: true, language: 'en', textSha256: 'a'.repeat(64) };
  return JSON.stringify(
    buildSubmission(answers, {
      attribution: { application_source: 'CDL Job Now', landing_page: 'https://www.example.com/drive' },
      consents: [{ ...consent, at: '2026-11-21T17:00:00Z' }],
      startedAt: '2026-11-21T16:58:00Z',
      submittedAt: '2026-11-21T17:00:00Z',
      timeZone: 'America/Denver',
    }),
  );
}

const rate = (loads: readonly Load[]) =>
  loads.reduce((sum, each) => sum + each.done, 0) / loads.reduce((sum, each) => sum + each.seconds, 0);

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The most memory the process has ever held, as Linux counts it; elsewhere not known. */
function peakRssMb(pid: number): number {
  try {
    return memoryMb(pid, 'most');
  } catch {
    return Number.NaN;
  }
}
