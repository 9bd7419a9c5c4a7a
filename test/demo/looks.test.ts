import { readFileSync } from 'node:fs';
import type { CustomElementDeclaration } from 'custom-elements-manifest';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createManifest } from '../../scripts/manifest.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { axeFaults } from '../support/axe-faults.ts';
import { launchBrowser } from '../support/browser.ts';
import { fillIn } from '../support/fill-in.ts';
import { DemoPage } from './demo-page.ts';
import { type DemoSite, demoSites } from './demo-sites.ts';

const element = createManifest().modules[0]?.declarations?.[0] as CustomElementDeclaration;
const looks = ['plain', 'bold', 'own'];

let browser: Browser;
let site: DemoSite;
beforeAll(async () => {
  browser = await launchBrowser();
  site = (await demoSites['the served demo']?.()) as DemoSite;
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

describe('the looks of the demo', () => {
  it.each(['bold', 'own'])('are made of nothing but documented properties and parts (%s)', (look) => {
    const css = readFileSync(`${packageRoot}demo/looks/${look}.css`, 'utf8');
    const known = (things: readonly { readonly name: string }[] = []) => things.map(({ name }) => name);
    const properties = [...css.matchAll(/(--intake-[\w-]+):/g)].map(([, name = '']) => name);
    const parts = [...css.matchAll(/::part\(([\w-]+)\)/g)].map(([, name = '']) => name);
    expect(known(element.cssProperties)).toEqual(expect.arrayContaining(properties));
    expect(known(element.cssParts)).toEqual(expect.arrayContaining(parts));
    const selectors = [...css.matchAll(/([^{}]+)\{/g)].flatMap(([, list = '']) => list.split(','));
    expect(selectors.filter((each) => !/^applicant-intake(::part\([\w-]+\))?$/.test(each.trim()))).toEqual(
      [],
    );
    expect(properties.length).toBeGreaterThan(5);
  });

  it('change in place, and nothing that was entered is lost', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const demo = new DemoPage(await context.newPage());
    await demo.open(site.url);
    await demo.form.getByRole('radio', { name: 'Company Driver' }).check();
    const button = demo.form.getByRole('button', { name: 'Continue' });
    const seen = new Set<string>();
    for (const look of ['Bold brand', 'Page’s own', 'Plain']) {
      await demo.panel.getByRole('radio', { name: look }).check();
      seen.add(
        await button.evaluate((each) => {
          const { backgroundColor, borderRadius, fontFamily } = getComputedStyle(each);
          return [backgroundColor, borderRadius, fontFamily].join();
        }),
      );
      expect(await demo.form.getByRole('radio', { name: 'Company Driver' }).isChecked()).toBe(true);
    }
    expect(seen.size).toBe(3);
    expect(demo.complaints).toEqual([]);
  });

  it('let the form take the font and the colours of the page', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const demo = new DemoPage(await context.newPage());
    await demo.open(`${site.url}?look=own`);
    const of = (selector: string, property: string) =>
      demo.page
        .locator(selector)
        .evaluate((each, name) => getComputedStyle(each).getPropertyValue(name), property);
    expect(await of('applicant-intake [part=title]', 'font-family')).toBe(await of('h1', 'font-family'));
    expect(await of('applicant-intake [part=title]', 'color')).toBe(await of('html', 'color'));
    expect(await of('applicant-intake [part=base]', 'background-color')).toBe(
      await of('html', 'background-color'),
    );
  });

  it.each(looks.flatMap((look) => ['light', 'dark'].map((theme) => [look, theme] as const)))(
    'can be read by everybody: %s, %s',
    async (look, theme) => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        bypassCSP: true,
        reducedMotion: 'reduce',
      });
      const demo = new DemoPage(await context.newPage());
      await demo.open(`${site.url}?look=${look}&theme=${theme}`);
      await demo.panel.getByText('Put this form on your page').click();
      await demo.goOn();
      expect(await axeFaults(demo.page)).toEqual([]);
      await fillIn(demo.form);
      expect(await axeFaults(demo.page)).toEqual([]);
      await demo.send();
      await demo.expectReceipt();
      expect(await axeFaults(demo.page)).toEqual([]);
    },
  );

  it.each(looks)('fit on every screen: %s', async (look) => {
    for (const width of [320, 360, 768, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      const page = await context.newPage();
      for (const language of ['en', 'es']) {
        await page.goto(`${site.url}?look=${look}&language=${language}`);
        await page.locator('applicant-intake').getByRole('radio').first().waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      }
      await context.close();
    }
  });
});

describe('the snippet of the demo', () => {
  it.each(looks)('puts the form on a page, of one version and checked by its hash (%s)', async (look) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const demo = new DemoPage(await context.newPage());
    const { page, form } = demo;
    await demo.open(`${site.url}?look=${look}`);
    const snippet = (await page.locator('#snippet').textContent()) ?? '';
    await page.route('**/embedded', (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: `<!doctype html><html lang="en">${snippet}`,
      }),
    );
    const [script] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/applicant-intake.js')),
      page.goto(`${site.url}embedded`),
    ]);
    expect(new URL(script.url()).pathname).toMatch(/^\/v\d+\.\d+\.\d+\//);
    expect(await script.headerValue('cache-control')).toContain('immutable');
    await fillIn(form);
    await demo.send();
    await demo.expectReceipt();
    expect(demo.complaints).toEqual([]);

    // A file that is another one is not run, and the way out within the element shows.
    await page.route('**/applicant-intake.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()} ` });
    });
    await page.reload();
    await page.getByRole('link', { name: 'Open the application form' }).waitFor();
    expect(demo.complaints.join()).toContain('integrity');
  });
});
