import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildDemo } from '../../scripts/build-demo.ts';
import { es } from '../../src/locales/es.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { axeFaults } from '../support/axe-faults.ts';
import { launchBrowser } from '../support/browser.ts';
import { DemoPage } from './demo-page.ts';
import { type DemoSite, demoSites } from './demo-sites.ts';

let browser: Browser;
beforeAll(async () => {
  if (!existsSync(`${packageRoot}dist/static-demo/mockServiceWorker.js`)) await buildDemo();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

async function open(url: string, options: BrowserContextOptions = {}): Promise<DemoPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const demo = new DemoPage(await context.newPage());
  await demo.open(url);
  return demo;
}

describe.each(Object.entries(demoSites))('%s', (_name, start) => {
  let site: DemoSite;
  beforeEach(async () => {
    site = await start();
  });
  afterEach(() => site.stop());

  test('takes an application to its receipt and shows the three calls upstream', async () => {
    const demo = await open(site.url);
    await demo.fillIn('nadia.okafor@example.com');
    await demo.send();

    await demo.expectReceipt();
    await demo.expectOperations('send-application', 'query', 'create-contact', 'create-incident');
    await demo.expectStatus('delivered');

    const incident = demo.calls.locator('[data-operation="create-incident"]');
    await incident.locator('summary').click();
    const request = await incident.getByRole('region', { name: 'Request' }).textContent();
    expect(request).toContain('"subject": "Application - Contractor Driver"');
    const response = await incident.getByRole('region', { name: 'Response' }).textContent();
    expect(response).toContain('"referenceNumber"');
    const query = demo.calls.locator('[data-operation="query"]');
    await query.locator('summary').click();
    const statement = await query.getByRole('region', { name: 'Request' }).textContent();
    expect(statement).toContain("Emails.Address = 'nadia.okafor@example.com'");
    expect(demo.complaints).toEqual([]);
  });

  test('shows an injected fault, and the application arrives once all the same', async () => {
    const demo = await open(site.url);
    await demo.panel.getByText('Faults', { exact: true }).click();
    await demo.panel.getByLabel('Next call that is a').selectOption('b2c-service/create-incident');
    await demo.panel.getByLabel('meets').selectOption('reset-after-commit');
    await demo.panel.getByRole('button', { name: 'Inject fault' }).click();
    await demo.panel.getByText('1 × B2C Service: create-incident → reset-after-commit').waitFor();
    await demo.fillIn('nadia.okafor@example.com');
    await demo.send();

    await demo.expectReceipt();
    await demo.expectStatus('delivered');
    await demo.expectOperations(
      'send-application',
      'query',
      'create-contact',
      'create-incident/reset-after-commit',
      'query',
    );
  });

  test('speaks Spanish and turns dark with the form when told to', async () => {
    const demo = await open(site.url);
    const { page, form, panel } = demo;
    await panel.getByRole('radio', { name: 'Español' }).check();
    await panel.getByRole('radio', { name: 'Dark' }).check();

    await page.getByRole('heading', { name: 'Cada milla se paga.' }).waitFor();
    await form.getByRole('heading', { name: es.steps.driving.title }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    expect(await page.title()).toBe('Maneje con Harrow Pike Expedite');
    expect(await form.getAttribute('theme')).toBe('dark');
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      'rgb(14, 19, 25)',
    );
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Every mile pays.' }).waitFor();
    expect(demo.complaints).toEqual([]);
  });

  test('keeps what was typed without a signal, and sends it once there is one', async () => {
    const demo = await open(site.url);
    await demo.panel.getByLabel('Transport').selectOption('offline');
    await demo.fillIn('nadia.okafor@example.com');
    await demo.send();
    await demo.form.getByRole('heading', { name: 'Saved, and not sent yet' }).waitFor();

    await demo.panel.getByLabel('Transport').selectOption('http');
    const tryNow = demo.form.getByRole('button', { name: 'Try now' });
    // It may go out by itself before the button is pressed.
    await tryNow.click({ timeout: 2000 }).catch(() => undefined);

    await demo.expectReceipt();
    await demo.expectStatus('delivered');
    // However often it was tried, one application arrived.
    const operations = await demo.operations();
    expect(operations.filter((operation) => operation === 'send-application').length).toBeGreaterThan(1);
    expect(operations.filter((operation) => operation === 'create-incident')).toHaveLength(1);
  });

  test('works on a small phone, where the panel is a drawer', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true });
    const demo = new DemoPage(await context.newPage());
    const { page, panel } = demo;
    await page.goto(site.url);
    await demo.form.getByRole('heading', { level: 2 }).waitFor();
    expect(await panel.isVisible()).toBe(false);

    await page.getByRole('button', { name: 'Developers' }).click();
    expect(await page.getByRole('heading', { name: 'Behind the form' }).evaluate(isFocused)).toBe(true);
    await expect.poll(() => page.locator('#live').textContent()).toBe('live');
    await panel.getByRole('button', { name: 'Fill in an example' }).click();
    await page.keyboard.press('Escape');
    expect(await panel.isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Developers' }).evaluate(isFocused)).toBe(true);

    const { form } = demo;
    for (const next of [/What do you want to drive/, /How can we reach you/, /Check your answers/]) {
      await demo.goOn();
      await form.getByRole('heading', { name: next }).waitFor();
    }
    await demo.send();
    await demo.expectReceipt();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBe(0);
    expect(demo.complaints).toEqual([]);
  });

  test('has nothing that axe objects to, light or dark, empty or busy', async () => {
    for (const theme of ['light', 'dark']) {
      const demo = await open(`${site.url}?theme=${theme}`, { bypassCSP: true, reducedMotion: 'reduce' });
      expect(await axeFaults(demo.page)).toEqual([]);
      await demo.panel.getByText('Faults', { exact: true }).click();
      await demo.panel.getByText('Put this form on your page').click();
      await demo.panel.getByRole('button', { name: 'Inject fault' }).click();
      await demo.fillIn('nadia.okafor@example.com');
      await demo.send();
      await demo.expectReceipt();
      await demo.calls.locator('[data-operation="create-incident"] summary').first().click();
      expect(await axeFaults(demo.page)).toEqual([]);
    }
  });
});

test('the served demo loads the element as any page would, and the static one from beside itself', async () => {
  const served = await readFile(`${packageRoot}dist/demo/index.html`, 'utf8');
  const standalone = await readFile(`${packageRoot}dist/static-demo/index.html`, 'utf8');

  expect(served).toMatch(/<script +type="module" src="\/applicant-intake\.js">/);
  expect(standalone).toMatch(/<script +type="module" src="\.\/applicant-intake\.js">/);
  for (const html of [served, standalone]) {
    // Nothing inline: the policy would not let it run.
    expect(html).not.toMatch(/<style|style=|\son\w+=|<script>|data:/);
  }
});

const isFocused = (element: Element) => element === document.activeElement;
