import { expect } from '@open-wc/testing';
import { beforeEach, describe, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { clearDevice } from '../device/on-device.ts';
import { answers, IntakePage, type Settings, steps, titles } from '../element/intake.page.ts';
import { unseenFocus } from './focus-seen.ts';

/** A page that has set everything that brings a control. */
const everything: Settings = {
  languages: 'en es fr',
  phone: '720-555-0199',
  employer: 'Example Freight',
  privacyHref: '/privacy',
  termsHref: '/terms',
};

/** The control that has focus, by what a reader calls it. */
function name(form: IntakePage): string {
  const control = form.focused as HTMLInputElement | null;
  return (control?.labels?.[0] ?? control)?.innerText.replace(/\s+/g, ' ').trim() ?? '';
}

/** Presses Tab until a control has focus. Wherever focus comes on the way, it is seen. */
async function tabTo(form: IntakePage, wanted: string | RegExp) {
  for (let stops = 0; stops < 30; stops += 1) {
    await userEvent.keyboard('{Tab}');
    expect(unseenFocus(form)).to.deep.equal([]);
    if (typeof wanted === 'string' ? name(form) === wanted : wanted.test(name(form))) return;
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}

/** Presses keys, in the field where focus is. */
async function keys(form: IntakePage, pressed: string) {
  await userEvent.keyboard(pressed);
  await form.settled();
}

beforeEach(clearDevice);

describe.each([
  [320, 256],
  [360, 520],
  [1280, 720],
])('by keyboard alone, on a screen of %i by %i', (width, height) => {
  beforeEach(() => page.viewport(width, height));

  it('the form is filled in from its first question to the receipt, and focus is seen at every stop', async () => {
    const form = await IntakePage.open(everything);
    await tabTo(form, 'Contractor Driver');
    await keys(form, ' ');
    await tabTo(form, 'Yes');
    await keys(form, ' ');
    await tabTo(form, 'Class A');
    await keys(form, ' ');
    await tabTo(form, 'Continue');
    await keys(form, '{Enter}');
    expect(form.title).to.equal(titles.preferences);
    await tabTo(form, 'Solo Driving');
    await keys(form, '{ArrowDown}{ArrowUp}');
    await tabTo(form, 'Truck type');
    await keys(form, '{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}');
    await tabTo(form, 'Continue');
    await keys(form, '{Enter}');
    expect(form.title).to.equal(titles.contact);
    for (const [label, text] of [
      ['First name', 'Craig'],
      ['Last name(s)', 'Daniels'],
      ['Mobile phone', '720-555-0142'],
      ['Email', 'craig@example.com'],
      ['ZIP code', '80207'],
    ] as const) {
      await tabTo(form, label);
      await keys(form, text);
    }
    await keys(form, '{Enter}');
    expect(form.title).to.equal(titles.review);
    await tabTo(form, /accept the terms/);
    await keys(form, ' ');
    await tabTo(form, 'Send application');
    await keys(form, '{Enter}');
    await form.shows('We have your application, Craig');
    await tabTo(form, 'Copy');
    await tabTo(form, 'Call 720-555-0199');
    expect(form.transport.submissions[0]?.answers).to.deep.equal(answers);
  });

  it('focus goes through every step in the order of the page, is seen and is not caught, also among complaints', async () => {
    const form = await IntakePage.open(everything);
    for (const step of steps) {
      await form.goTo(step);
      for (const complaining of [false, true]) {
        if (complaining) form.element.shadowRoot?.querySelector('form')?.requestSubmit();
        await form.settled();
        (form.heading().element() as HTMLElement).focus();
        let last = form.focused as Element;
        let stops = 0;
        for (;;) {
          await userEvent.keyboard('{Tab}');
          if (!form.focused || form.focused === last) break;
          expect(unseenFocus(form), `${step}, after ${last.outerHTML}`).to.deep.equal([]);
          const follows = last.compareDocumentPosition(form.focused) & Node.DOCUMENT_POSITION_FOLLOWING;
          // After the last control of the page comes its first one, in a browser without a frame.
          if (!follows) break;
          last = form.focused;
          stops += 1;
        }
        expect(last, step).to.equal(form.link('720-555-0199').element());
        expect(stops, step).to.be.at.least(complaining ? 6 : 4);
      }
    }
  });
});
