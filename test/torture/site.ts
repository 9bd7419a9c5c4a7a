import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { listen } from '../../src/node/listen.ts';
import { type ProxyProcess, startProxy } from '../support/proxy-process.ts';
import { buildSubmission } from '../support/submissions.ts';
import { leaseMs, type TorturedStore } from './stores.ts';
import type { Held, TorturedSystem } from './systems/tortured-system.ts';

/** How long an application may take to arrive once all disturbance has ended, before it counts as lost. */
const patienceMs = 300_000;

/**
 * How long the site holds a call that is not answered, in milliseconds: longer than anybody waits for it. Until then it is
 * under way there, and of one address only so many may be.
 */
const holdMs = 5_000;

/** A system, and what kind of site of it. */
export interface Tortured {
  readonly system: TorturedSystem;
  readonly variant: string;
}

type Application = ReturnType<typeof buildSubmission>;

/** Simulated destinations on a socket, proxies that deliver to all of them, and what was promised to applicants so far. */
export async function openSite(tortured: readonly Tortured[], store: TorturedStore, random: () => number) {
  const sites = tortured.map(({ system, variant }) => ({ ...system, ...system.open(variant, { holdMs }) }));
  const socket = await listen(
    async (request) => {
      const system = new URL(request.url).pathname.split('/')[2];
      const site = sites.find(({ name }) => name === system);
      return site ? site.simulator.fetch(request) : new Response(null, { status: 404 });
    },
    { port: 0, host: '127.0.0.1' },
  );
  const directory = mkdtempSync(join(tmpdir(), 'torture-'));
  const config = join(directory, 'config.json');
  const urlOf = (system: string) => `http://127.0.0.1:${socket.port}/sandbox/${system}`;
  const tables = sites.map(({ name, table, settings }) => [table, settings(urlOf(name))]);
  writeFileSync(config, JSON.stringify(Object.fromEntries(tables)));
  const env: Record<string, string> = { RATE_LIMIT: '0', LOG_LEVEL: 'error' };
  for (const { prefix, env: secrets } of sites) {
    const timings = { TIMEOUT_MS: '300', SETTLE_MS: '900', CONCURRENCY: '8' };
    for (const [name, value] of Object.entries(timings)) env[`${prefix}_${name}`] = value;
    Object.assign(env, secrets);
  }
  /** Those that run, by their number. */
  const running = new Map<number, ProxyProcess>();

  /** Starts those that do not run; each tries until its store lets it. None may have ended by itself. */
  async function startAll(): Promise<void> {
    for (const [number, { pid, output }] of running) {
      if (!existsSync(`/proc/${pid}`)) throw new Error(`proxy ${number} has ended by itself: ${output()}`);
    }
    const numbers = Array.from({ length: store.proxies }, (_, number) => number);
    await Promise.all(numbers.filter((number) => !running.has(number)).map(start));
  }

  async function start(number: number): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        running.set(number, await startProxy({ ...env, ...store.env(number) }, ['--config', config]));
        return;
      } catch (error) {
        if (tries === 20) throw error;
        await wait(500);
      }
    }
  }

  async function kill(number: number): Promise<void> {
    await running.get(number)?.kill('SIGKILL');
    running.delete(number);
  }

  /** Halts a process for longer than its leases last. */
  async function halt(number: number): Promise<void> {
    const { pid } = running.get(number) as ProxyProcess;
    process.kill(pid, 'SIGSTOP');
    await wait(leaseMs + 1_500);
    process.kill(pid, 'SIGCONT');
  }

  /** One thing that goes wrong besides the site; resolves to what it was. */
  async function disturb(): Promise<string> {
    const victim = Math.floor(random() * store.proxies);
    const own = [
      () => kill(victim).then(() => `proxy ${victim} killed`),
      () => halt(victim).then(() => `proxy ${victim} halted`),
    ];
    // A proxy that has its store for itself is killed most of the time, and halted now and then.
    const often = Array.from({ length: 7 }, () => own[0]);
    const choice = store.proxies === 1 ? [...often, own[1]] : [...own, ...store.troubles];
    return (await pick(choice)?.()) ?? '';
  }

  const acknowledged = new Set<string>();
  /** The names of the files that were acknowledged, by application. */
  const files = new Map<string, Set<string>>();
  const unanswered: Application[] = [];
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

  /** Sends one application, and perhaps a file; whether each was acknowledged is all that counts. */
  async function send(port: number, submission: Application): Promise<void> {
    const address = `http://127.0.0.1:${port}/v1/applications`;
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': submission.id },
        body: JSON.stringify(submission),
        // As a browser does where nothing comes.
        signal: AbortSignal.timeout(20_000),
      });
      if (response.status !== 202) throw new Error();
    } catch {
      unanswered.push(submission);
      return;
    }
    acknowledged.add(submission.id);
    if (random() < 0.3) await sendFile(address, submission.id).catch(() => {});
  }

  async function sendFile(address: string, id: string): Promise<void> {
    const name = `${randomUUID()}.pdf`;
    const body = new FormData();
    body.set('file', new File([`%PDF-1.7\n% ${name}\n`], name));
    const response = await fetch(`${address}/${id}/files`, { method: 'POST', body });
    if (response.status === 202) files.set(id, (files.get(id) ?? new Set()).add(name));
  }

  function newApplication(): Application {
    // One driver in four applies under an address that others in this run use as well.
    const shared = random() < 0.25;
    const email = shared ? `shared.${Math.floor(random() * 5)}@example.com` : `${randomUUID()}@example.com`;
    return buildSubmission({ email });
  }

  /** What stands at each destination: by application. */
  const held = (): Map<string, Held[]>[] => sites.map((site) => Map.groupBy(site.held(), ({ id }) => id));

  /** How often each file that was acknowledged stands with its application, at each destination that takes files. */
  function fileCounts(): number[] {
    return held().flatMap((there, index) =>
      [...(sites[index]?.takesFiles ? files : [])].flatMap(([id, names]) => {
        const attached = (there.get(id) ?? []).flatMap((each) => each.files);
        return [...names].map((name) => attached.filter((other) => other === name).length);
      }),
    );
  }

  const missing = () =>
    held().reduce((sum, there) => sum + [...acknowledged].filter((id) => !there.has(id)).length, 0);
  const missingFiles = () => fileCounts().filter((count) => count === 0).length;

  return {
    name: tortured.map(({ system, variant }) => `${system.name} ${variant}`).join(', '),

    /** Starts what does not run, disturbs the site, sends applications, and disturbs the rest at some moment of that. */
    async round(): Promise<string> {
      await startAll();
      for (let count = 1 + Math.floor(random() * 4); count > 0; count -= 1) {
        const site = pick(sites);
        const [operation, fault, delayMs] = pick(site.faults);
        site.simulator.failNext(operation, fault, { times: 1, ...(delayMs && { delayMs }) });
      }
      // What got no answer last time is sent again under its id, as a browser does.
      const again = unanswered.splice(0);
      const batch = [...again, ...Array.from({ length: 1 + Math.floor(random() * 6) }, newApplication)];
      const sending = batch.map((submission) => send(pick([...running.values()]).port, submission));
      await Promise.any([Promise.all(sending.slice(0, 1)), wait(2_000)]);
      // Right after a 202, or at any moment of the delivery that it set off.
      await wait(random() < 0.3 ? 0 : random() * 500);
      const disturbance = await disturb();
      await Promise.all(sending);
      return `${disturbance}; ${acknowledged.size} acknowledged, ${held()
        .map(({ size }) => size)
        .join(', ')} delivered`;
    },

    /** Lets everything arrive without further disturbance, and counts. */
    async finish() {
      await clearFaults();
      // A start tries again what the site had refused: what waits for a person is not lost.
      for (const number of [...running.keys()]) await kill(number);
      await startAll();
      const proxy = running.get(0) as ProxyProcess;
      for (const submission of unanswered.splice(0)) await send(proxy.port, submission);
      const deadline = Date.now() + patienceMs;
      while (missing() + missingFiles() > 0 && Date.now() < deadline) await wait(500);
      // A late duplicate would come now, when everything has been delivered.
      await wait(1_500);
      const readiness = await proxy.readiness();
      await Promise.all([...running.values()].map((each) => each.kill('SIGTERM')));
      await socket.close();
      await store.close();
      rmSync(directory, { recursive: true, force: true });
      const counts = fileCounts();
      return {
        readiness,
        acknowledged: acknowledged.size,
        lost: missing(),
        duplicated: held()
          .flatMap((there) => [...there.values()])
          .filter(({ length }) => length > 1).length,
        files: counts.length,
        files_lost: missingFiles(),
        files_duplicated: counts.filter((count) => count > 1).length,
      };
    },
  };

  async function clearFaults(): Promise<void> {
    for (const { name, simulator } of sites) {
      await simulator.fetch(new Request(`${urlOf(name)}/_faults`, { method: 'DELETE' }));
    }
  }
}
