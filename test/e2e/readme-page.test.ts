import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../src/node/listen.ts';
import { launchBrowser } from '../support/browser.ts';
import { type ProxyProcess, startProxy } from '../support/proxy-process.ts';
import { readmeBlocks } from '../support/readme.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe('the snippets of the README on a page', () => {
  it('show the form, theme it and send applications elsewhere', async () => {
    const [tag = ''] = readmeBlocks('html');
    const [style = ''] = readmeBlocks('css');
    const [transport = ''] = readmeBlocks('js');
    // A landing page on another origin than the proxy's.
    let proxy: ProxyProcess | undefined;
    const landing = await listen(
      async (request) => {
        if (new URL(request.url).pathname === '/my/own/endpoint')
          return Response.json({ reference: 'OWN-0001' });
        const html = tag.replaceAll('https://apply.example.com', `http://127.0.0.1:${proxy?.port}`);
        const headers = { 'content-type': 'text/html; charset=utf-8' };
        return new Response(`<!doctype html><html lang="en"><style>${style}</style>${html}`, { headers });
      },
      { port: 0, host: '127.0.0.1' },
    );
    onTestFinished(() => landing.close());
    const origin = `http://localhost:${landing.port}`;
    const env = { INTAKE_DATA: temporaryFolder(), ALLOWED_ORIGINS: origin, LOG_LEVEL: 'silent' };
    const running = await startProxy(env, ['--sandbox']);
    proxy = running;
    onTestFinished(async () => void (await running.kill('SIGKILL')));
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    page.setDefaultTimeout(10_000);
    await page.goto(`${origin}/drive`);
    const form = page.locator('applicant-intake');
    const fill = async (email: string) => {
      await form.getByRole('radio', { name: 'Company Driver' }).check();
      await form.getByRole('radio', { name: 'No', exact: true }).check();
      await form.getByRole('button', { name: 'Continue' }).click();
      await form.getByRole('radio', { name: 'Either' }).check();
      await form.getByLabel('Truck type').selectOption('CARGO_VAN');
      await form.getByRole('button', { name: 'Continue' }).click();
      await form.getByLabel('First name').fill('Rosa');
      await form.getByLabel('Last name(s)').fill('Delgado');
      await form.getByLabel('Mobile phone').fill('720-555-0142');
      await form.getByLabel('Email').fill(email);
      await form.getByLabel('ZIP code').fill('K1A 0B1');
      await form.getByRole('button', { name: 'Continue' }).click();
      await form.getByRole('button', { name: 'Send application' }).click();
      await form.getByRole('heading', { name: /We have your application, Rosa/ }).waitFor();
    };
    const button = form.getByRole('button', { name: 'Continue' });
    expect(await button.evaluate((element) => getComputedStyle(element).textTransform)).toBe('uppercase');
    await fill('rosa@example.com');
    expect(await form.getByText('OWN-0001').count()).toBe(0);

    await page.evaluate(transport);
    await form.evaluate((element) => (element as unknown as { reset(): void }).reset());
    await fill('rosa.again@example.com');
    await form.getByText('OWN-0001').waitFor();
  });
});
