import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startCarrier } from './carrier.ts';
import { takeDevice } from './device.ts';
import { fillDriving, fillPreferences, goOn, heading } from './hosted-site.ts';

/**
 * What a browser knows of its owner, by token, as Chromium writes it. Chromium's own autofill is not in the build that
 * tests run in; `test/occasional/autofill.ts` has it fill in the form where a whole Chromium is installed.
 */
const profile = {
  'given-name': 'Rosa',
  'family-name': 'Delgado',
  tel: '17205550142',
  email: 'rosa@example.com',
  'address-line1': '110 Main St',
  'address-level2': 'Denver',
  'address-level1': 'CO',
  'postal-code': '80207',
  country: 'US',
};

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** The form at the step that browsers fill in. */
async function start() {
  const carrier = await startCarrier();
  const device = await takeDevice(browser);
  const { form } = await device.open(carrier.url);
  await fillDriving(form);
  await fillPreferences(form);
  await heading(form, 'How can we reach you?').waitFor();
  return { carrier, device, form };
}

/** Fills in all at once, with the events that Chromium sends and no focus but that of the first field. */
async function autofill(form: Locator): Promise<void> {
  await form.getByLabel('First name').focus();
  await form.evaluate((element, known) => {
    for (const [token, value] of Object.entries(known)) {
      const control = element.shadowRoot?.querySelector<HTMLInputElement>(`[autocomplete=${token}]`);
      if (!control) continue;
      const tell = (type: string) =>
        control.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
      if (control.localName === 'input') tell('keydown');
      control.value = value;
      tell('input');
      tell('change');
      if (control.localName === 'input') tell('keyup');
      control.dispatchEvent(new FocusEvent('blur'));
    }
  }, profile);
}

describe('a browser that knows its owner', () => {
  it('finds each token once, in one form of one root, each with a name of its own and a label that shows', async () => {
    const { form } = await start();
    const controls = await form.evaluate(({ shadowRoot }) =>
      [
        ...(shadowRoot?.querySelectorAll<HTMLInputElement>('[autocomplete]:not([autocomplete=off])') ?? []),
      ].map((control) => ({
        token: control.autocomplete,
        type: control.type,
        name: control.name,
        id: control.id,
        owner: control.form?.id,
        labels: [...(control.labels ?? [])].map((label) =>
          label.checkVisibility({ visibilityProperty: true }),
        ),
      })),
    );
    expect(controls.map(({ token }) => token).toSorted()).toEqual(Object.keys(profile).toSorted());
    expect(new Set(controls.map(({ name }) => name)).size).toBe(controls.length);
    expect(new Set(controls.map(({ id }) => id)).size).toBe(controls.length);
    for (const { type, owner, labels } of controls) {
      // Other kinds, such as radio buttons and hidden fields, browsers do not fill in for their owner.
      expect(['text', 'tel', 'email', 'select-one']).toContain(type);
      expect(owner).toBe('form');
      expect(labels).toEqual([true]);
    }
  });

  it('fills in the whole step at once, and the application arrives with all of it, once', async () => {
    const { carrier, device, form } = await start();
    await autofill(form);
    await goOn(form);
    await heading(form, 'Check your answers').waitFor();
    await form.getByRole('button', { name: 'Send application' }).click();
    await heading(form, 'We have your application, Rosa').waitFor();
    expect(await carrier.arrived()).toEqual({ stored: 1, incidents: device.taken });
    expect(carrier.contact('rosa@example.com')).toMatchObject({
      name: { first: 'Rosa', last: 'Delgado' },
      phones: [{ number: '720-555-0142' }],
      address: {
        street: '110 Main St',
        city: 'Denver',
        stateOrProvince: { lookupName: 'CO' },
        postalCode: '80207',
        country: { lookupName: 'US' },
      },
    });
  });
});
