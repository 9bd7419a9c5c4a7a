import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../test/support/browser.ts';
import { type Language, words } from '../test/support/words.ts';
import { buildBrowser } from './build-browser.ts';

/**
 * Takes pictures of the form in every state that a reader meets, for people to judge, into `screenshots/`.
 * The page forbids what a careful site forbids, so that a picture also shows the form at work under such rules.
 */

const csp = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
].join('; ');

const styles = `html { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { margin: 0; padding: 16px; background: light-dark(#e9edf1, #0b0f13); }
applicant-intake { max-width: 720px; margin: auto; }`;

const html = (
  locale: string,
) => `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>Drive with us</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css">
<script type="module" src="/applicant-intake.js"></script>
<applicant-intake employer="Northbound Freight" phone="555 555 0142" privacy-href="/privacy" languages="en es" save-draft>
<p slot="legal">Northbound Freight is an equal opportunity employer.</p>
<p slot="receipt">Questions? Call recruiting at 555 555 0142.</p></applicant-intake>`;

interface Look {
  readonly locale: Language;
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly forcedColors?: boolean;
}

/** Serves the built element, the page and an API that is down on its first call. */
async function serve() {
  const answered = new Set<string>();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const send = (status: number, type: string, body: string | Buffer) =>
      response
        .writeHead(status, { 'content-type': type, 'content-security-policy': csp, 'retry-after': '60' })
        .end(body);
    if (path === '/page.css') return send(200, 'text/css', styles);
    if (path === '/en' || path === '/es') return send(200, 'text/html', html(path.slice(1)));
    if (path === '/v1/applications') {
      const id = String(request.headers['idempotency-key']);
      if (answered.has(id)) {
        return send(202, 'application/json', JSON.stringify({ id, reference: 'K7M-42Q', status: 'queued' }));
      }
      answered.add(id);
      return send(503, 'application/problem+json', JSON.stringify({ type: 'about:blank' }));
    }
    const file = await readFile(`dist/browser${path}`).catch(() => undefined);
    return file ? send(200, 'text/javascript', file) : send(404, 'text/plain', '');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` };
}

/** Goes through the form once and takes a picture of every state on the way. */
async function photograph(browser: Browser, origin: string, look: Look): Promise<void> {
  const { locale, width, scheme, forcedColors = false } = look;
  const viewport = { width, height: width < 500 ? 740 : 900 };
  const context = await browser.newContext({
    viewport,
    colorScheme: scheme,
    forcedColors: forcedColors ? 'active' : 'none',
    reducedMotion: 'reduce',
    deviceScaleFactor: width < 500 ? 2 : 1,
  });
  const page = await context.newPage();
  // The API's first answer is meant to fail.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('503')) console.error(look, message.text());
  });
  page.on('pageerror', (error) => console.error(look, error));
  const name = (state: string) =>
    `screenshots/${state}-${width}-${forcedColors ? 'forced' : scheme}-${locale}.png`;
  const shot = async (state: string, whole = true) => {
    // A window as tall as the page: what sticks to the window's edge then stands where it belongs.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    if (whole) await page.setViewportSize({ width, height: Math.max(height, viewport.height) });
    await page.screenshot({ path: name(state) });
    if (whole) await page.setViewportSize(viewport);
  };
  await page.goto(`${origin}/${locale}`);
  await walk(page, words[locale], shot);
  await context.close();
}

async function walk(
  page: Page,
  word: (typeof words)[Language],
  shot: (state: string, whole?: boolean) => Promise<unknown>,
) {
  const press = (name: string) => page.getByRole('button', { name }).click();
  const option = (name: string) => page.getByRole('radio', { name, exact: true }).first().check();
  await page.getByRole('button', { name: word.next }).waitFor();
  await shot('1-driving');
  await shot('1-driving-screen', false);
  await press(word.next);
  await shot('1-driving-errors');
  for (const name of [word.role, word.no]) await option(name);
  await shot('1-driving-no-cdl');
  for (const name of [word.yes, word.cdl]) await option(name);
  await shot('1-driving-answered');
  await press(word.next);
  await option(word.solo);
  await page.getByLabel(word.truck).selectOption('STRAIGHT');
  await shot('2-preferences');
  await press(word.next);
  await shot('3-contact');
  await page.getByLabel(word.first, { exact: true }).fill('José María');
  await page.getByLabel(word.last).fill('De la Cruz');
  await page.getByLabel(word.phone).fill('555 01');
  await press(word.next);
  await page.getByLabel(word.email).fill('jose@example.com');
  await shot('3-contact-errors');
  await page.getByLabel(word.phone).fill('(720) 340-1313');
  await press(word.next);
  await shot('3-contact-zip');
  await page.getByLabel(word.zip).fill('80207');
  await press(word.next);
  await page.getByRole('checkbox').first().check();
  await shot('4-review');
  await shot('4-review-screen', false);
  await press(word.send);
  await page.locator('.receipt').waitFor();
  await shot('5-waiting');
  await page.getByRole('button', { name: word.now }).click();
  await page.locator('#reference').waitFor();
  await shot('6-receipt');
  await shot('6-receipt-screen', false);
}

await buildBrowser();
await mkdir('screenshots', { recursive: true });
const { server, origin } = await serve();
const browser = await launchBrowser();
const looks: Look[] = [360, 768, 1280].flatMap((width) =>
  (['light', 'dark'] as const).flatMap((scheme) =>
    (['en', 'es'] as const).map((locale) => ({ width, scheme, locale })),
  ),
);
looks.push(
  { width: 360, scheme: 'light', locale: 'en', forcedColors: true },
  { width: 320, scheme: 'light', locale: 'es' },
);
for (const look of looks) await photograph(browser, origin, look);
await browser.close();
server.close();
