import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { listen } from '../../src/node/listen.ts';
import { createB2cServiceSimulator } from '../../src/sandbox/simulators/b2c-service/create-b2c-service-simulator.ts';
import { type ProxyProcess, startProxy } from '../support/proxy-process.ts';
import { buildSubmission } from '../support/submissions.ts';
import { type Fault, faults } from './faults.ts';
import { leaseMs, type TorturedStore } from './stores.ts';
import type { Variant } from './variants.ts';

/** How long an application may take to arrive once all disturbance has ended, before it counts as lost. */
const patienceMs = 300_000;

/**
 * How long the site holds a call that is not answered, in milliseconds: longer than anybody waits for it. Until then it is
 * under way there, and of one address only so many may be.
 */
const holdMs = 5_000;

interface Incident {
  readonly threads?: readonly { readonly text?: string }[];
  readonly fileAttachments?: readonly { readonly fileName?: string }[];
}

type Application = ReturnType<typeof buildSubmission>;

/** A simulated site on a socket, proxies that deliver to it, and what was promised to applicants so far. */
export async function openSite(variant: Variant, store: TorturedStore, random: () => number) {
  const simulator = createB2cServiceSimulator({ holdMs, ...variant.site });
  const socket = await listen((request) => simulator.fetch(request), { port: 0, host: '127.0.0.1' });
  const directory = mkdtempSync(join(tmpdir(), 'torture-'));
  const config = join(directory, 'config.json');
  const siteUrl = `http://127.0.0.1:${socket.port}/sandbox/b2c-service`;
  writeFileSync(
    config,
    JSON.stringify({ b2cService: { siteUrl, username: 'sandbox', ...variant.settings } }),
  );
  const env = {
    RATE_LIMIT: '0',
    LOG_LEVEL: 'error',
    B2C_PASSWORD: 'sandbox',
    B2C_TIMEOUT_MS: '300',
    B2C_SETTLE_MS: '900',
    B2C_CONCURRENCY: '8',
  };
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

  /** What stands on the site: for each application its incidents. */
  function incidents(): Map<string, Incident[]> {
    const { incidents: all } = simulator.records() as unknown as { incidents: readonly Incident[] };
    const found = new Map<string, Incident[]>();
    for (const incident of all) {
      const id = /^Id: (.+)$/m.exec(incident.threads?.[0]?.text ?? '')?.[1] ?? '';
      found.set(id, [...(found.get(id) ?? []), incident]);
    }
    return found;
  }

  /** How often each file that was acknowledged stands on the application's incidents. */
  function fileCounts(): number[] {
    const there = incidents();
    return [...files].flatMap(([id, names]) => {
      const attached = (there.get(id) ?? []).flatMap(({ fileAttachments = [] }) => fileAttachments);
      return [...names].map((name) => attached.filter(({ fileName }) => fileName === name).length);
    });
  }

  const missing = () => {
    const there = incidents();
    return [...acknowledged].filter((id) => !there.has(id)).length;
  };
  const missingFiles = () => fileCounts().filter((count) => count === 0).length;

  return {
    name: variant.name,

    /** Starts what does not run, disturbs the site, sends applications, and disturbs the rest at some moment of that. */
    async round(): Promise<string> {
      await startAll();
      for (let count = 1 + Math.floor(random() * 4); count > 0; count -= 1) {
        const [operation, fault, delayMs] = pick<Fault>(faults);
        simulator.failNext(operation, fault, { times: 1, ...(delayMs && { delayMs }) });
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
      return `${disturbance}; ${acknowledged.size} acknowledged, ${incidents().size} delivered`;
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
        duplicated: [...incidents().values()].filter(({ length }) => length > 1).length,
        files: counts.length,
        files_lost: missingFiles(),
        files_duplicated: counts.filter((count) => count > 1).length,
      };
    },
  };

  async function clearFaults(): Promise<void> {
    await simulator.fetch(new Request(`${siteUrl}/_faults`, { method: 'DELETE' }));
  }
}
