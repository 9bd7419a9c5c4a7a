import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '../../src/node/listen.ts';
import { launchBrowser } from '../support/browser.ts';
import { type ProxyProcess, startProxy } from '../support/proxy-process.ts';
import { until } from '../support/until.ts';
import {
  fillContact,
  fillDriving,
  fillPreferences,
  heading,
  hosted,
  incidentsOf,
  openForm,
} from './hosted-site.ts';

let browser: Browser;
let proxy: ProxyProcess;
let site: Listening;
let stranger: Listening;
const data = mkdtempSync(join(tmpdir(), 'applicant-intake-'));

/** The page of a carrier, which allows nothing but the proxy's frame and script. */
async function answer(request: Request): Promise<Response> {
  const origin = `http://127.0.0.1:${proxy.port}`;
  const { searchParams } = new URL(request.url);
  const frame = (id: string) =>
    `<iframe id="${id}" src="${origin}/form/driver-short" title="Driver application" width="100%" height="300"></iframe>`;
  const script = searchParams.has('late')
    ? ''
    : `<script src="${origin}/applicant-intake-frame.js" async></script>`;
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Drive with us</title>
    <link rel="stylesheet" href="/style.css">${script}</head>
    <body><h1>Drive with us</h1><p>Above</p><div id="one">${frame('first')}</div><div id="two"></div>
    ${searchParams.has('two') ? frame('second') : ''}<p>Below</p></body></html>`;
  if (new URL(request.url).pathname === '/style.css') {
    return new Response('h1 { margin: 0 0 900px } * { box-sizing: border-box }', {
      headers: { 'content-type': 'text/css' },
    });
  }
  // A script that a script adds needs an address that the page vouches for.
  const trusted = searchParams.has('late') ? '' : "; require-trusted-types-for 'script'";
  const policy = `default-src 'none'; script-src ${origin}; frame-src ${origin}; style-src 'self'${trusted}`;
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });
}

beforeAll(async () => {
  site = await listen(answer, { port: 0, host: '127.0.0.1' });
  stranger = await listen(answer, { port: 0, host: '127.0.0.1' });
  writeFileSync(join(data, 'config.json'), JSON.stringify({ hosted }));
  proxy = await startProxy(
    { INTAKE_DATA: data, LOG_LEVEL: 'silent', ALLOWED_ORIGINS: `http://127.0.0.1:${site.port}` },
    ['--sandbox', '--config', join(data, 'config.json')],
  );
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await proxy?.kill('SIGKILL');
  await site?.close();
  await stranger?.close();
  rmSync(data, { recursive: true, force: true });
});

const open = (search = '', options = {}) =>
  openForm(browser, `http://127.0.0.1:${site.port}/?${search}`, options);

const formIn = (frame: FrameLocator) => frame.locator('applicant-intake');

const heightOf = (page: Page, id: string) =>
  page.locator(`#${id}`).evaluate((frame) => (frame as HTMLElement).clientHeight);

/** Waits until a frame is as high as what is in it. */
async function untilFits(page: Page, id: string): Promise<number> {
  const inside = page.frameLocator(`#${id}`).locator('body');
  await until(async () => {
    const needed = await inside.evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
    return needed > 301 && needed === (await heightOf(page, id));
  });
  return heightOf(page, id);
}

