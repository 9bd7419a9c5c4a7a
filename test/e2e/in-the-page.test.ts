import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { apply, fillIn } from '../support/fill-in.ts';
import { type LandingSite, startLandingSite } from '../support/landing-site.ts';
import { openPage } from '../support/open-page.ts';
import { landingPage, script } from './landing-page.ts';

let browser: Browser;
let site: LandingSite;
beforeAll(async () => {
  site = await startLandingSite({
    '/empty': landingPage(script.module, '<main></main>'),
    '/two': landingPage(
      script.module,
      `<main></main><applicant-intake id="a" job-id="A"></applicant-intake>
      <applicant-intake id="b" job-id="B"></applicant-intake>`,
    ),
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

const open = (path: string) => openPage(browser, site.origin + path);

describe('several forms on one page', () => {
  it('are two applications, which know nothing of each other', async () => {
    const { page, complaints } = await open('/two');
    const [a, b] = [page.locator('#a'), page.locator('#b')];
    await fillIn(a, { email: 'a@example.com' });
    await b.getByRole('heading', { name: 'What brings you here?' }).waitFor();
    expect(await b.getByRole('radio', { name: 'Contractor Driver' }).isChecked()).toBe(false);
    await apply(b, { email: 'b@example.com' });
    await a.getByRole('button', { name: 'Send application' }).click();
    await a.getByRole('heading', { name: 'We have your application, Rosa' }).waitFor();
    expect(site.accepted.map(({ answers, attribution }) => [answers.email, attribution?.job_id])).toEqual([
      ['b@example.com', 'B'],
      ['a@example.com', 'A'],
    ]);
    expect(new Set(site.accepted.map(({ id }) => id)).size).toBe(2);
    expect(complaints).toEqual([]);
  });
});

describe('a form in the hands of its page', () => {
  it('keeps its step and its answers when it is moved, and can be sent then', async () => {
    const { page, complaints } = await open('/two');
    const form = page.locator('#a');
    await fillIn(form);
    await form.getByRole('button', { name: 'Back' }).click();
    await form.getByLabel('First name').fill('Nadia');
    await page.evaluate(() => document.querySelector('main')?.append(document.getElementById('a') as Node));
    expect(await form.getByLabel('First name').inputValue()).toBe('Nadia');
    await form.getByRole('button', { name: 'Continue' }).click();
    await form.getByRole('button', { name: 'Send application' }).click();
    await form.getByRole('heading', { name: 'We have your application, Nadia' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('works within the shadow root of an element of the page', async () => {
    const { page, form, complaints } = await open('/empty');
    await page.evaluate(() => {
      const root = document.querySelector('main')?.attachShadow({ mode: 'open' });
      root?.append(document.createElement('applicant-intake'));
      const heard: string[] = [];
      Object.assign(window, { heard });
      for (const name of ['intake-ready', 'intake-submitting', 'intake-accepted'])
        addEventListener(name, () => heard.push(name));
    });
    expect(await apply(form)).not.toBe('');
    expect(await page.evaluate('heard')).toEqual(['intake-ready', 'intake-submitting', 'intake-accepted']);
    expect(complaints).toEqual([]);
  });
});
