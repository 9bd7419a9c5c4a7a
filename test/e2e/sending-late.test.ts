import type { Browser, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { fillIn } from '../support/fill-in.ts';
import { startCarrier } from './carrier.ts';
import { takeDevice } from './device.ts';
import { heading } from './hosted-site.ts';

const sending = '**/parts/sending-*';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** A form on a page, whose request for what sends it meets what the test says. */
async function start(answer: (route: Route) => Promise<void>, attributes = '') {
  const carrier = await startCarrier({ attributes });
  const device = await takeDevice(browser);
  await device.route(sending, answer);
  const { page, form } = await device.open(carrier.url);
  const button = (name: string) => form.getByRole('button', { name, exact: true });
  return { carrier, device, page, form, button };
}

describe('what sends an application', () => {
  it('is asked for after the form has been drawn', async () => {
    const { page, form } = await start((route) => route.continue());
    await form.getByRole('radio', { name: 'Company Driver' }).waitFor();
    await page.addInitScript(() => {
      document.addEventListener('intake-ready', () => performance.mark('ready'));
    });
    await page.reload();
    const [ready = 0, asked] = await page.evaluate(async () => {
      const part = () =>
        performance.getEntriesByType('resource').find(({ name }) => name.includes('/parts/sending-'));
      while (!part()) await new Promise((resolve) => setTimeout(resolve, 20));
      return [performance.getEntriesByName('ready')[0]?.startTime, part()?.startTime];
    });
    expect(ready).toBeGreaterThan(0);
    expect(asked).toBeGreaterThan(ready);
  });

  it('may come when everything has been filled in: the reader sees that it is being sent', async () => {
    const { promise: late, resolve: arrive } = Promise.withResolvers<void>();
    const { carrier, device, form, button } = await start((route) => late.then(() => route.continue()));
    await fillIn(form);
    await button('Send application').click();
    await button('Sending…').waitFor();
    expect(device.taken).toEqual([]);
    arrive();
    await heading(form, 'We have your application, Rosa').waitFor();
    expect(device.taken).toHaveLength(1);
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.taken });
  });

  it('is asked for again where it could not be had, and nothing is lost meanwhile', async () => {
    let isUp = false;
    const { carrier, device, page, form, button } = await start((route) =>
      isUp ? route.continue() : route.abort(),
    );
    const failed = page.evaluate(
      () =>
        new Promise((resolve) => {
          document
            .querySelector('applicant-intake')
            ?.addEventListener('intake-failed', ({ kind, waiting }) => resolve([kind, waiting]));
        }),
    );
    await fillIn(form);
    await button('Send application').click();
    await form.getByText('We could not be reached. Your answers are still here.').waitFor();
    expect(await failed).toEqual(['offline', false]);
    const said = await form.getByText('We could not be reached.').boundingBox();
    expect(said?.y).toBeGreaterThan(0);
    expect(said?.y).toBeLessThan(915);
    expect(await form.getByText('Rosa', { exact: true }).textContent()).toBe('Rosa');
    isUp = true;
    await button('Try again').click();
    await heading(form, 'We have your application, Rosa').waitFor();
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.taken });
  });

  it('does not hold up a form that keeps drafts', async () => {
    const { form } = await start(() => new Promise(() => {}), 'save-draft');
    await form.getByRole('radio', { name: 'Company Driver' }).check();
    await form.getByRole('radio', { name: 'Yes' }).check();
  });
});