describe('the hosted page in a frame of another origin', () => {
  it('has the height of what is in it at every step, and sends the application', async () => {
    const { page, complaints, close } = await open();
    const form = formIn(page.frameLocator('#first'));
    const first = await untilFits(page, 'first');
    await fillDriving(form);
    await heading(form, 'What do you want to drive?').waitFor();
    const second = await untilFits(page, 'first');
    expect(second).not.toBe(first);
    await fillPreferences(form);
    await fillContact(form, 'framed@example.com');
    await untilFits(page, 'first');
    await form.getByRole('checkbox', { name: 'I accept the terms' }).check();
    await form.getByRole('button', { name: 'Send application' }).click();
    await heading(form, /^We have your application/).waitFor();
    await untilFits(page, 'first');
    expect(await page.frameLocator('#first').locator('body').getAttribute('class')).toBe('framed');
    expect(complaints).toEqual([]);
    expect(await incidentsOf(proxy, 'framed@example.com')).toHaveLength(1);
    await close();
  });

  it('shows its top again when another step shows and the top is out of view', async () => {
    const { page, close } = await open();
    const form = formIn(page.frameLocator('#first'));
    await untilFits(page, 'first');
    const top = () =>
      page.locator('#first').evaluate((frame) => Math.round(frame.getBoundingClientRect().top));
    await form.getByRole('radio', { name: 'Contractor Driver' }).check();
    await form.getByRole('radio', { name: 'No', exact: true }).check();
    await form.getByRole('button', { name: 'Continue' }).scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollBy(0, 400));
    expect(await top()).toBeLessThan(0);
    await form.getByRole('button', { name: 'Continue' }).click();
    await until(async () => (await top()) >= 0);
    await close();
  });

  it('is one of several, each with a height of its own', async () => {
    const { page, complaints, close } = await open('two');
    await untilFits(page, 'first');
    await untilFits(page, 'second');
    await fillDriving(formIn(page.frameLocator('#second')));
    await heading(formIn(page.frameLocator('#second')), 'What do you want to drive?').waitFor();
    expect(await untilFits(page, 'second')).not.toBe(await untilFits(page, 'first'));
    expect(complaints).toEqual([]);
    await close();
  });

  it('may be moved within the page', async () => {
    const { page, close } = await open();
    await untilFits(page, 'first');
    await page.evaluate(() => {
      const frame = document.querySelector('iframe');
      if (frame) {
        frame.style.height = '310px';
        document.querySelector('#two')?.append(frame);
      }
    });
    expect(await untilFits(page, 'first')).toBeGreaterThan(400);
    await close();
  });

  it('may be there long before the script', async () => {
    const { page, complaints, close } = await open('late');
    const form = formIn(page.frameLocator('#first'));
    await until(() => form.evaluate((element) => !element.shadowRoot?.querySelector('#carried')));
    expect(await heightOf(page, 'first')).toBeLessThan(301);
    await page.addScriptTag({ url: `http://127.0.0.1:${proxy.port}/applicant-intake-frame.js` });
    await untilFits(page, 'first');
    expect(complaints).toEqual([]);
    await close();
  });

  it('listens to nobody but the page around it, and is not spoken for by others', async () => {
    const { page, close } = await open('two');
    const height = await untilFits(page, 'first');
    const said: unknown[] = [];
    await page.exposeFunction('note', (data: unknown) => said.push(data));
    // Another window of the same page, in the name of the frame.
    await page.evaluate(() => {
      addEventListener('message', ({ data }) =>
        (globalThis as unknown as { note: (data: unknown) => void }).note(data),
      );
      window.postMessage({ applicantIntake: { height: 4000 } }, '*');
      const other = document.createElement('iframe');
      document.body.append(other);
      other.contentWindow?.parent.postMessage({ applicantIntake: { height: 4000, top: true } }, '*');
      for (const odd of [
        null,
        'text',
        7,
        { applicantIntake: null },
        { applicantIntake: { height: 'NaN' } },
      ]) {
        window.postMessage(odd, '*');
      }
    });
    // A greeting that does not come from the page around it.
    await page
      .frameLocator('#first')
      .locator('body')
      .evaluate(() => {
        window.postMessage({ applicantIntake: 'hello' }, '*');
      });
    await until(() => said.length >= 7);
    expect(await heightOf(page, 'first')).toBe(height);
    await close();
  });

  it('is not heard once it has gone to another origin', async () => {
    const { page, close } = await open();
    const height = await untilFits(page, 'first');
    const say = (origin: string) =>
      page.locator('#first').evaluate((frame, origin) => {
        const { contentWindow: source } = frame as HTMLIFrameElement;
        const data = { applicantIntake: { height: 4000 } };
        dispatchEvent(new MessageEvent('message', { source, origin, data }));
      }, origin);
    await say(`http://127.0.0.1:${stranger.port}`);
    expect(await heightOf(page, 'first')).toBe(height);
    await say(`http://127.0.0.1:${proxy.port}`);
    expect(await heightOf(page, 'first')).toBe(4000);
    await close();
  });

  it('says nothing about the person, only heights and where to look', async () => {
    const { page, close } = await open();
    const said: unknown[] = [];
    await page.exposeFunction('note', (data: unknown) => said.push(data));
    await page.evaluate(() =>
      addEventListener('message', ({ data }) =>
        (globalThis as unknown as { note: (data: unknown) => void }).note(data),
      ),
    );
    const form = formIn(page.frameLocator('#first'));
    await untilFits(page, 'first');
    await fillDriving(form);
    await fillPreferences(form);
    await fillContact(form, 'quiet@example.com');
    await heading(form, 'Check your answers').waitFor();
    await until(() => said.length > 2);
    for (const each of said) {
      expect(JSON.stringify(each)).toMatch(
        /^\{"applicantIntake":("ready"|\{"height":\d+\}|\{"top":true\})\}$/,
      );
    }
    await close();
  });

  it('works without scripts, too', async () => {
    const { page, close } = await open('', { javaScriptEnabled: false });
    const form = formIn(page.frameLocator('#first'));
    await fillDriving(form);
    await heading(form, 'What do you want to drive?').waitFor();
    await close();
  });

  it('does not show on a page that is not on the list', async () => {
    const { page, complaints, close } = await openForm(browser, `http://127.0.0.1:${stranger.port}/`);
    await until(() => complaints.some((each) => /frame-ancestors/.test(each)));
    expect(await formIn(page.frameLocator('#first')).count()).toBe(0);
    await close();
  });
});
