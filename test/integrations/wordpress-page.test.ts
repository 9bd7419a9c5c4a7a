import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Listening, listen } from '../../src/node/listen.ts';
import { launchBrowser } from '../support/browser.ts';
import { type OpenPageOptions, openPage } from '../support/open-page.ts';
import { type ProxyProcess, startProxy } from '../support/proxy-process.ts';
import { plugin, wordPressPage } from '../support/wordpress.ts';

const carrier = 'https://carrier.example';
const root = new URL('../../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };

function hashOf(file: string): string {
  const content = readFileSync(new URL(`dist/browser/${file}`, root));
  return `sha384-${createHash('sha384').update(content).digest('base64')}`;
}

let browser: Browser;
let site: Listening;
let proxy: ProxyProcess;
/** What the site answers. */
let answer: () => Response;
const data = mkdtempSync(join(tmpdir(), 'applicant-intake-'));

// A WordPress site on one origin, the proxy on another.
beforeAll(async () => {
  site = await listen(async () => answer(), { port: 0, host: '127.0.0.1' });
  const env = { INTAKE_DATA: data, ALLOWED_ORIGINS: `http://localhost:${site.port}`, LOG_LEVEL: 'silent' };
  proxy = await startProxy(env, ['--sandbox']);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await proxy?.kill('SIGKILL');
  await site?.close();
  rmSync(data, { recursive: true, force: true });
});

/** Opens what the plugin prints, and collects what the browser has to say about it. */
async function open(
  page: Omit<Parameters<typeof wordPressPage>[0], 'origin'> = {},
  options: OpenPageOptions = {},
  before: () => void = () => {},
) {
  const endpoint = `http://127.0.0.1:${proxy.port}`;
  const html = await wordPressPage({ ...page, origin: endpoint });
  // No more than what the plugin's readme asks for. Its own folder is on the host that the stand-ins name.
  const scripts = page.consent === undefined ? endpoint : `${endpoint} ${carrier}`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; script-src ${scripts}; connect-src ${endpoint}; require-trusted-types-for 'script'`,
  };
  answer = () => new Response(html, { headers });

  const opened = await openPage(browser, `http://localhost:${site.port}/drive`, {
    ...options,
    before: async (tab) => {
      await tab.route(`${carrier}/wp-content/plugins/applicant-intake/**`, (route) =>
        route.fulfill({
          path: plugin + new URL(route.request().url()).pathname.split('/applicant-intake')[1],
        }),
      );
      await tab.addInitScript(before);
    },
  });
  onTestFinished(opened.close);
  const { page: tab, complaints } = opened;
  return { tab, endpoint, complaints };
}

describe('a page of WordPress under a strict policy', () => {
  it.each(['module', 'classic'])('shows the form (%s build)', async (build) => {
    const { tab, complaints } = await open({ settings: { build, application_source: 'CDL Job Now' } });
    const form = tab.locator('applicant-intake');
    await form.getByRole('radio', { name: 'Company Driver' }).waitFor();
    expect(await form.evaluate((element) => !!element.shadowRoot?.querySelector('form'))).toBe(true);
    // The way out for those without script is no longer to be seen.
    expect(await tab.getByRole('link', { name: 'Open the application form' }).isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('speaks the language of the site', async () => {
    const { tab, complaints } = await open({ locale: 'es_MX' });
    await tab.locator('applicant-intake').getByRole('button', { name: 'Continuar' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows every form of the page with one script', async () => {
    const { tab } = await open({
      content: '[applicant_intake job-id="1"]<!-- wp:applicant-intake/form {"jobId":"2"} /-->',
    });
    await expect.poll(() => tab.getByRole('radio', { name: 'Company Driver' }).count()).toBe(2);
    expect(await tab.locator('script').count()).toBe(1);
  });

  it('checks the hash of a pinned build', async () => {
    for (const [build, file] of [
      ['module', 'applicant-intake.js'],
      ['classic', 'applicant-intake.classic.js'],
    ] as const) {
      const pinned = { build, version, integrity: hashOf(file) };
      const { tab, complaints } = await open({ settings: pinned });
      await tab.locator('applicant-intake').getByRole('radio', { name: 'Company Driver' }).waitFor();
      expect(complaints).toEqual([]);
    }
    const wrong = await open({ settings: { version, integrity: hashOf('applicant-intake.classic.js') } });
    await expect.poll(() => wrong.complaints.join()).toContain('integrity');
    expect(await wrong.tab.getByRole('link', { name: 'Open the application form' }).isVisible()).toBe(true);
  });

  it('leads to the hosted form and the telephone where no script runs', async () => {
    const { tab, endpoint } = await open({}, { javaScriptEnabled: false });
    const link = tab.getByRole('link', { name: 'Open the application form' });
    expect(await link.getAttribute('href')).toBe(`${endpoint}/form/driver-short`);
    expect(await tab.getByRole('link', { name: '720-555-0142' }).getAttribute('href')).toBe('tel:7205550142');
    expect(await link.isVisible()).toBe(true);
  });

  it('is what was meant, whatever an author types', async () => {
    const hostile = `\\"'><script>document.title='gone'</script><img src=x onerror=document.title='gone'>`;
    const { tab } = await open({
      content: `<!-- wp:applicant-intake/form {"employer":"${hostile}","jobId":"${hostile}","form":"${hostile}"} /-->`,
    });
    const form = tab.locator('applicant-intake');
    await form.getByRole('radio', { name: 'Company Driver' }).waitFor();
    expect(await form.getAttribute('job-id')).toBe(hostile.replace('\\', ''));
    expect(await tab.title()).toBe('Drive with us');
    expect(await tab.locator('script').count()).toBe(1);
    expect(await tab.locator('img').count()).toBe(0);
  });

  it('asks the consent plugin again in the browser, and whenever the reader decides', async () => {
    // What the WP Consent API offers to scripts, and a reader who agreed on an earlier visit.
    const { tab, complaints } = await open({ consent: false, cache: true }, {}, () => {
      let marketing = 'allow';
      Object.assign(window, {
        wp_has_consent: (category: string) => category === 'marketing' && marketing === 'allow',
        decide(value: string) {
          marketing = value;
          document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change'));
        },
      });
    });
    const form = tab.locator('applicant-intake');
    await form.getByRole('radio', { name: 'Company Driver' }).waitFor();
    const consent = () => form.getAttribute('attribution-consent');
    await expect.poll(consent).toBe('granted');
    for (const [decision, expected] of [
      ['deny', 'denied'],
      ['allow', 'granted'],
    ]) {
      await tab.evaluate((value) => Reflect.get(window, 'decide')(value), decision);
      expect(await consent()).toBe(expected);
    }
    expect(complaints).toEqual([]);
  });
});
