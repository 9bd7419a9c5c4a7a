import { randomInt } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { buildIfStale } from '../scripts/build.ts';
import { memoryMb } from '../test/support/process-memory.ts';
import { type ProxyProcess, startProxy } from '../test/support/proxy-process.ts';
import { buildSubmission } from '../test/support/submissions.ts';
import { ask, startChild } from './child.ts';
import type { Standing } from './faulty-site.ts';
import { post } from './load.ts';
import { option } from './option.ts';
import { round } from './round.ts';
import type { Benchmark } from './run.ts';

/** How long the load lasts; `--minutes=1` for a quicker look. */
const minutes = option('minutes', 10);
const seed = option('seed', randomInt(1_000_000));
const peakSeconds = Math.min(15, minutes * 30);
const callsPerFault = 100;
const concurrency = 16;
/** How many applications that are not yet delivered the senders let there be where the most is measured. */
const mostUndelivered = 8 * concurrency;
const maxGrowth = 0.2;

/**
 * A long load, as `serve` stands it: half as many applications a second as it has just taken and delivered at the most,
 * to a site of which one call in a hundred goes wrong. What grows with everything that was ever done is what is looked
 * for, so the memory is the median of the last fifth of the time, and its growth that over the median of the second
 * fifth: by then everything has been used once. Connections come and go with the faults, so descriptors are counted
 * before and after the load, when nothing is under way.
 */
