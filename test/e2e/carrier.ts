import { onTestFinished } from 'vitest';
import { listen } from '../../src/node/listen.ts';
import { type ProxyProcess, startProxy } from '../support/proxy-process.ts';
import { startSite } from '../support/site.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

/** What a carrier has: a page with the form, a proxy on another origin, a CRM; each reached over the network. */
export interface Carrier {
  /** The page with the form. */
  readonly url: string;
  /** Kills the proxy, as a power cut does. */
  fail(): Promise<void>;
  /** Starts it again, with what is on its disk. */
  recover(): Promise<void>;
  /** What the proxy has stored, and the ids that the incidents in the CRM carry, once everything stored is delivered. */
  arrived(): Promise<{ readonly stored: number; readonly incidents: readonly string[] }>;
  /** The contact in the CRM with this address. */
  contact(email: string): unknown;
}

export interface CarrierOptions {
  /** Attributes of the element besides its endpoint. Default: none. */
  readonly attributes?: string;
  /** What lies between pages and the proxy; resolves to the port that pages use. Default: nothing. */
  readonly between?: (proxyPort: number) => Promise<number>;
}

/** Starts all three for one test. */
export async function startCarrier({
  attributes = '',
  between = same,
}: CarrierOptions = {}): Promise<Carrier> {
  const site = await startSite();
  let endpoint = '';
  const pages = await listen(
    async () =>
      new Response(
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>Drive with us</title><h1>Drive with us</h1>
        <script type="module" src="${endpoint}/applicant-intake.js"></script>
        <applicant-intake endpoint="${endpoint}" ${attributes}></applicant-intake>`,
        { headers: { 'content-type': 'text/html; charset=utf-8' } },
      ),
    { port: 0, host: '127.0.0.1' },
  );
  onTestFinished(() => pages.close());
  const url = `http://localhost:${pages.port}`;
  const env = {
    INTAKE_DATA: temporaryFolder(),
    ALLOWED_ORIGINS: url,
    MIN_SECONDS: '0',
    LOG_LEVEL: 'silent',
    ...site.env,
  };
  let proxy: ProxyProcess = await startProxy(env);
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  const { port } = proxy;
  endpoint = `http://127.0.0.1:${await between(port)}`;

  return {
    url,
    fail: async () => void (await proxy.kill('SIGKILL')),
    recover: async () => {
      proxy = await startProxy({ ...env, PORT: String(port) });
    },
    async arrived() {
      const stored = await until(async () => {
        const { deliveries } = (await proxy.readiness()) as { deliveries: Record<string, number> };
        const { queued, leased, delivered } = deliveries;
        return queued === 0 && leased === 0 && delivered && sum(Object.values(deliveries));
      });
      return { stored, incidents: site.incidents() };
    },
    contact(email) {
      const { contacts } = site.simulator.records() as unknown as {
        contacts: readonly { emails: readonly { address: string }[] }[];
      };
      return contacts.find(({ emails }) => emails.some(({ address }) => address === email));
    },
  };
}

const same = async (port: number) => port;

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
