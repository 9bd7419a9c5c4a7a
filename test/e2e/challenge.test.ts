import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startProxy } from '../support/proxy-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** The answers that the short form needs, as a page may fill them in. */
const values = {
  application_type: 'COMPANY',
  has_cdl: false,
  driving_preference: 'SOLO',
  truck_type: 'CARGO_VAN',
  first_name: 'Rosa',
  last_name: 'Delgado',
  phone: '720-555-0142',
  email: 'rosa@example.com',
  postal_code: '80207',
};

/** A page of the proxy's own origin that sends an application by itself; what the browser loads from the proxy. */
async function apply(attributes: Readonly<Record<string, string>>) {
  const env = {
    INTAKE_DATA: temporaryFolder(),
    ALTCHA_SECRET: 'Zx9Qv7',
    MIN_SECONDS: '0',
    LOG_LEVEL: 'silent',
  };
  const proxy = await startProxy(env, ['--sandbox']);
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto(`http://127.0.0.1:${proxy.port}/healthz`);
  await page.addScriptTag({ url: '/applicant-intake.js', type: 'module' });
  await page.evaluate(
    async ({ values, attributes }) => {
      const form = document.createElement('applicant-intake');
      for (const [name, value] of Object.entries(attributes)) form.setAttribute(name, value);
      Object.assign(form, { values });
      document.body.append(form);
      await (form as HTMLElement & { submit(): Promise<void> }).submit();
    },
    { values, attributes },
  );
  await page.locator('applicant-intake #reference').waitFor({ timeout: 10_000 });
  const readiness = (await proxy.readiness()) as { marked: Record<string, number> };
  return { loaded, marked: readiness.marked };
}

describe('a page that solves the proxy’s challenges', () => {
  it('sends applications that nothing speaks against', async () => {
    const { loaded, marked } = await apply({ challenge: 'altcha' });
    expect(loaded).toContain('/v1/challenge');
    expect(marked).toEqual({ honeypot: 0, too_fast: 0, no_challenge: 0, bad_challenge: 0 });
  });
});

describe('a page that does not', () => {
  it('loads nothing for it, and its applications are looked at', async () => {
    const { loaded, marked } = await apply({});
    expect(loaded.filter((path) => /altcha|challenge/.test(path))).toEqual([]);
    expect(marked).toMatchObject({ no_challenge: 1 });
  });
});
