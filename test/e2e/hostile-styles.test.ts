import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { comparePictures } from '../support/compare-pictures.ts';
import { type LandingSite, type Pages, startLandingSite } from '../support/landing-site.ts';
import { openPage } from '../support/open-page.ts';
import { type HostilePage, hostilePages } from './hostile-styles.ts';
import { script } from './landing-page.ts';

/**
 * Where the element stands and how wide it is stays the page's affair, so here that is the same on all of them: letters
 * elsewhere may begin at another fraction of a pixel.
 */
const pageAt = (path: string, { body = '' }: Partial<HostilePage> = {}) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8">
  <link rel="stylesheet" href="${path}.css">${script.module}</head><body ${body}>
  <main style="display: block !important; position: absolute !important; top: 0 !important; left: 0 !important;
    width: 700px !important"><applicant-intake employer="Example Freight" phone="720-555-0142"
    privacy-href="/privacy" languages="en es"></applicant-intake></main>`;
const sheet = (css: string) => () => new Response(css, { headers: { 'content-type': 'text/css' } });
const paths = new Map(Object.keys(hostilePages).map((name, index) => [name, `/hostile-${index}`]));

let browser: Browser;
let site: LandingSite;
let wanted: Pictures;
beforeAll(async () => {
  const pages: Pages = { '/neutral': pageAt('/neutral'), '/neutral.css': sheet('main { color: #000 }') };
  const hostile = Object.entries(hostilePages).flatMap(([name, page]) => {
    const path = paths.get(name) ?? '';
    return [
      [path, pageAt(path, page)],
      [`${path}.css`, sheet(page.css)],
    ];
  });
  site = await startLandingSite({ ...pages, ...Object.fromEntries(hostile) });
  browser = await launchBrowser();
  wanted = await photograph('/neutral');
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

type Pictures = Readonly<Record<string, string>>;

/** Takes pictures of the form on a page. */
async function photograph(path: string): Promise<Pictures> {
  const { page, form } = await openPage(browser, site.origin + path, {
    // Tall enough for every step: what sticks to the edge of a window then stands where it belongs.
    viewport: { width: 800, height: 1400 },
    reducedMotion: 'reduce',
  });
  const rules = await page.evaluate(() => [...document.styleSheets].map(({ cssRules }) => cssRules.length));
  expect(rules).toEqual([expect.any(Number)]);
  expect(rules[0]).toBeGreaterThan(0);

  const heading = (name: string) => form.getByRole('heading', { name });
  await heading('What brings you here?').waitFor();
  const first = await picture(form);
  await form.getByRole('button', { name: 'Continue' }).click();
  await heading('Check these 2 answers').waitFor();
  const errors = await picture(form);
  await form.evaluate((element) =>
    (element as HTMLElementTagNameMap['applicant-intake']).goToStep('contact'),
  );
  await heading('How can we reach you?').waitFor();
  return { first, errors, contact: await picture(form) };
}

async function picture(form: Locator): Promise<string> {
  // Nothing is under the mouse.
  await form.page().mouse.move(0, 0);
  const png = await form.locator('form').screenshot({ animations: 'allow' });
  return png.toString('base64');
}

describe('a page without styles of its own', () => {
  it('shows the form in its full width, in three different pictures', async () => {
    expect(new Set(Object.values(wanted)).size).toBe(3);
    for (const each of Object.values(wanted)) {
      const png = Buffer.from(each, 'base64');
      // The width and the height stand at the beginning of the file.
      expect(png.readUInt32BE(16)).toBe(624);
      expect(png.readUInt32BE(20)).toBeGreaterThan(500);
    }
  });
});

/**
 * The steps that look other than they should. Chromium draws letters in several threads, and one time in ten a pixel of
 * them turns out a shade darker or lighter, on one and the same page; whatever moves or changes colour changes hundreds.
 */
async function changed(seen: Pictures): Promise<string[]> {
  const steps: string[] = [];
  for (const [step, picture] of Object.entries(wanted)) {
    const { pixels, most } = await comparePictures(browser, picture, seen[step] ?? '');
    if (pixels > 4 || most > 32) steps.push(`${step}: ${pixels} pixels, by up to ${most}`);
  }
  return steps;
}

describe('the form looks the same, pixel by pixel,', () => {
  it.each(Object.keys(hostilePages))('on a page that %s', async (name) => {
    const seen = await photograph(paths.get(name) ?? '');
    expect(await changed(seen)).toEqual([]);
  });
});
