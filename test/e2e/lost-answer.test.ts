import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { fillIn } from '../support/fill-in.ts';
import { type LosingRelay, startLosingRelay } from '../support/losing-relay.ts';
import { until } from '../support/until.ts';
import { startCarrier } from './carrier.ts';
import { takeDevice } from './device.ts';
import { heading } from './hosted-site.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** An application is complete; what the proxy answers comes by a relay. */
async function start() {
  const { promise, resolve } = Promise.withResolvers<LosingRelay>();
  const between = async (proxyPort: number) => {
    const started = await startLosingRelay(proxyPort);
    resolve(started);
    return started.port;
  };
  const carrier = await startCarrier({ between });
  const device = await takeDevice(browser, { clock: true });
  const { form } = await device.open(carrier.url);
  await fillIn(form);
  return { carrier, device, form, relay: await promise };
}

describe('an application whose answer is lost on the way back', () => {
  it('is sent again until an answer comes, and has arrived once', async () => {
    const { carrier, device, form, relay } = await start();
    relay.answers = 'break';
    await form.getByRole('button', { name: 'Send application' }).click();
    await until(() => relay.lost > 1);
    await device.pass(3_000);
    await heading(form, 'Saved, and not sent yet').waitFor();
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: [device.sent[0]] });
    relay.answers = 'pass';
    await device.passUntil(heading(form, 'We have your application, Rosa'));
    expect(new Set(device.sent).size).toBe(1);
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.taken });
  });

  it('is given up after a while where nothing comes at all, waits, and has arrived once', async () => {
    const { carrier, device, form, relay } = await start();
    relay.answers = 'stall';
    await form.getByRole('button', { name: 'Send application' }).click();
    await until(() => relay.lost === 1);
    expect(await form.getByRole('button', { name: 'Sending…' }).isVisible()).toBe(true);
    await device.pass(20_000);
    await until(() => relay.lost === 2);
    await device.pass(3_000);
    await heading(form, 'Saved, and not sent yet').waitFor();
    relay.answers = 'pass';
    await device.passUntil(heading(form, 'We have your application, Rosa'));
    expect(new Set(device.sent).size).toBe(1);
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.taken });
  });
});
