import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/node/package-root.ts';
import { serve } from '../../src/node/serve.ts';
import { readSettings } from '../../src/node/settings.ts';
import { serveFolder } from './static-server.ts';

/** A place where the demo is to be seen. */
export interface DemoSite {
  /** Ends with a slash. */
  readonly url: string;
  stop(): void | Promise<void>;
}

/** The demo as the proxy serves it, with a simulator and a data folder of its own. */
async function startServed(): Promise<DemoSite> {
  const data = await mkdtemp(join(tmpdir(), 'demo-'));
  const env = { PORT: '0', INTAKE_DATA: data, LOG_LEVEL: 'silent' };
  const serving = await serve(readSettings({ env }), { sandbox: true, demo: true });
  return {
    url: `http://localhost:${serving.port}/`,
    async stop() {
      await serving.stop();
      await rm(data, { recursive: true });
    },
  };
}

/** The two demos, each in its own way of being served. */
export const demoSites: Readonly<Record<string, () => Promise<DemoSite>>> = {
  'the served demo': startServed,
  'the static demo': () => serveFolder(`${packageRoot}dist/static-demo`, '/some/folder/'),
};
