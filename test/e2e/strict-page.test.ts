import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '../../src/node/listen.ts';
import { axeFaults } from '../support/axe-faults.ts';
import { launchBrowser } from '../support/browser.ts';
import { type OpenPageOptions, openPage } from '../support/open-page.ts';
import { type ProxyProcess, startProxy } from '../support/proxy-process.ts';
import { until } from '../support/until.ts';
import { type Language, words } from '../support/words.ts';

/** As strict as a page can be that runs any script at all. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";

const received = {
  en: 'We have your application, María José',
  es: 'Recibimos su solicitud, María José',
};

const scripts = {
  module: '<script type="module" src="/applicant-intake.js"></script>',
  classic: '<script src="/applicant-intake.classic.js"></script>',
};

let browser: Browser;
let proxy: ProxyProcess;
let pages: Listening;
const data = mkdtempSync(join(tmpdir(), 'applicant-intake-'));

/** A plain page under the policy, on the same origin as the proxy whose paths it passes on. */
async function answer(request: Request): Promise<Response> {
  const { pathname, search, searchParams } = new URL(request.url);
  if (pathname !== '/page') {
    const body = request.method === 'POST' ? await request.arrayBuffer() : null;
    const headers = new Headers(request.headers);
    headers.delete('host');
    headers.delete('connection');
    headers.set('accept-encoding', 'identity');
    headers.set('origin', `http://127.0.0.1:${proxy.port}`);
    return fetch(`http://127.0.0.1:${proxy.port}${pathname}${search}`, {
      method: request.method,
      headers,
      body,
    });
  }
  const language = searchParams.get('language') ?? 'en';
  const script = scripts[searchParams.get('script') as keyof typeof scripts];
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Drive with us</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">${script}</head>
    <body><main><h1>Drive with us</h1><applicant-intake theme="${searchParams.get('theme')}" employer="Example Freight"
    application-source="CDL Job Now"></applicant-intake></main></body></html>`;
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });
}

beforeAll(async () => {
  proxy = await startProxy({ INTAKE_DATA: data, LOG_LEVEL: 'silent' }, ['--sandbox']);
  pages = await listen(answer, { port: 0, host: '127.0.0.1' });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await pages?.close();
  await proxy?.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

const open = (search: string, options: OpenPageOptions = {}) =>
  openPage(browser, `http://127.0.0.1:${pages.port}/page?${search}`, options);

/** Fills the form in like a driver; `look` is called at every screen. */
async function apply(
  page: Page,
  language: Language,
  email: string,
  look: () => Promise<void>,
): Promise<void> {
  const says = words[language];
  const form = page.locator('applicant-intake');
  await form.getByRole('radio', { name: says.role, exact: true }).check();
  await form.getByRole('radio', { name: says.yes, exact: true }).check();
  await form.getByRole('radio', { name: says.cdl, exact: true }).check();
  await look();
  await form.getByRole('button', { name: says.next }).click();
  await form.getByRole('radio', { name: says.solo, exact: true }).check();
  await form.getByLabel(says.truck).selectOption('STRAIGHT');
  await look();
  await form.getByRole('button', { name: says.next }).click();
  await form.getByLabel(says.first).fill('María José');
  await form.getByLabel(says.last).fill("O'Brien");
  await form.getByLabel(says.phone).fill('(720) 555-0142');
  await form.getByLabel(says.email).fill('o’brien');
  await form.getByRole('button', { name: says.next }).click();
  await look();
  await form.getByLabel(says.email).fill(email);
  await form.getByLabel(says.zip).fill('80207');
  await form.getByRole('button', { name: says.next }).click();
  await form.getByRole('checkbox').check();
  await look();
  await form.getByRole('button', { name: says.send }).click();
  await form.getByRole('heading', { name: received[language] }).waitFor();
  await look();
}

const combinations = (['en', 'es'] as const).flatMap((language) =>
  (['module', 'classic'] as const).map((script) => [language, script] as const),
);

describe('the built files on a page with the strictest policy', () => {
  it.each(combinations)(
    'take an application in %s (%s script) without a complaint',
    async (language, script) => {
      const { page, complaints, close } = await open(`language=${language}&theme=auto&script=${script}`);
      const email = `maria.${language}.${script}@example.com`;
      await apply(page, language, email, async () => {});
      const shown = await page
        .locator('applicant-intake')
        .getByText(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
        .textContent();
      expect(shown).toBeTruthy();
      expect(complaints).toEqual([]);
      await close();

      // What stands in the back end is what was typed.
      const contact = await until(async () => {
        const records = await fetch(`http://127.0.0.1:${proxy.port}/sandbox/b2c-service/_records`);
        const { contacts } = (await records.json()) as {
          contacts: { name: object; emails: { address: string }[] }[];
        };
        return contacts.find(({ emails }) => emails.some(({ address }) => address === email));
      });
      expect(contact.name).toEqual({ first: 'María José', last: "O'Brien" });
    },
  );

  it.each([
    ['en', 'light'],
    ['en', 'dark'],
    ['es', 'light'],
    ['es', 'dark'],
  ] as const)('has no fault that axe can find, on any screen, in %s and %s', async (language, theme) => {
    // axe itself is a foreign script, which the policy would not let in.
    const search = `language=${language}&theme=${theme}&script=module`;
    // Without motion: a step that still fades in is not what anybody reads.
    const { page, close } = await open(search, { bypassCSP: true, reducedMotion: 'reduce' });
    let screens = 0;
    await apply(page, language, `axe.${language}.${theme}@example.com`, async () => {
      screens += 1;
      expect(await axeFaults(page)).toEqual([]);
    });
    expect(screens).toBe(5);
    await close();
  });
});

describe('the file of the element', () => {
  it('names no other host', () => {
    const code = readFileSync(new URL('../../dist/browser/applicant-intake.js', import.meta.url), 'utf8');
    const hosts = [...code.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host);
    // Namespaces of SVG and the like are names, not addresses.
    expect(hosts.filter((host) => host !== 'www.w3.org')).toEqual([]);
  });
});
