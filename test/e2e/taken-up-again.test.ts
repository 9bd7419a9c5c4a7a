import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { fillIn } from '../support/fill-in.ts';
import { type LosingRelay, startLosingRelay } from '../support/losing-relay.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { startCarrier } from './carrier.ts';
import { takeDeviceWith } from './device.ts';
import { draftKept } from './draft-kept.ts';
import { fillDriving, fillPreferences, goOn, heading } from './hosted-site.ts';

/** A carrier that is reached by a relay, and a telephone on its page. */
async function start(attributes = 'save-draft') {
  const { promise, resolve } = Promise.withResolvers<LosingRelay>();
  const between = async (proxyPort: number) => {
    const started = await startLosingRelay(proxyPort);
    resolve(started);
    return started.port;
  };
  const carrier = await startCarrier({ attributes, between });
  const folder = temporaryFolder();
  const device = await takeDeviceWith(folder);
  return { carrier, folder, device, relay: await promise, ...(await device.open(carrier.url)) };
}

async function fillInHalf(page: Page, form: Locator) {
  await fillDriving(form);
  await fillPreferences(form);
  await form.getByLabel('First name').fill('Rosa');
  await form.getByLabel('Last name').fill('Delgado');
  await form.getByLabel('Email').fill('rosa@exam');
  await draftKept(page, 'contact', { email: 'rosa@exam' });
}

async function isHalfFilledIn(form: Locator) {
  await heading(form, 'How can we reach you?').waitFor();
  expect(await form.getByLabel('First name').inputValue()).toBe('Rosa');
  expect(await form.getByLabel('Email').inputValue()).toBe('rosa@exam');
}

async function fillInRest(form: Locator) {
  await form.getByLabel('Mobile phone').fill('720-555-0142');
  await form.getByLabel('Email').fill('rosa@example.com');
  await form.getByLabel('ZIP').fill('80207');
  await goOn(form);
  await heading(form, 'Check your answers').waitFor();
  await form.getByText('Straight Truck').waitFor();
  await form.getByRole('button', { name: 'Send application' }).click();
  await heading(form, 'We have your application, Rosa').waitFor();
}

describe('an application half filled in', () => {
  it('goes on at its step with its answers after a reload, and arrives once', async () => {
    const { carrier, device, page, form } = await start();
    await fillInHalf(page, form);
    await page.reload();
    await isHalfFilledIn(form);
    await fillInRest(form);
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.taken });
  });

  it('goes on there after the battery was empty', async () => {
    const { carrier, folder, device, page, form } = await start();
    await fillInHalf(page, form);
    await device.die();
    const again = await takeDeviceWith(folder);
    const { form: later } = await again.open(carrier.url);
    await isHalfFilledIn(later);
    await fillInRest(later);
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: again.taken });
  });
});

describe('an application that arrived while the telephone died', () => {
  it('is sent again by its reader under the same id, and has arrived once', async () => {
    const { carrier, folder, device, relay, page, form } = await start();
    await fillIn(form);
    await draftKept(page, 'review');
    relay.answers = 'stall';
    await form.getByRole('button', { name: 'Send application' }).click();
    await until(() => relay.lost === 1);
    await device.die();
    relay.answers = 'pass';
    const again = await takeDeviceWith(folder);
    const { form: later } = await again.open(carrier.url);
    await heading(later, 'Check your answers').waitFor();
    await later.getByRole('button', { name: 'Send application' }).click();
    await heading(later, 'We have your application, Rosa').waitFor();
    expect(again.sent).toEqual(device.sent);
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.sent });
  });
});

describe('an application that waits', () => {
  it('goes out by itself when its telephone has power again, and arrives once', async () => {
    const { carrier, folder, device, relay, form } = await start('');
    await fillIn(form);
    relay.answers = 'break';
    await form.getByRole('button', { name: 'Send application' }).click();
    await heading(form, 'Saved, and not sent yet').waitFor();
    await device.die();
    relay.answers = 'pass';
    const again = await takeDeviceWith(folder);
    const { form: later } = await again.open(carrier.url);
    await later.getByText('The application you finished earlier has been sent.').first().waitFor();
    expect(new Set([...device.sent, ...again.sent]).size).toBe(1);
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: again.taken });
  });
});
