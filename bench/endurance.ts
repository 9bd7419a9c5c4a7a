import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildIfStale } from '../scripts/build.ts';
import { type ProxyProcess, startProxy } from '../test/support/proxy-process.ts';
import { buildSubmission } from '../test/support/submissions.ts';
import { startChild } from './child.ts';
import type { Standing } from './faulty-site.ts';
import { load, post } from './load.ts';
import type { Benchmark } from './run.ts';

/** How long the load lasts; `--minutes=1` for a quicker look. */
const minutes = Number(process.argv.find((arg) => arg.startsWith('--minutes='))?.split('=')[1] ?? 10);
const peakSeconds = Math.min(15, minutes * 30);
const callsPerFault = 20;
const concurrency = 16;

/**
 * A long load, as `serve` stands it: half as many applications a second as it has just taken and delivered at the same
 * time at the most, to a site of which one call in twenty goes wrong. Growth is that of the median of the last fifth of the
 * time over that of the second fifth: by then everything has been used once.
 */
export const endurance: Benchmark = {
  title: `${minutes} minutes at half of what is sustained at the most, with a fault in each ${callsPerFault} calls`,
  async run() {
    await buildIfStale();
    const directory = mkdtempSync(join(tmpdir(), 'endurance-bench-'));
    const site = await startChild('./faulty-site.ts', [String(callsPerFault)]);
    const tell = (message: string) =>
      new Promise<Standing>((resolve) => {
        site.process.once('message', (standing) => resolve(standing as Standing));
        site.process.send(message);
      });
    const proxy = await startProxy({
      INTAKE_DATA: directory,
      RATE_LIMIT: '0',
      LOG_LEVEL: 'error',
      B2C_SITE_URL: `http://127.0.0.1:${site.port}/sandbox/b2c-service`,
      B2C_USERNAME: 'sandbox',
      B2C_PASSWORD: 'sandbox',
      B2C_CONCURRENCY: String(concurrency),
      B2C_REQUESTS_PER_SECOND: '1000',
      B2C_TIMEOUT_MS: '2000',
      B2C_SETTLE_MS: '6000',
    });
    try {
      const sender = createSender(proxy.port);
      const peak = await sustained(proxy.port, sender.next, tell);
      await arrived(sender, tell);
      await tell('faults');
      const samples = await hold(proxy, peak / 2, sender, tell);
      const { faults } = await tell('no faults');
      await arrived(sender, tell);
      const { ids = [] } = await tell('ids');
      const unique = new Set(ids);
      const [rssBefore, rssAfter] = fifths(samples.map(({ rssMb }) => rssMb));
      const [filesBefore, filesAfter] = fifths(samples.map(({ descriptors }) => descriptors));
      return {
        minutes,
        peak_per_s: round(peak, 1),
        load_per_s: round(peak / 2, 1),
        faults,
        acknowledged: sender.acknowledged.size,
        lost: [...sender.acknowledged].filter((id) => !unique.has(id)).length,
        duplicated: ids.length - unique.size,
        rss_mb: round(rssAfter, 1),
        rss_growth: round(rssAfter / rssBefore - 1, 3),
        descriptors: filesAfter,
        descriptors_growth: filesAfter - filesBefore,
      };
    } finally {
      await proxy.kill('SIGKILL');
      site.process.kill('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

type Tell = (message: string) => Promise<Standing>;

/** Sends applications of invented drivers, each until it is acknowledged. */
function createSender(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const acknowledged = new Set<string>();
  let made = 0;
  let underWay = 0;

  function make() {
    made += 1;
    return buildSubmission({ email: `driver.${made}@example.com` });
  }

  return {
    acknowledged,
    underWay: () => underWay,

    /** The next application as a body; who asks for it sees to it that it is acknowledged. */
    next(): string {
      const submission = make();
      acknowledged.add(submission.id);
      return JSON.stringify(submission);
    },

    async send(): Promise<void> {
      const submission = make();
      const body = JSON.stringify(submission);
      underWay += 1;
      while ((await post(agent, port, '/v1/applications', body).catch(() => 0)) !== 202) await wait(1_000);
      underWay -= 1;
      acknowledged.add(submission.id);
    },
  };
}

/** How many applications a second are taken and delivered at the same time at the most: the lower of both. */
async function sustained(port: number, body: () => string, tell: Tell): Promise<number> {
  const before = await tell('incidents');
  const options = { port, path: '/v1/applications', connections: concurrency, status: 202, body };
  const { done, failed, seconds } = await load({ ...options, seconds: peakSeconds });
  const after = await tell('incidents');
  if (failed > 0) throw new Error(`${failed} requests were not answered with 202`);
  const peak = Math.min(done, after.incidents - before.incidents) / seconds;
  console.error(`${Math.round(done / seconds)} taken and ${Math.round(peak)} delivered a second at the most`);
  return peak;
}

interface Sample {
  readonly rssMb: number;
  readonly descriptors: number;
}

/** Sends so many a second for as long as the load lasts; a sample each second. */
async function hold(proxy: ProxyProcess, perSecond: number, sender: Sender, tell: Tell): Promise<Sample[]> {
  const samples: Sample[] = [];
  const beganAt = performance.now();
  const seconds = () => (performance.now() - beganAt) / 1_000;
  for (let sent = 0; seconds() < minutes * 60; await wait(20)) {
    for (; sent < seconds() * perSecond; sent += 1) void sender.send();
    if (seconds() < samples.length) continue;
    samples.push(sample(proxy.pid));
    if (samples.length % 20 === 0) {
      const { incidents } = await tell('incidents');
      const { rssMb, descriptors } = samples.at(-1) as Sample;
      const standing = `${sender.acknowledged.size} acknowledged, ${incidents} delivered`;
      console.error(`${samples.length} s: ${standing}, ${Math.round(rssMb)} MB, ${descriptors} descriptors`);
    }
  }
  return samples;
}

type Sender = ReturnType<typeof createSender>;

/** Waits until as many incidents stand there as were acknowledged, as long as more of them come. */
async function arrived(sender: Sender, tell: Tell): Promise<void> {
  let [most, since] = [0, performance.now()];
  for (;;) {
    const { incidents } = await tell('incidents');
    if (incidents > most) [most, since] = [incidents, performance.now()];
    if (sender.underWay() === 0 && incidents >= sender.acknowledged.size) break;
    // Longer than the longest wait between early attempts.
    if (performance.now() - since > 300_000) return;
    await wait(500);
  }
  // A second one would come now.
  await wait(8_000);
}

/** What the process holds, as Linux counts it. */
function sample(pid: number): Sample {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return { rssMb: Number(kilobytes) / 1024, descriptors: readdirSync(`/proc/${pid}/fd`).length };
}

/** The medians of the second fifth and of the last. */
function fifths(values: readonly number[]): readonly [number, number] {
  const fifth = Math.floor(values.length / 5);
  const median = (some: readonly number[]) =>
    some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;
  return [median(values.slice(fifth, 2 * fifth)), median(values.slice(-fifth))];
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