export const endurance: Benchmark = {
  title: `${minutes} minutes at half of what is sustained at the most, with a fault in each ${callsPerFault} calls`,
  async run() {
    await buildIfStale();
    const directory = mkdtempSync(join(tmpdir(), 'endurance-bench-'));
    const site = await startChild('./faulty-site.ts', [String(callsPerFault), String(seed)]);
    const tell = (message: string) => ask<Standing>(site.process, message);
    const proxy = await startProxy({
      INTAKE_DATA: directory,
      RATE_LIMIT: '0',
      B2C_SITE_URL: `http://127.0.0.1:${site.port}/sandbox/b2c-service`,
      B2C_USERNAME: 'sandbox',
      B2C_PASSWORD: 'sandbox',
      // What a site allows is its own affair; these are to be no limit.
      B2C_CONCURRENCY: String(concurrency),
      B2C_REQUESTS_PER_SECOND: '1000',
      // Minutes of unanswered calls, in seconds.
      B2C_TIMEOUT_MS: '2000',
      B2C_SETTLE_MS: '6000',
    });
    try {
      const sender = createSender(proxy.port);
      const peak = await sustained(sender, tell);
      await arrived(proxy, sender);
      const { descriptors: descriptorsBefore } = sample(proxy.pid);
      await tell('faults');
      const samples = await hold(proxy, peak / 2, sender, tell);
      const { faults } = await tell('no faults');
      await arrived(proxy, sender);
      const { descriptors } = sample(proxy.pid);
      const { ids = [] } = await tell('ids');
      const unique = new Set(ids);
      const [rssBefore, rssAfter] = fifths(samples.map(({ rssMb }) => rssMb));
      return {
        minutes,
        seed,
        peak_per_s: round(peak, 1),
        load_per_s: round(peak / 2, 1),
        faults,
        acknowledged: sender.acknowledged.size,
        lost: [...sender.acknowledged].filter((id) => !unique.has(id)).length,
        duplicated: ids.length - unique.size,
        rss_mb: round(rssAfter, 1),
        rss_growth: round(rssAfter / rssBefore - 1, 3),
        descriptors,
        descriptors_growth: descriptors - descriptorsBefore,
      };
    } finally {
      await proxy.kill('SIGKILL');
      site.process.kill('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    }
  },
  broken({ minutes: lasted = 0, lost = 0, duplicated = 0, rss_growth = 0, descriptors_growth = 0 }) {
    return [
      ...(lost > 0 ? [`${lost} acknowledged applications were not delivered`] : []),
      ...(duplicated > 0 ? [`${duplicated} incidents are one too many`] : []),
      // In less than a minute a heap has not yet found its size.
      ...(lasted >= 1 && rss_growth > maxGrowth ? [`the memory has grown by ${rss_growth}`] : []),
      ...(descriptors_growth > 0 ? [`${descriptors_growth} descriptors are still open`] : []),
    ];
  },
};

type Tell = (message: string) => Promise<Standing>;

/** Sends applications of invented drivers, each until it is acknowledged. */
function createSender(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const acknowledged = new Set<string>();
  let made = 0;
  let underWay = 0;

  return {
    acknowledged,
    underWay: () => underWay,

    async send(): Promise<void> {
      made += 1;
      const submission = buildSubmission({ email: `driver.${made}@example.com` });
      const body = JSON.stringify(submission);
      underWay += 1;
      while ((await post(agent, port, '/v1/applications', body).catch(() => 0)) !== 202) await wait(1_000);
      underWay -= 1;
      acknowledged.add(submission.id);
    },

    /** Closes the connections; what is sent later opens others. */
    hangUp: () => agent.destroy(),
  };
}

/**
 * How many applications a second are taken and delivered at the same time at the most: by senders who wait for the
 * answer and for deliveries to follow, so that neither goes at the cost of the other. Its first fifth does not count.
 */
async function sustained(sender: Sender, tell: Tell): Promise<number> {
  const beganAt = performance.now();
  const seconds = () => (performance.now() - beganAt) / 1_000;
  let delivered = 0;
  const sending = Array.from({ length: concurrency }, async () => {
    while (seconds() < peakSeconds) {
      if (sender.acknowledged.size - delivered < mostUndelivered) await sender.send();
      else await wait(5);
    }
  });
  let from: { readonly seconds: number; readonly delivered: number } | undefined;
  while (seconds() < peakSeconds) {
    delivered = (await tell('incidents')).incidents;
    if (seconds() >= peakSeconds / 5) from ??= { seconds: seconds(), delivered };
    await wait(20);
  }
  const peak = (delivered - (from?.delivered ?? 0)) / (seconds() - (from?.seconds ?? 0));
  await Promise.all(sending);
  console.error(`seed ${seed}: ${Math.round(peak)} a second are taken and delivered at the most`);
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

/** Waits until nothing is left to be delivered, as long as there is less and less of it. */
async function arrived(proxy: ProxyProcess, sender: Sender): Promise<void> {
  let [least, since, toldAt] = [Number.POSITIVE_INFINITY, performance.now(), performance.now()];
  for (;;) {
    const left = sender.underWay() + (await undelivered(proxy));
    if (left === 0) break;
    if (left < least) [least, since] = [left, performance.now()];
    // Longer than the longest wait between early attempts.
    if (performance.now() - since > 300_000) return;
    if (performance.now() - toldAt > 20_000) {
      console.error(`${left} left to be delivered`);
      toldAt = performance.now();
    }
    await wait(500);
  }
  // A second one would come now, and connections that nobody needs are closed.
  sender.hangUp();
  await wait(8_000);
}

/** How many deliveries neither stand on the site nor wait for a person, as the proxy says; over a connection of its own. */
function undelivered({ port }: ProxyProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = get({ host: '127.0.0.1', port, path: '/readyz', agent: false }, async (response) => {
      const { deliveries } = (await json(response)) as { deliveries: { queued: number; leased: number } };
      resolve(deliveries.queued + deliveries.leased);
    });
    asking.on('error', reject);
  });
}

/** What the process holds, as Linux counts it. */
function sample(pid: number): Sample {
  return { rssMb: memoryMb(pid), descriptors: readdirSync(`/proc/${pid}/fd`).length };
}

/** The medians of the second fifth and of the last. */
function fifths(values: readonly number[]): readonly [number, number] {
  const fifth = Math.floor(values.length / 5);
  const median = (some: readonly number[]) =>
    some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;
  return [median(values.slice(fifth, 2 * fifth)), median(values.slice(-fifth))];
}
