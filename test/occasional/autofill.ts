/**
 * Has Chromium's own autofill fill in the form, and tells what came of it: `npx node test/occasional/autofill.ts FILE`,
 * with the executable of a whole Chromium. The headless shell of the tests has no autofill.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { fillDriving, fillPreferences, goOn, heading } from '../e2e/hosted-site.ts';
import { startProxy } from '../support/proxy-process.ts';

const profile = Object.entries({
  NAME_FIRST: 'Rosa',
  NAME_LAST: 'Delgado',
  EMAIL_ADDRESS: 'rosa@example.com',
  PHONE_HOME_WHOLE_NUMBER: '+17205550142',
  ADDRESS_HOME_LINE1: '110 Main St',
  ADDRESS_HOME_CITY: 'Denver',
  ADDRESS_HOME_STATE: 'CO',
  ADDRESS_HOME_ZIP: '80207',
  ADDRESS_HOME_COUNTRY: 'US',
});
const fields = profile.map(([name, value]) => ({ name, value }));

const data = mkdtempSync(join(tmpdir(), 'intake-autofill-'));
const proxy = await startProxy({ INTAKE_DATA: data, LOG_LEVEL: 'silent' }, ['--sandbox']);
// The argument keeps Playwright from asking for the headless shell.
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  ignoreDefaultArgs: ['--headless'],
  args: ['--headless=new', '--no-sandbox'],
});
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${proxy.port}/form/driver-short`);
  const form = page.locator('applicant-intake');
  await fillDriving(form);
  await fillPreferences(form);
  await form.getByLabel('First name').click();

  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Autofill.enable');
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: 'document.querySelector("applicant-intake").shadowRoot.querySelector("[name=first_name]")',
  });
  if (!result.objectId) throw new Error('the form has no first name');
  const { node } = await devtools.send('DOM.describeNode', { objectId: result.objectId });
  const filled = new Promise((resolve) => devtools.once('Autofill.addressFormFilled', resolve));
  await devtools.send('Autofill.trigger', { fieldId: node.backendNodeId, address: { fields } });
  await filled;

  const posted = page.waitForRequest((request) => request.method() === 'POST');
  await goOn(form);
  await form.getByRole('button', { name: 'Send application' }).click();
  await heading(form, /^We have your application/).waitFor();
  console.log(browser.version(), (await posted).postDataJSON().answers);
} finally {
  await browser.close();
  await proxy.kill('SIGKILL');
  rmSync(data, { recursive: true });
}
