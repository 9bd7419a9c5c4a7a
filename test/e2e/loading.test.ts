import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { apply } from '../support/fill-in.ts';
import { type LandingSite, startLandingSite } from '../support/landing-site.ts';
import { openPage } from '../support/open-page.ts';
import { form, landingPage, plainScript, script } from './landing-page.ts';

/** Scripts at the head of a page, and elements and scripts in its body. */
const pages = {
  'as a module before the element': landingPage(script.module),
  'as a plain script before the element': landingPage(script.classic),
  'as a module after the element': landingPage('', form + script.module),
  'as a plain script after the element': landingPage('', form + script.classic),
  'as a plain script, whenever it comes': landingPage(script.classic.replace(' src', ' async src')),
  'as a module, twice': landingPage(script.module + script.module.replace('.js', '.js?ver=1.2')),
  'as a plain script, before the element and after it': landingPage(script.classic, form + script.classic),
  'as both, one after the other': landingPage(script.classic + script.module, form + script.classic),
  'written into the page': landingPage(`<script>${plainScript}</script>`),
} as const;
const pathOf = (way: string) => `/${way.replaceAll(/\W+/g, '-')}`;

let browser: Browser;
let site: LandingSite;
beforeAll(async () => {
  const ways = Object.entries(pages).map(([way, html]) => [pathOf(way), html]);
  site = await startLandingSite({ ...Object.fromEntries(ways), '/bare': landingPage('', '') });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

const open = (path: string) => openPage(browser, site.origin + path);
const load = (page: Page, url = '/applicant-intake.js') => page.addScriptTag({ url, type: 'module' });

describe('the script, however a page loads it', () => {
  it.each(Object.keys(pages))('takes an application: %s', async (way) => {
    const { complaints, form } = await open(pathOf(way));
    const before = site.accepted.length;
    expect(await apply(form)).not.toBe('');
    expect(site.accepted).toHaveLength(before + 1);
    expect(complaints).toEqual([]);
  });
});

describe('a script that comes long after the page', () => {
  it('makes forms of elements old and new', async () => {
    const { page, complaints } = await open('/bare');
    await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), form);
    await load(page);
    await page.evaluate((html) => document.body.insertAdjacentHTML('afterbegin', html), form);
    await expect.poll(() => page.getByRole('radio', { name: 'Company Driver' }).count()).toBe(2);
    expect(await apply(page.locator('applicant-intake').last())).not.toBe('');
    expect(complaints).toEqual([]);
  });

  it('takes what was set on the element before', async () => {
    const { page, form, complaints } = await open('/bare');
    await page.evaluate(() => {
      const early = document.createElement('applicant-intake');
      early.values = { application_type: 'COMPANY' };
      early.jobId = 'D-17';
      document.body.append(early);
    });
    await load(page);
    await expect.poll(() => form.getByRole('radio', { name: 'Company Driver' }).isChecked()).toBe(true);
    await apply(form);
    expect(site.accepted.at(-1)?.attribution).toMatchObject({ job_id: 'D-17' });
    expect(complaints).toEqual([]);
  });

  it('may come from another origin, with its parts and its languages', async () => {
    const { page, form, complaints } = await open('/bare');
    await page.evaluate((elsewhere) => {
      document.documentElement.lang = 'es';
      const intake = document.createElement('applicant-intake');
      intake.endpoint = elsewhere;
      intake.saveDraft = true;
      document.body.append(intake);
    }, site.elsewhere);
    await load(page, `${site.elsewhere}/applicant-intake.js`);
    expect(await apply(form, { language: 'es' })).not.toBe('');
    expect(complaints).toEqual([]);
  });
});
