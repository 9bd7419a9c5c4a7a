import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApplicantIntake } from '../../src/element/applicant-intake.ts';
import { launchBrowser } from '../support/browser.ts';
import { fillIn } from '../support/fill-in.ts';
import { startCarrier } from './carrier.ts';
import { takeDevice } from './device.ts';
import { draftKept } from './draft-kept.ts';
import { fillContact, fillDriving, fillPreferences, heading } from './hosted-site.ts';

const waiting = 'Saved, and not sent yet';
const part = /\/parts\/offline-/;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function start(attributes = '') {
  const carrier = await startCarrier({ attributes });
  const device = await takeDevice(browser);
  const { page, form } = await device.open(carrier.url);
  await form.evaluate((element: ApplicantIntake) => element.updateComplete);
  const send = () => form.getByRole('button', { name: 'Send application' }).click();
  return { carrier, device, page, form, send };
}

describe('what an application needs to wait', () => {
  it('is loaded once somebody goes on from the first step, and not on a first visit that ends there', async () => {
    const { page, form } = await start('save-draft');
    await form.getByRole('radio', { name: 'Contractor Driver' }).check();
    await draftKept(page, 'driving');
    const loaded = () =>
      page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect((await loaded()).filter((name) => part.test(name))).toEqual([]);
    const asked = page.waitForResponse(part);
    await fillDriving(form);
    await asked;
  });
});

describe('an application sent in a dead spot', () => {
  it('waits, says so, and goes out by itself when the network is back, once', async () => {
    const { carrier, device, form, send } = await start();
    await fillIn(form);
    await device.offline(true);
    await send();
    await heading(form, waiting).waitFor();
    await form.getByText('There is no connection to us right now.').waitFor();
    expect(device.taken).toEqual([]);
    await device.offline(false);
    await heading(form, 'We have your application, Rosa').waitFor();
    expect(new Set(device.sent)).toEqual(new Set(device.taken));
    expect(device.taken).toHaveLength(1);
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.taken });
  });

  it('waits also where the reader drove into it after the first step', async () => {
    const { carrier, device, page, form, send } = await start();
    const loaded = page.waitForResponse(part);
    await fillDriving(form);
    await (await loaded).finished();
    await device.offline(true);
    await fillPreferences(form);
    await fillContact(form, 'dead.spot@example.com');
    await send();
    await heading(form, waiting).waitFor();
    await device.offline(false);
    await heading(form, /^We have your application/).waitFor();
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.taken });
  });

  it('waits also where what is needed for that could be had at the second attempt only', async () => {
    const { carrier, device, page, form, send } = await start();
    await device.offline(true);
    const failed = page.waitForEvent('requestfailed', (request) => part.test(request.url()));
    await fillDriving(form);
    await failed;
    await device.offline(false);
    const loaded = page.waitForResponse(part);
    await fillPreferences(form);
    await (await loaded).finished();
    await fillContact(form, 'second.attempt@example.com');
    await device.offline(true);
    await send();
    await heading(form, waiting).waitFor();
    await device.offline(false);
    await heading(form, /^We have your application/).waitFor();
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.taken });
  });

  it('goes out although a part of the form is fetched and never comes', async () => {
    const { carrier, device, page, form, send } = await start('challenge="altcha"');
    await page.route(/\/parts\/altcha-/, () => {});
    await fillIn(form);
    await send();
    await heading(form, /^We have your application/).waitFor({ timeout: 20_000 });
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.taken });
  });

  it('is sent by hand where the reader had no connection from the first step on', async () => {
    const { carrier, device, form, send } = await start();
    await device.offline(true);
    await fillIn(form);
    await send();
    await form.getByText('We could not be reached. Your answers are still here.').waitFor();
    await device.offline(false);
    await form.getByRole('button', { name: 'Try again' }).click();
    await heading(form, 'We have your application, Rosa').waitFor();
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.taken });
  });
});
