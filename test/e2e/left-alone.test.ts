import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { apply } from '../support/fill-in.ts';
import { type LandingSite, startLandingSite } from '../support/landing-site.ts';
import { openPage } from '../support/open-page.ts';
import { form, landingPage, script } from './landing-page.ts';

/** Notes, before anything else runs, what belongs to the page: names on `window`, and what prototypes hold. */
const note = `<script>
  const prototypes = ['Object', 'Array', 'Promise', 'EventTarget', 'Node', 'Element', 'HTMLElement', 'HTMLFormElement',
    'HTMLInputElement', 'Document', 'ShadowRoot', 'History', 'Storage', 'XMLHttpRequest', 'CustomElementRegistry'];
  window.holdings = () => prototypes.map((name) => {
    const all = Object.getOwnPropertyDescriptors(window[name].prototype);
    return [name, ...Object.entries(all).map(([key, { value, get, set }]) => [key, value, get, set])];
  });
  window.before = holdings();
  window.fetched = window.fetch;
  window.theirs = undefined;
  window.theirs = Object.getOwnPropertyNames(window);
</script>`;

/** Things of the page's own by the names of things within the form. The room for the form is fixed. */
const furnished = `<h2>Drive with us</h2><form part="form" class="root"><fieldset class="field"><legend>Role</legend>
  <label class="card"><input type="radio" name="role"><span class="hint">Driver</span></label></fieldset>
  <label part="field-label">Name <input class="control" part="input"></label>
  <select class="control"><option>One</option></select><textarea></textarea><progress value="0.5"></progress>
  <p class="error">Wrong <a href="#">Link</a></p><div class="actions"><button class="primary">Send</button></div>
  <ol><li>One</li></ol><dl><dt>Name</dt><dd>Rosa</dd></dl></form>
  <main style="height: 1400px; overflow: hidden">${form}</main>`;

let browser: Browser;
let site: LandingSite;
beforeAll(async () => {
  site = await startLandingSite({
    '/': landingPage(script.module),
    '/module': landingPage(note + script.module),
    '/classic': landingPage(note, form + script.classic),
    '/furnished': landingPage('<style>body { font: 18px/1.4 sans-serif }</style>', furnished),
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

/** How everything looks that is the page's own, by what it is; all of its computed styles as one text. */
const look = (page: Page) =>
  page.evaluate(() => {
    const theirs = [...document.querySelectorAll(':not(applicant-intake, applicant-intake *, head *)')];
    const styled = (element: Element, pseudo?: string) => {
      const style = getComputedStyle(element, pseudo);
      return [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`).join('; ');
    };
    const looks = theirs.map((each, index) => [
      `${index} ${each.localName}`,
      [styled(each), styled(each, '::before'), styled(each, '::after')],
    ]);
    return Object.fromEntries(looks) as Record<string, string[]>;
  });

describe('a form that has been sent', () => {
  it.each(['/module', '/classic'])('has changed nothing of the page’s own (%s)', async (path) => {
    const { page, form } = await open(path);
    await apply(form);
    const changed = await page.evaluate(() => {
      const { before, holdings, theirs, fetched } = window as unknown as {
        before: unknown[][];
        holdings: () => unknown[][];
        theirs: string[];
        fetched: unknown;
      };
      const [then, now] = [before.flat(3), holdings().flat(3)];
      return {
        prototypes: then.length !== now.length || then.some((value, index) => value !== now[index]),
        fetch: fetched !== fetch,
        names: Object.getOwnPropertyNames(window).filter((name) => !theirs.includes(name)),
      };
    });
    // Under names of its own, Lit tells of its versions and shares what it knows of properties.
    const lits = /^((lit|reactive)\w*Versions|litPropertyMetadata)$/;
    const names = changed.names.filter((name) => !lits.test(name));
    expect({ ...changed, names }).toEqual({ prototypes: false, fetch: false, names: [] });
  });

  it('has styled nothing of the page’s own', async () => {
    const { page, form } = await open('/furnished');
    const before = await look(page);
    expect(Object.keys(before).length).toBeGreaterThan(20);
    await page.addScriptTag({ url: '/applicant-intake.js', type: 'module' });
    await apply(form);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    expect(await look(page)).toEqual(before);
  });

  it('has asked no third party, and left no cookie and nothing else on the device', async () => {
    const { context, page, form } = await open('/');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.reload();
    await apply(form);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((url) => !url.startsWith(site.origin))).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    const kept = await page.evaluate(async () => ({
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: (await indexedDB.databases()).map(({ name }) => name),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }));
    expect(kept).toEqual({ local: {}, session: {}, databases: [], caches: [], workers: 0 });
  });
});
