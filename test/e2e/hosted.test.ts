import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults } from '../support/axe-faults.ts';
import { launchBrowser } from '../support/browser.ts';
import { type ProxyProcess, startProxy } from '../support/proxy-process.ts';
import {
  fillContact,
  fillDriving,
  fillPreferences,
  goOn,
  heading,
  hosted,
  openForm,
  recordsOf,
} from './hosted-site.ts';

let browser: Browser;
let proxy: ProxyProcess;
let url: string;
const data = mkdtempSync(join(tmpdir(), 'applicant-intake-'));

beforeAll(async () => {
  writeFileSync(join(data, 'config.json'), JSON.stringify({ hosted }));
  const config = ['--sandbox', '--config', join(data, 'config.json')];
  proxy = await startProxy({ INTAKE_DATA: data, LOG_LEVEL: 'info' }, config);
  url = `http://127.0.0.1:${proxy.port}/form/driver-short`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await proxy?.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

const withoutScript = { javaScriptEnabled: false };

describe('the hosted page in a browser without scripts', () => {
  it('takes an application with mistakes, corrections, ways back and changes, as one incident', async () => {
    const { page, form, complaints, close } = await openForm(browser, url, withoutScript);
    const email = 'plain@example.com';
    expect(await page.title()).toBe('What brings you here? – Example Freight');
    await goOn(form);
    await form.getByText('Check these 2 answers').waitFor();
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id)).toBe('summary');
    await form.getByRole('radio', { name: 'Contractor Driver' }).check();
    await form.getByRole('radio', { name: 'Yes', exact: true }).check();
    await goOn(form);
    await form.getByRole('radio', { name: 'Class A' }).check();
    expect(await form.getByText('Check this answer').count()).toBe(0);
    await goOn(form);
    await fillPreferences(form);
    await fillContact(form, 'plain');
    expect(await form.getByText('Enter an email address like name@example.com').count()).toBe(2);
    await form.getByLabel('Email').fill(email);
    await form.getByLabel('City').fill('Denver');
    await form.getByRole('button', { name: 'Back' }).click();
    await heading(form, 'What do you want to drive?').waitFor();
    expect(await form.getByLabel('Truck type').inputValue()).toBe('STRAIGHT');
    await goOn(form);
    expect(await form.getByLabel('City').inputValue()).toBe('Denver');
    await goOn(form);
    await form.getByRole('button', { name: 'Change What do you want to drive?' }).click();
    await form.getByRole('radio', { name: 'Team Driving' }).check();
    await goOn(form);
    await heading(form, 'Check your answers').waitFor();
    expect(await form.getByText('Team Driving').count()).toBe(1);
    await form.getByRole('button', { name: 'Send application' }).click();
    await form.getByText('Check this box to accept the terms').first().waitFor();
    await form.getByRole('checkbox', { name: 'I accept the terms' }).check();
    await form.getByRole('button', { name: 'Send application' }).click();
    await heading(form, 'We have your application, María José').waitFor();
    const shown = form.getByText(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(await shown.isVisible()).toBe(true);
    const reference = await shown.innerText();
    // Nothing without a script could copy it.
    expect(await form.getByRole('button', { name: 'Copy' }).isVisible()).toBe(false);
    await page.reload();
    await heading(form, 'We have your application, María José').waitFor();
    expect(page.url()).toBe(url);
    expect(complaints).toEqual([]);
    const { contact, incidents } = await recordsOf(proxy, email);
    expect(contact).toMatchObject({
      name: { first: 'María José', last: "O'Brien" },
      phones: [{ number: '720-555-0142' }],
      address: { city: 'Denver', postalCode: '80207' },
      customFields: {
        c: {
          has_cdl: true,
          cdl_type: { lookupName: 'Class A' },
          driving_preference: { lookupName: 'Team Driving' },
        },
      },
    });
    expect(incidents).toMatchObject([
      {
        subject: 'Application - Contractor Driver',
        threads: [{ text: expect.stringContaining(reference) }],
        customFields: {
          c: {
            truck_type: { lookupName: 'Straight Truck' },
            application_source: { lookupName: 'CDL Job Now' },
          },
        },
      },
    ]);
    expect(proxy.output()).not.toMatch(/María|O'Brien|plain@example/);
    await close();
  });

  it('sends with the enter key, and changes the language with what was typed', async () => {
    const { page, form, close } = await openForm(browser, url, withoutScript);
    await fillDriving(form);
    await fillPreferences(form);
    await form.getByLabel('First name').fill('Ana');
    await form.getByRole('button', { name: 'Español' }).click();
    await heading(form, '¿Cómo nos comunicamos con usted?').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    expect(await form.getByLabel('Nombre', { exact: true }).inputValue()).toBe('Ana');
    await form.getByLabel('Nombre', { exact: true }).press('Enter');
    await form.getByText('Escriba su apellido').first().waitFor();
    await close();
  });

  it.each(['light', 'dark'] as const)('can be used by everyone on each page (%s)', async (colorScheme) => {
    // axe is a script: the pages come without one of their own, and the browser may run it.
    const { page, form, close } = await openForm(browser, url, {
      bypassCSP: true,
      reducedMotion: 'reduce',
      colorScheme,
      before: (opened) => opened.route('**/applicant-intake.hosted.js*', (route) => route.abort()),
    });
    expect(await axeFaults(page)).toEqual([]);
    await goOn(form);
    await form.getByText('Check these 2 answers').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await fillDriving(form);
    await fillPreferences(form);
    await heading(form, 'How can we reach you?').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await fillContact(form, `axe.${colorScheme}@example.com`);
    await heading(form, 'Check your answers').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await form.getByRole('checkbox', { name: 'I accept the terms' }).check();
    await form.getByRole('button', { name: 'Send application' }).click();
    await heading(form, /^We have your application/).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.goto(url.replace('driver-short', 'nonsense'));
    expect(await axeFaults(page)).toEqual([]);
    await close();
  });
});
