import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { apply } from '../support/fill-in.ts';
import { type LandingSite, startLandingSite } from '../support/landing-site.ts';
import { openPage } from '../support/open-page.ts';
import { form, landingPage, plainScript, script } from './landing-page.ts';

const written = `<script>${plainScript}</script>`;
/** What an optimiser makes of several scripts: one file, under a name of its own. */
const joined = `/*! jquery */ window.theirs = 1;\n;${plainScript}\n;window.theirs += 1;`;

let browser: Browser;
let site: LandingSite;
beforeAll(async () => {
  site = await startLandingSite({
    '/written': landingPage(written, form, 'es'),
    '/joined': landingPage('<script defer src="/cache/9f3c.js"></script>', form, 'es'),
    '/cache/9f3c.js': () => new Response(joined, { headers: { 'content-type': 'text/javascript' } }),
    '/beside': landingPage(script.classic, form, 'es'),
    '/wishes': landingPage(
      written,
      `<applicant-intake save-draft prefill="truck_type" attribution-consent="granted" employer="Example Freight">
        <p slot="legal">Ours.</p></applicant-intake>`,
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

describe('a plain script that does not know where it came from', () => {
  it('shows the form in English where Spanish cannot be had, written into the page', async () => {
    const { form } = await open('/written');
    expect(await apply(form)).not.toBe('');
  });

  it('shows the form in English where Spanish cannot be had, in one file with other scripts', async () => {
    const { page, form } = await open('/joined');
    expect(await apply(form)).not.toBe('');
    // The page's other scripts have run, before and after.
    expect(await page.evaluate('theirs')).toBe(2);
  });

  it('makes do without everything that is loaded later', async () => {
    const { form } = await open('/wishes?truck_type=STRAIGHT&utm_source=fb');
    expect(await apply(form)).not.toBe('');
  });
});

describe('a plain script that does', () => {
  it('shows the form in Spanish', async () => {
    const { form, complaints } = await open('/beside');
    expect(await apply(form, { language: 'es' })).not.toBe('');
    expect(complaints).toEqual([]);
  });
});
