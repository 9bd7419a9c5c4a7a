import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Listening, listen } from '../../src/node/listen.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { launchBrowser } from '../support/browser.ts';

/** A recruiter's two pages: the list of jobs, and the job with the form, which is told apart by its address. */
async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith('.js')) {
    const headers = { 'content-type': 'text/javascript' };
    return new Response(await readFile(`${packageRoot}dist/browser${pathname}`), { headers });
  }
  const form =
    '<script type="module" src="/applicant-intake.js"></script><applicant-intake></applicant-intake>';
  const body =
    pathname === '/job' ? `<h1>Job</h1><a href="#pay">Pay</a>${form}<p id="pay">` : '<h1>Jobs</h1>';
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return new Response(`<!doctype html><html lang="en"><title>Jobs</title>${body}`, { headers });
}

let browser: Browser;
let site: Listening;
beforeAll(async () => {
  site = await listen(answer, { port: 0, host: '127.0.0.1' });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Somebody comes from the list of jobs to the form, and answers its first questions. */
async function arrive() {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  page.setDefaultTimeout(10_000);
  await page.goto(`http://127.0.0.1:${site.port}/`);
  await page.goto(`http://127.0.0.1:${site.port}/job`);
  await answerDriving(page);
  return page;
}

async function answerDriving(page: Page) {
  await page.getByRole('radio', { name: 'Company Driver' }).check();
  await page.getByRole('radio', { name: 'No', exact: true }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await shows(page, 'What do you want to drive?');
}

const shows = (page: Page, name: string) => page.getByRole('heading', { level: 2, name }).waitFor();

describe('the back button of a real browser', () => {
  it('leads back a step, then off the page, and forward to a form that begins anew', async () => {
    const page = await arrive();
    page.on('dialog', (dialog) => dialog.accept());
    await page.goBack();
    await shows(page, 'What brings you here?');
    expect(new URL(page.url()).pathname).toBe('/job');
    expect(await page.getByRole('radio', { name: 'Company Driver' }).isChecked()).toBe(true);
    await page.goBack();
    await page.getByRole('heading', { name: 'Jobs' }).waitFor();
    await page.goForward();
    await shows(page, 'What brings you here?');
    await answerDriving(page);
  });

  it('leads back a step after a link within the page, and after the page was loaded again', async () => {
    const page = await arrive();
    page.on('dialog', (dialog) => dialog.accept());
    await page.getByRole('link', { name: 'Pay' }).click();
    await page.goBack();
    await shows(page, 'What do you want to drive?');
    await page.reload();
    await shows(page, 'What brings you here?');
    await answerDriving(page);
    await page.goBack();
    await shows(page, 'What brings you here?');
  });
});

describe('leaving the page', () => {
  it('is asked about once something has been entered, and not before', async () => {
    const page = await arrive();
    const asked: string[] = [];
    page.on('dialog', async (dialog) => {
      asked.push(dialog.type());
      await dialog.dismiss();
    });
    const away = () => page.evaluate(() => location.assign('/'));
    await away();
    await expect.poll(() => asked).toEqual(['beforeunload']);
    await shows(page, 'What do you want to drive?');

    await page.locator('applicant-intake').evaluate((form) => (form as never as { reset(): void }).reset());
    await shows(page, 'What brings you here?');
    await away();
    await page.getByRole('heading', { name: 'Jobs' }).waitFor();
    expect(asked).toHaveLength(1);
  });
});
