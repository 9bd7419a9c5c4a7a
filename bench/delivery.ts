import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildIfStale } from '../scripts/build.ts';
import { startProxy } from '../test/support/proxy-process.ts';
import { buildSubmission } from '../test/support/submissions.ts';
import { ask, startChild } from './child.ts';
import { round } from './round.ts';
import type { Benchmark } from './run.ts';
import type { Seen } from './slow-site.ts';

const latencyMs = 50;
const concurrency = 8;
const burst = 1_000;
/** How many are sent one after another, each when the one before it has arrived. */
const single = 25;

const clock = () => performance.timeOrigin + performance.now();

/**
 * From the 202 to the incident, as `serve` delivers, to a site whose every answer takes 50 ms. The baseline is the
 * time that the calls alone would take if eight of them were always under way.
 */
export const delivery: Benchmark = {
  title: `${burst} applications to a site that takes ${latencyMs} ms for each call, ${concurrency} at a time`,
  async run() {
    await buildIfStale();
    const directory = mkdtempSync(join(tmpdir(), 'delivery-bench-'));
    const site = await startChild('./slow-site.ts', [String(latencyMs)]);
    const proxy = await startProxy({
      INTAKE_DATA: join(directory, 'data'),
      RATE_LIMIT: '0',
      LOG_LEVEL: 'error',
      B2C_SITE_URL: `http://127.0.0.1:${site.port}/sandbox/b2c-service`,
      B2C_USERNAME: 'sandbox',
      B2C_PASSWORD: 'sandbox',
      B2C_CONCURRENCY: String(concurrency),
      B2C_REQUESTS_PER_SECOND: '1000',
    });
    const seen = () => ask<Seen>(site.process, 'tell');

    /** Sends an application; resolves to the time of its 202. */
    async function send(email: string): Promise<number> {
      const response = await fetch(`http://127.0.0.1:${proxy.port}/v1/applications`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(buildSubmission({ email })),
      });
      if (response.status !== 202) throw new Error(`answered with ${response.status}`);
      return clock();
    }

    /** What the site has seen once so many incidents stand there. Asked for at the site, which is not what is measured. */
    async function delivered(incidents: number): Promise<Seen> {
      for (;;) {
        const all = await seen();
        if (all.incidents >= incidents) return all;
        await wait(20);
      }
    }

    /** Sends one application for each address at once, and waits until all have arrived. */
    async function sendBurst(addresses: readonly string[]) {
      const before = await seen();
      const beganAt = Math.min(...(await Promise.all(addresses.map(send))));
      const after = await delivered(before.incidents + addresses.length);
      const calls = after.calls - before.calls;
      return { calls, measuredMs: after.lastAt - beganAt, idealMs: (calls * latencyMs) / concurrency };
    }

    try {
      await checked(proxy);
      const waits: number[] = [];
      for (let sent = 1; sent <= single; sent += 1) {
        const address = `single.${sent}@example.com`;
        const at = await send(address);
        const { firstAt } = await delivered(sent);
        waits.push((firstAt[address] ?? Number.NaN) - at);
      }
      const addresses = Array.from({ length: burst }, (_, index) => `driver.${index}@example.com`);
      const fresh = await sendBurst(addresses);
      const known = await sendBurst(addresses);
      return {
        calls_per_new: fresh.calls / burst,
        calls_per_known: known.calls / burst,
        efficiency: round((fresh.idealMs + known.idealMs) / (fresh.measuredMs + known.measuredMs), 3),
        first_call_ms: round(median(waits), 1),
      };
    } finally {
      await proxy.kill('SIGKILL');
      site.process.kill('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

/** Resolves when the proxy has looked at the site, as it does at every start. */
async function checked({ readiness }: { readiness(): Promise<unknown> }): Promise<void> {
  for (;;) {
    const { checks } = (await readiness()) as { checks: Readonly<Record<string, unknown>> };
    if (checks['b2c-service']) return;
    await wait(50);
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
