import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { fillIn } from '../support/fill-in.ts';
import { startCarrier } from './carrier.ts';
import { takeDevice } from './device.ts';
import { heading } from './hosted-site.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe('three minutes in which the proxy is dead', () => {
  it('delay applications, each of which arrives once', async () => {
    const carrier = await startCarrier();
    const one = await takeDevice(browser, { clock: true });
    const other = await takeDevice(browser, { clock: true });
    const readers = [];
    for (const [index, device] of [other, one, one, other].entries()) {
      const { form } = await device.open(carrier.url);
      await fillIn(form, { email: `driver.${index}@example.com` });
      readers.push({
        device,
        receipt: heading(form, 'We have your application, Rosa'),
        waits: heading(form, 'Saved, and not sent yet'),
        send: () => form.getByRole('button', { name: 'Send application' }).click(),
      });
    }

    // The first is taken at the last moment, and may not be in the CRM yet.
    const [first, ...late] = readers;
    await first?.send();
    await first?.receipt.waitFor();
    await carrier.fail();
    for (const { device, waits, send } of late) {
      await send();
      await device.passUntil(waits);
    }
    for (let second = 0; second < 180; second += 10) {
      for (const device of [one, other]) await device.pass(10_000);
    }
    expect([...one.taken, ...other.taken]).toHaveLength(1);
    await carrier.recover();
    for (const { device, receipt } of late) await device.passUntil(receipt);

    const ids = new Set([...one.sent, ...other.sent]);
    expect(ids.size).toBe(4);
    const { stored, incidents } = await carrier.arrived();
    expect(stored).toBe(4);
    expect(incidents.toSorted()).toEqual([...ids].toSorted());
  });
});
