import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFaults } from '../support/axe-faults.ts';
import { launchBrowser } from '../support/browser.ts';
import { DemoPage } from './demo-page.ts';
import { type DemoSite, demoSites } from './demo-sites.ts';

let browser: Browser;
let site: DemoSite;
beforeAll(async () => {
  site = (await demoSites['the served demo']?.()) as DemoSite;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

test('a reader switches back ends on, and sees an application go to each of them', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, bypassCSP: true });
  const demo = new DemoPage(page);
  await demo.open(site.url);
  const group = demo.panel.getByRole('group', { name: 'Deliver to' });
  const b2c = group.getByRole('checkbox', { name: 'B2C Service' });
  expect(await b2c.isChecked()).toBe(true);
  // Applications have to go somewhere.
  expect(await b2c.isDisabled()).toBe(true);
  for (const name of ['Fusion Service', 'Oneserve', 'eGain', 'Webhook']) {
    await group.getByRole('checkbox', { name }).check();
  }
  await expect.poll(() => b2c.isDisabled()).toBe(false);

  await demo.fillIn('nadia.okafor@example.com');
  await demo.send();
  await demo.expectReceipt();
  await demo.expectStatus('delivered');
  const calls = await demo.operations();
  for (const operation of [
    'create-incident',
    'create-service-request',
    'create-interaction',
    'save-contact',
    'create-customer',
    'receive',
  ]) {
    expect(calls, operation).toContain(operation);
  }
  await demo.calls.getByText('Oneserve: Save contact').click();
  await demo.calls.getByRole('heading', { name: 'Request, proxy to Oneserve' }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  expect(demo.complaints).toEqual([]);
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/back-ends.png`, fullPage: true });
  await page.close();
}, 60_000);
