import { expect } from '@open-wc/testing';
import { beforeEach, describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { en as offline } from '../../src/locales/offline/en.ts';
import { issue } from '../../src/model/issue.ts';
import { TransportError } from '../../src/transport/transport.ts';
import { clearDevice } from '../device/on-device.ts';
import { FakeTransport } from '../element/fake-transport.ts';
import { answers, IntakePage, soon, titles } from '../element/intake.page.ts';

const received = 'We have your application, Craig';
const busy = () => new TransportError('busy', { retryAfterMs: 60_000 });
const send = 'Send application';

/** Presses a button with the keyboard. */
async function press(form: IntakePage, name: string | RegExp) {
  (form.button(name).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await form.settled();
}

const focused = (form: IntakePage) =>
  (form.focused as HTMLElement | null)?.innerText.replace(/\s+/g, ' ').trim();

/** Focus comes to a heading under that title. */
async function comesTo(form: IntakePage, title: string) {
  await form.shows(title);
  await soon(() => expect(focused(form)).to.equal(title));
  expect(form.focused).to.equal(form.heading().element());
}

const filledIn = (...replies: Error[]) => IntakePage.openFilledIn({}, new FakeTransport(...replies));

beforeEach(clearDevice);

describe('focus comes to the heading', () => {
  it('of the next step, of the one before, and of the one that the browser goes back to', async () => {
    const form = await IntakePage.open({ values: answers });
    await press(form, 'Continue');
    await comesTo(form, titles.preferences);
    await press(form, 'Back');
    await comesTo(form, titles.driving);
    await press(form, 'Continue');
    await comesTo(form, titles.preferences);
    history.back();
    await comesTo(form, titles.driving);
  });

  it('of a step to change, and of the review afterwards', async () => {
    const form = await filledIn();
    await press(form, `Change ${titles.contact}`);
    await comesTo(form, titles.contact);
    await press(form, 'Continue');
    await comesTo(form, titles.review);
  });

  it('of the receipt, at once or after a wait', async () => {
    const form = await filledIn();
    await press(form, send);
    await comesTo(form, received);
    const waited = await filledIn(busy());
    await press(waited, send);
    await comesTo(waited, offline.waiting);
    await press(waited, offline.sendNow);
    await comesTo(waited, received);
  });

  it('of the review when an application that waits is taken back', async () => {
    const form = await filledIn(busy());
    await press(form, send);
    await comesTo(form, offline.waiting);
    await press(form, offline.edit);
    await comesTo(form, titles.review);
  });

  it('of the first step when the page begins another application', async () => {
    const form = await filledIn();
    await press(form, send);
    await comesTo(form, received);
    form.element.reset();
    await comesTo(form, titles.driving);
  });

  it('of the step when the only other language has been chosen', async () => {
    const form = await IntakePage.open({ languages: 'es' });
    await press(form, 'Español');
    await comesTo(form, '¿Qué busca?');
  });

  it('of the step whose answers have been brought back to the device', async () => {
    const form = await IntakePage.open({ saveDraft: true });
    await form.choose(/applying as/, 'Company Driver');
    await soon(() => expect(form.button('Clear this device').query()).to.exist);
    await press(form, 'Clear this device');
    expect(focused(form)).to.equal('Undo');
    await press(form, 'Undo');
    await comesTo(form, titles.driving);
  });
});

describe('focus comes to the list of complaints', () => {
  it('after a step that is not complete', async () => {
    const form = await IntakePage.open();
    await press(form, 'Continue');
    expect(form.focused).to.equal(form.summary().element());
  });

  it('that the server has sent', async () => {
    const form = await filledIn(
      new TransportError('invalid', { issues: [issue('answers.email', 'invalid_email')] }),
    );
    await press(form, send);
    await form.shows(titles.contact);
    expect(form.focused).to.equal(form.summary().element());
  });
});

describe('focus stays where it is', () => {
  it('while the application is sent, and when that has failed', async () => {
    const form = await filledIn(new TransportError('refused'));
    await press(form, send);
    await soon(() => expect(form.alert().element().textContent).to.match(/cannot send/));
    expect(focused(form)).to.equal('Try again');
  });

  it('on the choice of languages', async () => {
    const form = await IntakePage.open({ languages: 'en es fr' });
    await press(form, 'Español');
    await form.inLanguage('es');
    expect(focused(form)).to.equal('Español');
  });

  it('in a field when an answer brings another question', async () => {
    const form = await IntakePage.open();
    const yes = form.option(/have a CDL/, 'Yes').element() as HTMLElement;
    yes.focus();
    await userEvent.keyboard(' ');
    await form.settled();
    expect(form.group('CDL class').element()).to.exist;
    expect(form.focused).to.equal(yes);
  });
});
