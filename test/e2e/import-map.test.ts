import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readIntegrity } from '../../scripts/integrity.ts';
import { en } from '../../src/locales/en.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { launchBrowser } from '../support/browser.ts';
import { apply, fillIn } from '../support/fill-in.ts';
import { type LandingSite, startLandingSite } from '../support/landing-site.ts';
import { openPage } from '../support/open-page.ts';
import { landingPage, script } from './landing-page.ts';

const { version, files } = readIntegrity(`${packageRoot}dist/browser`);
const base = `/v${version}`;

/** A page that lets the browser check every file of the version, by an import map. */
function mapped(hashOf = (_path: string, hash: string) => hash, language = 'es'): string {
  const entries = Object.entries(files).map(([path, hash]) => [`${base}/${path}`, hashOf(path, hash)]);
  const map = { integrity: Object.fromEntries(entries) };
  return landingPage(
    `<script type="importmap">${JSON.stringify(map)}</script>
    <script type="module" src="${base}/applicant-intake.js"></script>`,
    '<applicant-intake save-draft></applicant-intake>',
    language,
  );
}
const wrongFor = (paths: RegExp) => (path: string, hash: string) =>
  paths.test(path) ? `${hash.slice(0, -4)}AAAA` : hash;

let browser: Browser;
let site: LandingSite;
beforeAll(async () => {
  site = await startLandingSite({
    '/right': mapped(),
    '/wrong': mapped(wrongFor(/^locales|^parts\/(?!sending)/)),
    '/json': landingPage(
      `<script type="application/json">{ "integrity": "sha384-x" }</script>${script.module}`,
    ),
    '/unsendable': mapped(wrongFor(/sending/), 'en'),
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

describe('an import map with the hashes of all files', () => {
  it('lets every part through that is what it should be', async () => {
    const { form, complaints } = await open('/right');
    expect(await apply(form, { language: 'es' })).not.toBe('');
    expect(complaints).toEqual([]);
  });

  it('keeps out parts that are not, and the form makes do without them', async () => {
    const { form, complaints } = await open('/wrong');
    expect(await apply(form)).not.toBe('');
    expect(complaints.join()).toMatch(/integrity/);
  });

  it('is not what other data of a page is taken for: a part that could not be had is asked for again', async () => {
    let isUp = false;
    const { form } = await openPage(browser, `${site.origin}/json`, {
      before: (page) =>
        page.route('**/parts/sending-*', (route) => (isUp ? route.continue() : route.abort())),
    });
    await fillIn(form);
    await form.getByRole('button', { name: en.words.submit }).click();
    await form.getByRole('button', { name: en.words.retry }).waitFor();
    isUp = true;
    await form.getByRole('button', { name: en.words.retry }).click();
    await form.getByRole('heading', { name: /^We have your application/ }).waitFor();
  });

  it('keeps out a wrong part that sends however often it is asked for, and the form says so', async () => {
    const { form, complaints } = await open('/unsendable');
    await fillIn(form);
    const before = site.accepted.length;
    for (const button of [en.words.submit, en.words.retry, en.words.retry]) {
      const kind = form.evaluate(
        (element: HTMLElement) =>
          new Promise((resolve) =>
            element.addEventListener('intake-failed', (failed) => resolve(failed.kind), { once: true }),
          ),
      );
      await form.getByRole('button', { name: button }).click();
      expect(await kind).toBe('offline');
      expect(await form.getByRole('alert').textContent()).toContain(en.failures.unreachable);
    }
    expect(site.accepted).toHaveLength(before);
    expect(complaints.join()).toMatch(/integrity/);
  });
});
