import { onTestFinished } from 'vitest';
import { startProxy } from './proxy-process.ts';
import { readScrape, type Scrape } from './scrape.ts';
import { startSite } from './site.ts';
import { buildSubmission } from './submissions.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { until } from './until.ts';

/** A proxy of its own process on a simulated site, and what its `/metrics` says. */
export async function startObservedProxy(env: Readonly<Record<string, string>> = {}) {
  const site = await startSite();
  const proxy = await startProxy({ INTAKE_DATA: temporaryFolder(), ...site.env, ...env });
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  const base = `http://127.0.0.1:${proxy.port}`;

  async function scrape(): Promise<Scrape> {
    return readScrape(await (await fetch(`${base}/metrics`)).text());
  }

  /** Scrapes until a series has this value; an answer may be a second old. */
  const reaches = (value: number, name: string, labels: Record<string, string> = {}) =>
    until(async () => {
      const scraped = await scrape();
      return scraped.value(name, labels) === value && scraped;
    });

  const post = (body: unknown) =>
    fetch(`${base}/v1/applications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  return { ...proxy, base, site, scrape, reaches, post };
}

/**
 * Lets a proxy meet with what there is to count: an application that is delivered at once, one that is marked and
 * needs a second attempt, one that is set aside, and a request that is refused.
 */
export async function liveThrough(proxy: Awaited<ReturnType<typeof startObservedProxy>>): Promise<Scrape> {
  const { post, reaches, site } = proxy;
  const delivered = (n: number) => reaches(n, 'applicant_intake_deliveries_delivered_total');
  await post(buildSubmission({ email: 'one@example.com' }));
  await delivered(1);
  site.simulator.failNext('create-incident', 'status-500');
  await post(buildSubmission({ email: 'two@example.com' }, { challenge: { hp: 'filled in' } }));
  await delivered(2);
  site.simulator.failNext('create-incident', 'status-400');
  await post(buildSubmission({ email: 'three@example.com' }));
  await post('{');
  return reaches(1, 'applicant_intake_deliveries', { state: 'attention' });
}
