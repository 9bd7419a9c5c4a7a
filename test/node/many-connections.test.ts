import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultHttpLimits } from '../../src/node/http-limits.ts';
import { withinOpenFiles } from '../../src/node/open-files.ts';
import { memoryMb } from '../support/process-memory.ts';
import { startProxy } from '../support/proxy-process.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

/** The proxy as a process of its own, and what somebody gets to hear who comes late. */
async function start(env: Record<string, string> = {}) {
  const site = await startSite();
  const settings = { ...site.env, INTAKE_DATA: temporaryFolder(), LOG_LEVEL: 'silent' };
  const proxy = await startProxy({ ...settings, ...env });
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  const base = `http://127.0.0.1:${proxy.port}`;
  return {
    ...proxy,
    health: async () => (await fetch(`${base}/healthz`)).status,
    apply: async () => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
      const body = JSON.stringify(buildSubmission());
      return (await fetch(`${base}/v1/applications`, { ...init, body })).status;
    },
  };
}

/** Opens connections that ask nothing, a hundred at a time. */
async function hoard(port: number, count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  onTestFinished(() => sockets.forEach((socket) => void socket.destroy()));
  while (sockets.length < count) {
    const next = Array.from({ length: 100 }, () =>
      connect(port, '127.0.0.1')
        .on('error', () => {})
        .resume(),
    );
    sockets.push(...next);
    await until(() => next.every(({ connecting }) => !connecting));
  }
  return sockets;
}

describe('five thousand connections that ask nothing', () => {
  it.skipIf(process.platform !== 'linux')(
    'keep nobody from being heard, and take little memory',
    async () => {
      const proxy = await start({ TRUSTED_PROXIES: '1' });
      expect([await proxy.health(), await proxy.apply()]).toEqual([200, 202]);
      const before = memoryMb(proxy.pid);
      const sockets = await hoard(proxy.port, 5_000);
      expect([await proxy.health(), await proxy.apply()]).toEqual([200, 202]);
      const each = ((memoryMb(proxy.pid) - before) * 1024) / 5_000;
      console.info(`${each.toFixed(1)} kB for each connection`);
      expect(each).toBeLessThan(32);
      expect(sockets.filter(({ destroyed }) => !destroyed).length).toBe(5_000);
    },
    120_000,
  );

  it('of one address give way to each other, and to what it asks after a while', async () => {
    const proxy = await start();
    const sockets = await hoard(proxy.port, 5_000);
    const limit = defaultHttpLimits.maxPerAddress + defaultHttpLimits.maxRefused;
    await until(() => sockets.filter(({ destroyed }) => !destroyed).length <= limit);
    await until(async () => (await proxy.health()) === 200);
    // Each of the two may need a connection of its own, and those that are to give way become old enough one by one.
    await until(async () => (await proxy.apply()) === 202);
  }, 120_000);
});

describe('the limits of the system', () => {
  it('leave files for other things than connections', () => {
    expect(withinOpenFiles(defaultHttpLimits, 1_024)).toMatchObject({ maxConnections: 784, maxRefused: 112 });
    expect(withinOpenFiles(defaultHttpLimits, 524_288)).toEqual(defaultHttpLimits);
    expect(withinOpenFiles({ ...defaultHttpLimits, maxConnections: 50 }, 1_024).maxConnections).toBe(50);
    expect(withinOpenFiles(defaultHttpLimits, 64).maxConnections).toBe(14);
  });
});
