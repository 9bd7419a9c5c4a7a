import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startProxy } from '../support/proxy-process.ts';
import { folderWith } from '../support/settings.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A proxy with simulators and these settings. */
async function startSandbox(settings: unknown) {
  const config = join(folderWith({ 'config.json': settings }), 'config.json');
  const env = { INTAKE_DATA: temporaryFolder(), LOG_LEVEL: 'silent' };
  const proxy = await startProxy(env, ['--sandbox', '--config', config]);
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  const url = `http://127.0.0.1:${proxy.port}/sandbox/_destinations`;
  return {
    proxy,
    read: async () => (await fetch(url)).json(),
    choose: (names: readonly string[]) => fetch(url, { method: 'PUT', body: JSON.stringify(names) }),
  };
}

it('the simulators that get applications can be chosen where the settings say nothing', async () => {
  const { proxy, read, choose } = await startSandbox({});
  await expect
    .poll(() => proxy.output())
    .toContain('applications go to the simulator of B2C Service at /sandbox/b2c-service/.\n');
  expect(await read()).toEqual({
    offered: ['b2c-service', 'fusion-service', 'oneserve', 'egain', 'webhook'],
    destinations: ['b2c-service'],
  });
  expect((await choose(['egain', 'b2c-service'])).status).toBe(200);
  expect(await read()).toMatchObject({ destinations: ['b2c-service', 'egain'] });
  expect((await choose(['nowhere'])).status).toBe(400);
});

it('the settings decide where they name the simulators of the forms, and nothing else can be chosen', async () => {
  const forms = { 'driver-short': { destinations: ['egain'], optional: ['webhook'] } };
  const { proxy, read, choose } = await startSandbox({ forms });
  await expect
    .poll(() => proxy.output())
    .toContain(
      'applications go to the simulator of eGain at /sandbox/egain/ and the simulator of Webhook at /sandbox/webhook/.\n',
    );
  expect(await read()).toEqual({ offered: [], destinations: ['egain', 'webhook'] });
  const refused = await choose(['b2c-service']);
  expect(refused.status).toBe(409);
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
  expect(await read()).toMatchObject({ destinations: ['egain', 'webhook'] });
});
