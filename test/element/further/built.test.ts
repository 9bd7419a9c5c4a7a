import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../../src/node/listen.ts';
import { openServer } from '../../support/application-server.ts';
import { launchBrowser } from '../../support/browser.ts';
import { samples } from '../../support/uploads.ts';
import { furtherForm, furtherTexts } from './further-form.ts';

/** As strict as a page can be that runs any script at all: no address of data, no picture, no style of its own. */
const policy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html";

const built = fileURLToPath(new URL('../../../dist/browser', import.meta.url));

const answers = {
  first_name: 'José',
  last_name: 'De la Cruz',
  birth_date: '1990-03-07',
  employers: [{ employer: 'ABC Trucking', began: '2019-03', current: true }],
};

const script = `const form = document.querySelector('applicant-intake');
form.messages = ${JSON.stringify(furtherTexts)};
form.values = ${JSON.stringify(answers)};
form.definition = ${JSON.stringify(furtherForm)};`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** A page with the built form and the real proxy on one origin, and all that the browser complains about. */
async function open() {
  const proxy = openServer({ definitions: [furtherForm], minSeconds: 0 });
  const loaded: string[] = [];
  const posted: string[] = [];
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const send = (type: string, body: string | Uint8Array) =>
      new Response(body as BodyInit, {
        headers: { 'content-type': type, 'content-security-policy': policy },
      });
    if (pathname.startsWith('/v1/')) {
      posted.push(pathname);
      return proxy.fetch(request);
    }
    loaded.push(pathname.replace(/-[\w-]{8}\.js$/, ''));
    if (pathname === '/page.js') return send('text/javascript', script);
    if (pathname.endsWith('.js')) return send('text/javascript', await readFile(built + pathname));
    return send(
      'text/html',
      `<!doctype html><html lang="en"><title>Drive</title><script type="module" src="/applicant-intake.js"></script>
      <script type="module" src="/page.js"></script><applicant-intake></applicant-intake>`,
    );
  };
  const pages = await listen(answer, { port: 0, host: '127.0.0.1' });
  onTestFinished(() => pages.close());
  const page = await browser.newPage({ viewport: { width: 800, height: 1200 } });
  onTestFinished(() => page.close());
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/error|warning/.test(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`http://127.0.0.1:${pages.port}/`);
  return { page, complaints, loaded, posted, store: proxy.store };
}

const next = (page: Page) => page.getByRole('button', { name: 'Continue' }).click();

const fileOf = (name: string, mimeType: string, content: Uint8Array) => ({
  name,
  mimeType,
  buffer: Buffer.from(content),
});

/** Draws a line with the mouse. */
async function scribble(page: Page) {
  const canvas = page.getByRole('img', { name: 'Drawing of your signature' });
  await canvas.scrollIntoViewIfNeeded();
  const { x, y } = (await canvas.boundingBox()) ?? { x: 0, y: 0 };
  await page.mouse.move(x + 20, y + 60);
  await page.mouse.down();
  for (let step = 0; step < 20; step += 1) await page.mouse.move(x + 20 + step * 8, y + 60 + (step % 5) * 8);
  await page.mouse.up();
}

describe('the built form', () => {
  it('takes every further kind under the strictest policy, and its files reach the proxy', async () => {
    const { page, complaints, loaded, posted, store } = await open();
    await next(page);
    await next(page);
    await page
      .getByRole('group', { name: 'Photos of your license' })
      .getByLabel('Choose files')
      .setInputFiles([
        fileOf('front.jpg', 'image/jpeg', samples.jpeg('front')),
        fileOf('cdl.pdf', 'application/pdf', samples.pdf()),
        // Not what its name says: only the proxy looks into it.
        fileOf('back.png', 'image/png', samples.html()),
      ]);
    expect(loaded.filter((path) => /drawing|uploads/.test(path))).toEqual([]);
    await next(page);
    await page.getByRole('button', { name: 'Draw your signature as well' }).click();
    await scribble(page);
    await page.getByRole('button', { name: 'Clear the drawing' }).waitFor();
    await page.getByRole('textbox', { name: 'Signature' }).fill('José De la Cruz');
    await page.getByRole('button', { name: 'Send application' }).click();
    const files = page.getByRole('region', { name: 'Your files' });
    await files.getByText('One file has not reached us.').waitFor();
    const rows = await files.getByRole('listitem').allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, ' ').replace(/\d+ kB/, ''))).toEqual([
      'signature.png  Received',
      'front.jpg  Received',
      'cdl.pdf  Received',
      'back.png  This file was not taken. Ask the recruiter on the call how to send it.',
    ]);
    expect(loaded.filter((path) => /drawing|uploads/.test(path))).toEqual([
      // What sends files, while there is a connection to load it over.
      '/parts/uploads',
      '/parts/drawing',
    ]);
    // The browser tells of the answer 422 by itself.
    expect(complaints.filter((text) => !/422/.test(text))).toEqual([]);

    const stored = await store.find(
      /\/v1\/applications\/([^/]+)\/files/.exec(posted.at(-1) ?? '')?.[1] ?? '',
    );
    expect(stored?.files.map(({ name, type }) => [name, type])).toEqual([
      ['signature.png', 'image/png'],
      ['front.jpg', 'image/jpeg'],
      ['cdl.pdf', 'application/pdf'],
    ]);
  });
});
