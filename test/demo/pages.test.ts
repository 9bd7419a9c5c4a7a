import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import block from '../../integrations/wordpress/applicant-intake/blocks/form/block.json' with {
  type: 'json',
};
import { launchBrowser } from '../support/browser.ts';
import { apply, fillIn } from '../support/fill-in.ts';
import { type OpenPageOptions, openPage } from '../support/open-page.ts';
import { type DemoSite, demoSites } from './demo-sites.ts';

let browser: Browser;
let site: DemoSite;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

const open = (path: string, options: OpenPageOptions = {}) => openPage(browser, site.url + path, options);

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

describe.each(Object.entries(demoSites))('%s', (name, start) => {
  beforeAll(async () => {
    site = await start();
  });
  afterAll(() => site?.stop());

  it.each(['plain', 'react', 'vue', 'wordpress'])('takes an application on its page %s', async (kind) => {
    const { page, complaints, form } = await open(`pages/${kind}.html`);
    // The sandbox of the static pages begins with its service worker.
    if (name.includes('static')) await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    expect(await apply(form, { email: `${kind}@example.com` })).toMatch(/^\w{4}-\w{4}$/);
    expect(complaints).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });

  it.each(['react', 'vue'])('hands things to the form and hears from it in an app (%s)', async (kind) => {
    const { page, form } = await open(`pages/${kind}.html`);
    if (name.includes('static')) await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    const said = page.locator('.said');
    await page.getByLabel('Job:').selectOption('D-21');
    expect(await form.getAttribute('job-id')).toBe('D-21');
    await fillIn(form);
    expect(await said.textContent()).toBe('Step: review');
    // What has been entered survives what the app draws anew.
    await page.getByLabel('Job:').selectOption('D-17');
    await form.getByText('Delgado').waitFor();
    await form.getByRole('button', { name: 'Send application' }).click();
    const reference = await form.getByText(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/).textContent();
    expect(await said.textContent()).toBe(`Accepted: ${reference}`);
  });

  it('leads to all of them from the panel, and back', async () => {
    const { page, form } = await open('');
    for (const kind of ['plain HTML', 'React', 'Vue', 'WordPress']) {
      await page.getByRole('button', { name: 'Developers' }).click();
      await page.getByText('Put this form on your page').click();
      await page.getByRole('link', { name: new RegExp(kind) }).click();
      await form.getByRole('button', { name: 'Continue' }).waitFor();
      expect(page.url()).toContain('/pages/');
      await page.getByRole('link', { name: 'Back to the demo' }).click();
      await form.getByRole('button', { name: 'Continue' }).waitFor();
    }
  });
});

describe('the page of WordPress in the served demo', () => {
  beforeAll(async () => {
    site = (await demoSites['the served demo']?.()) as DemoSite;
  });
  afterAll(() => site?.stop());

  it.each(['plain', 'wordpress'])('leads readers without scripts to the hosted form (%s)', async (kind) => {
    const { page } = await open(`pages/${kind}.html`, { javaScriptEnabled: false });
    expect(await page.getByRole('link', { name: '937-555-0142' }).isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Open the application form' }).click();
    await page.getByRole('radio', { name: 'Company Driver' }).waitFor();
  });

  it('calls the block what the editor calls it', async () => {
    const { page } = await open('pages/wordpress.html');
    expect(await page.locator('.about').textContent()).toContain(`the block “${block.title}”`);
  });
});
