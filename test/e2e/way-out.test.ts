import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type LandingSite, startLandingSite } from '../support/landing-site.ts';
import { type OpenPageOptions, openPage } from '../support/open-page.ts';
import { landingPage, script } from './landing-page.ts';

let browser: Browser;
let site: LandingSite;
beforeAll(async () => {
  site = await startLandingSite({
    '/': landingPage(script.module),
    '/broken': landingPage('<script type="module" src="/gone.js"></script>'),
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

const open = (path: string, options: OpenPageOptions = {}) => openPage(browser, site.origin + path, options);

async function expectWayOut(page: Page) {
  expect(await page.getByRole('link', { name: 'Open the application form' }).isVisible()).toBe(true);
  expect(await page.getByRole('link', { name: '720-555-0142' }).isVisible()).toBe(true);
}

describe('what stands within the element', () => {
  it('shows where no script runs, and leads to the hosted form', async () => {
    const { page } = await open('/', { javaScriptEnabled: false });
    await expectWayOut(page);
    await page.getByRole('link', { name: 'Open the application form' }).click();
    expect(new URL(page.url()).pathname).toBe('/form/driver-short');
  });

  it('shows when the script is gone, and no longer when it has come', async () => {
    const { page } = await open('/broken');
    await expectWayOut(page);
    await page.addScriptTag({ url: '/applicant-intake.js', type: 'module' });
    await page.getByRole('radio', { name: 'Company Driver' }).waitFor();
    expect(await page.getByRole('link', { name: 'Open the application form' }).isVisible()).toBe(false);
  });
});
