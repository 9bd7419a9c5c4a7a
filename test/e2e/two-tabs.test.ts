import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { fillIn } from '../support/fill-in.ts';
import { until } from '../support/until.ts';
import { startCarrier } from './carrier.ts';
import { takeDevice } from './device.ts';
import { draftKept } from './draft-kept.ts';
import { heading } from './hosted-site.ts';

const received = 'We have your application, Rosa';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const send = (form: Locator) => form.getByRole('button', { name: 'Send application' }).click();
const waits = (form: Locator) => heading(form, 'Saved, and not sent yet').waitFor();
const referenceOn = (form: Locator) => form.getByText(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/).textContent();

/** A device with two tabs of the same page. */
async function start() {
  const carrier = await startCarrier();
  const device = await takeDevice(browser);
  return { carrier, device, one: await device.open(carrier.url), two: await device.open(carrier.url) };
}

/** Two applications of one device that wait for the network, each in its tab. */
async function startWaiting() {
  const started = await start();
  const { device, one, two } = started;
  await fillIn(one.form, { email: 'one@example.com' });
  await fillIn(two.form, { email: 'two@example.com' });
  await device.offline(true);
  for (const { form } of [one, two]) {
    await send(form);
    await waits(form);
  }
  return { ...started, ids: [...new Set(device.sent)] };
}

describe('two applications that wait in two tabs of one device', () => {
  it('go out when the network is back, each of them once', async () => {
    const { carrier, device, one, two, ids } = await startWaiting();
    expect(ids).toHaveLength(2);
    await device.offline(false);
    await heading(one.form, received).waitFor();
    await heading(two.form, received).waitFor();
    expect(device.taken.toSorted()).toEqual(ids.toSorted());
    expect(await referenceOn(one.form)).not.toBe(await referenceOn(two.form));
    const { stored, incidents } = await carrier.arrived();
    expect(stored).toBe(2);
    expect(incidents.toSorted()).toEqual(ids.toSorted());
  });

  it('go out from the one that is left when the other was closed, each of them once', async () => {
    const { carrier, device, one, two, ids } = await startWaiting();
    await one.page.close();
    await device.offline(false);
    await heading(two.form, received).waitFor();
    await two.form.getByText('The application you finished earlier has been sent.').first().waitFor();
    expect(device.taken.toSorted()).toEqual(ids.toSorted());
    const { stored, incidents } = await carrier.arrived();
    expect(stored).toBe(2);
    expect(incidents.toSorted()).toEqual(ids.toSorted());
  });
});

describe('one application that is open in two tabs', () => {
  async function startTwice() {
    const carrier = await startCarrier({ attributes: 'save-draft' });
    const device = await takeDevice(browser);
    const one = await device.open(carrier.url);
    await fillIn(one.form);
    await draftKept(one.page, 'review');
    const two = await device.open(carrier.url);
    await heading(two.form, 'Check your answers').waitFor();
    return { carrier, device, one, two };
  }

  it('is one application though it is sent from both', async () => {
    const { carrier, device, one, two } = await startTwice();
    await Promise.all([send(one.form), send(two.form)]);
    await heading(one.form, received).waitFor();
    await heading(two.form, received).waitFor();
    expect(await referenceOn(one.form)).toBe(await referenceOn(two.form));
    expect(new Set(device.sent).size).toBe(1);
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: [device.sent[0]] });
  });

  it('is one application though it waits in both', async () => {
    const { carrier, device, one, two } = await startTwice();
    await device.offline(true);
    for (const { form } of [one, two]) {
      await send(form);
      await waits(form);
    }
    await device.offline(false);
    await heading(one.form, received).waitFor();
    await heading(two.form, received).waitFor();
    expect(device.taken).toEqual([device.sent[0]]);
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.taken });
  });
});

describe('an application that another tab has sent', () => {
  it('leaves nothing on the device for the next visit', async () => {
    const carrier = await startCarrier({ attributes: 'save-draft' });
    const device = await takeDevice(browser);
    const one = await device.open(carrier.url);
    // A form looks for what waits where the device has kept something, and only there.
    await until(() => one.page.evaluate(async () => (await indexedDB.databases()).length > 0));
    const two = await device.open(carrier.url);
    await fillIn(one.form);
    await draftKept(one.page, 'review');
    await device.offline(true);
    await send(one.form);
    await waits(one.form);
    await one.page.close();
    await device.offline(false);
    await two.form.getByText('The application you finished earlier has been sent.').first().waitFor();
    const { form } = await device.open(carrier.url);
    await heading(form, 'What brings you here?').waitFor();
    expect(await form.getByRole('radio', { name: 'Contractor Driver' }).isChecked()).toBe(false);
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.taken });
  });
});
