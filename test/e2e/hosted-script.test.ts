import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type ProxyProcess, startProxy } from '../support/proxy-process.ts';
import { until } from '../support/until.ts';
import {
  fillContact,
  fillDriving,
  fillPreferences,
  goOn,
  heading,
  hosted,
  incidentsOf,
  isTaken,
  openForm,
} from './hosted-site.ts';

let browser: Browser;
let proxy: ProxyProcess;
let url: string;
const data = mkdtempSync(join(tmpdir(), 'applicant-intake-'));
const script = '**/applicant-intake.hosted.js*';

beforeAll(async () => {
  writeFileSync(join(data, 'config.json'), JSON.stringify({ hosted }));
  const config = ['--sandbox', '--config', join(data, 'config.json')];
  proxy = await startProxy({ INTAKE_DATA: data, LOG_LEVEL: 'silent' }, config);
  url = `http://127.0.0.1:${proxy.port}/form/driver-short`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await proxy?.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

/** Keeps the script back until it is let go. */
async function keepBack(page: Page) {
  let isFree = false;
  let free = () => {};
  const freed = new Promise<void>((resolve) => {
    free = resolve;
  });
  await page.route(script, async (route) => {
    if (!isFree) await freed;
    await route.continue().catch(() => {});
  });
  return async () => {
    isFree = true;
    free();
    await until(() => isTaken(page));
  };
}

/** Opens the form with the script kept back. */
async function openEarly(search = '') {
  let release = async () => {};
  const opened = await openForm(browser, url + search, {
    before: async (page) => {
      release = await keepBack(page);
      // A page whose script is on its way is not done loading.
      const go = page.goto.bind(page);
      page.goto = (address) => go(address, { waitUntil: 'commit' });
    },
  });
  await opened.form.getByRole('button', { name: /Continue|Continuar/ }).waitFor();
  return { ...opened, release: () => release() };
}

describe('a script that comes late', () => {
  it('takes over what was entered before, draws what follows from it, and sends under the same id', async () => {
    const { page, form, complaints, release, close } = await openEarly('?utm_source=fb');
    const posts: string[] = [];
    page.on(
      'request',
      (request) => void (request.method() === 'POST' && posts.push(new URL(request.url()).pathname)),
    );
    const id = await page.locator('input[name="intake-id"]').getAttribute('value');
    await form.getByRole('radio', { name: 'Company Driver' }).check();
    await form.getByRole('radio', { name: 'Yes', exact: true }).check();
    await release();
    expect(await form.getByRole('radio', { name: 'Company Driver' }).isChecked()).toBe(true);
    expect(await form.getByRole('radio', { name: 'Yes', exact: true }).isChecked()).toBe(true);
    await form.getByRole('radio', { name: 'Class B' }).check();
    await goOn(form);
    await fillPreferences(form);
    await fillContact(form, 'late@example.com');
    await form.getByRole('checkbox', { name: 'I accept the terms' }).check();
    await form.getByRole('button', { name: 'Send application' }).click();
    await heading(form, /^We have your application/).waitFor();
    expect(await form.getByRole('button', { name: 'Copy' }).isVisible()).toBe(true);
    expect(await page.title()).toBe('We have your application, María José – Example Freight');
    expect(posts).toEqual(['/v1/applications']);
    expect(complaints).toEqual([]);
    expect(await incidentsOf(proxy, 'late@example.com')).toEqual([id]);
    await close();
  });

  it('leaves focus, caret and complaints where they are, and settles what has been put right', async () => {
    const { page, form, complaints, release, close } = await openEarly();
    await fillDriving(form);
    await fillPreferences(form);
    await fillContact(form, 'wrong');
    await form.getByText('Check this answer').waitFor();
    await form.getByLabel('Email').fill('right@example.com');
    const first = form.getByLabel('First name');
    await first.fill('Mara');
    await first.press('ArrowLeft');
    await first.press('ArrowLeft');
    const place = () =>
      first.evaluate((input: HTMLInputElement) => [
        input === (input.getRootNode() as ShadowRoot).activeElement,
        input.selectionStart,
        input.value,
      ]);
    expect(await place()).toEqual([true, 2, 'Mara']);
    await release();
    expect(await place()).toEqual([true, 2, 'Mara']);
    await page.keyboard.type('ti');
    expect(await place()).toEqual([true, 4, 'Matira']);
    // What was wrong has been put right meanwhile: the summary says so, and nothing else has moved.
    await form.getByText('Fixed').first().waitFor();
    expect(await form.getByText('Enter an email address').count()).toBe(0);
    expect(await heading(form, 'How can we reach you?').isVisible()).toBe(true);
    await goOn(form);
    await heading(form, 'Check your answers').waitFor();
    expect(await form.getByText('Matira').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  it('keeps complaints that still hold, with links that lead to their fields', async () => {
    const { page, form, release, close } = await openEarly();
    await goOn(form);
    await form.getByText('Check these 2 answers').waitFor();
    expect(await page.title()).toMatch(/^Error: /);
    await release();
    await form.getByRole('link', { name: 'Say whether you have a CDL' }).click();
    expect(
      await page.evaluate(
        () => (document.activeElement?.shadowRoot?.activeElement as HTMLInputElement | null)?.name,
      ),
    ).toBe('has_cdl');
    expect(await page.title()).toMatch(/^Error: /);
    await close();
  });

  it('comes back to the review from a change that was begun without it', async () => {
    const { form, release, close } = await openEarly();
    await fillDriving(form);
    await fillPreferences(form);
    await fillContact(form, 'change@example.com');
    await form.getByRole('button', { name: 'Change What do you want to drive?' }).click();
    await heading(form, 'What do you want to drive?').waitFor();
    await release();
    await form.getByRole('radio', { name: 'Team Driving' }).check();
    await goOn(form);
    await heading(form, 'Check your answers').waitFor();
    expect(await form.getByText('Team Driving').isVisible()).toBe(true);
    expect(await form.getByText("O'Brien").isVisible()).toBe(true);
    await close();
  });

  it('takes over the receipt, too', async () => {
    const { page, form, complaints, release, close } = await openEarly();
    await fillDriving(form);
    await fillPreferences(form);
    await fillContact(form, 'receipt@example.com');
    await form.getByRole('checkbox', { name: 'I accept the terms' }).check();
    await form.getByRole('button', { name: 'Send application' }).click();
    await heading(form, /^We have your application/).waitFor();
    await release();
    await form.getByRole('button', { name: 'Copy' }).click();
    await form.getByText(/Copied|Selected/).waitFor({ state: 'attached' });
    expect(await page.title()).toBe('We have your application, María José – Example Freight');
    expect(complaints).toEqual([]);
    await close();
  });

  it('draws the form anew, with what was typed, where it does not know the page', async () => {
    const { page, form, complaints, close } = await openForm(browser, url, {
      before: async (opened) => {
        await opened.route(url, async (route) => {
          const response = await route.fetch();
          const html = (await response.text()).replace(
            /<!--lit-part [^ ]+-->(?=(<!--lit-node \d+-->)?<form)/,
            '<!--lit-part other-->',
          );
          expect(html).toContain('<!--lit-part other-->');
          await route.fulfill({ response, body: html });
        });
        await opened.route(script, async (route) => {
          await opened.locator('applicant-intake').getByRole('radio', { name: 'Fleet Owner' }).check();
          await route.continue();
        });
        const go = opened.goto.bind(opened);
        opened.goto = (address) => go(address, { waitUntil: 'commit' });
      },
    });
    await until(() => isTaken(page));
    expect(await form.getByRole('radio', { name: 'Fleet Owner' }).isChecked()).toBe(true);
    expect(await page.locator('form').count()).toBe(1);
    await form.getByRole('radio', { name: 'No', exact: true }).check();
    await goOn(form);
    await heading(form, 'What do you want to drive?').waitFor();
    expect(page.url()).toBe(url);
    expect(complaints).toEqual([]);
    await close();
  });

  it('leaves the page alone where its language cannot be had', async () => {
    const { page, form, close } = await openForm(browser, `${url}?lang=es`, {
      before: (opened) => opened.route('**/locales/es.js', (route) => route.abort()),
    });
    await page.waitForLoadState('networkidle');
    await form.getByRole('button', { name: 'Continuar' }).click();
    await form.getByText('Revise estas 2 respuestas').waitFor();
    expect(await isTaken(page)).toBe(false);
    await close();
  });
});

describe('the hosted page with its script', () => {
  it.each(['en', 'es', 'fr-CA'])(
    'runs under its strict policy in %s without a complaint',
    async (language) => {
      const { page, form, complaints, close } = await openForm(browser, `${url}?lang=${language}`);
      await until(() => isTaken(page));
      await form.locator('button.primary').click();
      await form.locator('#summary').waitFor();
      await form.locator('[name=application_type]').first().check();
      await form.locator('[name=has_cdl]').last().check();
      await form.locator('button.primary').click();
      await form.locator('[name=truck_type]').waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it('changes language and heading in place', async () => {
    const { page, form, complaints, close } = await openForm(browser, url);
    await until(() => isTaken(page));
    await form.getByRole('radio', { name: 'Fleet Owner' }).check();
    await form.getByRole('button', { name: 'Español' }).click();
    await heading(form, '¿Qué busca?').waitFor();
    expect(await page.locator('h1').textContent()).toBe('Solicitud para choferes');
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    expect(await form.getByRole('radio', { name: 'Dueño de flotilla' }).isChecked()).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  it('shows what a link has filled in', async () => {
    const { page, form, complaints, close } = await openForm(browser, `${url}?application_type=owner_op`);
    await until(() => isTaken(page));
    expect(await form.getByRole('radio', { name: 'Owner-Operator' }).isChecked()).toBe(true);
    await form.getByRole('radio', { name: 'No', exact: true }).check();
    await goOn(form);
    await heading(form, 'What do you want to drive?').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('has the form in its first paint: nothing moves when the script comes', async () => {
    const { page, form, release, close } = await openEarly();
    const boxes = () =>
      form.evaluate((element) =>
        [...(element.shadowRoot?.querySelectorAll('h2, label, button') ?? [])].map((each) =>
          JSON.stringify(each.getBoundingClientRect()),
        ),
      );
    const before = await boxes();
    expect(before.length).toBeGreaterThan(8);
    await release();
    expect(await boxes()).toEqual(before);
    expect(await page.evaluate(() => document.fonts.status)).toBe('loaded');
    await close();
  });
});

/** Goes through the form without its script, in whatever language; one entry for each page that it stops at. */
const pages: Record<string, (form: Locator) => Promise<void>> = {
  'the first step': async () => {},
  complaints: (form) => form.locator('button.primary').click(),
  'a question that has come up': async (form) => {
    await form.locator('[name=application_type]').first().check();
    await form.locator('[name=has_cdl]').first().check();
    await form.locator('button.primary').click();
    await form.locator('[name=cdl_type]').first().waitFor();
  },
  'the second step': async (form) => {
    await form.locator('[name=cdl_type]').first().check();
    await form.locator('button.primary').click();
    await form.locator('[name=truck_type]').waitFor();
  },
  'the third step': async (form) => {
    await form.locator('[name=driving_preference]').first().check();
    await form.locator('[name=truck_type]').selectOption('STRAIGHT');
    await form.locator('button.primary').click();
    await form.locator('[name=email]').waitFor();
  },
  'the review': async (form) => {
    for (const [name, text] of Object.entries({
      first_name: 'Ana',
      last_name: 'Díaz',
      phone: '7205550142',
      email: 'ana@example.com',
      postal_code: '80207',
    })) {
      await form.locator(`[name=${name}]`).fill(text);
    }
    await form.locator('button.primary').click();
    await form.locator('input[name=terms]').waitFor();
  },
};

describe('every page of the server', () => {
  const names = Object.keys(pages);
  it.each(['en', 'es', 'fr-CA'].flatMap((language) => names.map((name) => [language, name] as const)))(
    'is what the script would draw: %s, %s',
    async (language, name) => {
      const { page, form, close } = await openForm(browser, `${url}?lang=${language}`, {
        bypassCSP: true,
        before: (opened) => opened.route(/hosted\.js\?[\da-f]{12}$/, (route) => route.abort()),
      });
      for (const each of names.slice(0, names.indexOf(name) + 1)) await pages[each]?.(form);
      const mark = () =>
        form.evaluate((element) => {
          const all = element.shadowRoot?.querySelectorAll('.root *') ?? [];
          for (const each of all) Object.assign(each, { isOld: true });
          return all.length;
        });
      const before = await mark();
      await page.addScriptTag({ url: '/applicant-intake.hosted.js?again', type: 'module' });
      await until(() => isTaken(page));
      const after = await form.evaluate((element) =>
        [...(element.shadowRoot?.querySelectorAll('.root *') ?? [])].map((each) => 'isOld' in each),
      );
      expect(after).toEqual(Array(before).fill(true));
      await close();
    },
  );
});
