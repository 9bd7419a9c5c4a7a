import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { answers, IntakePage, type Settings, steps, titles } from './intake.page.ts';

/** Puts another way of copying in the place of the browser's, which asks for permission. */
function replaceClipboard(writeText: (text: string) => Promise<void>) {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  return () => Reflect.deleteProperty(navigator, 'clipboard');
}

async function received(settings: Settings = {}) {
  const form = await IntakePage.openFilledIn(settings);
  await form.press('Send application');
  await form.shows('We have your application, Craig');
  expect(form.text('K7M-42Q').element()).to.exist;
  return form;
}

describe('the receipt', () => {
  it('takes focus', async () => {
    const form = await received();
    expect(form.focused).to.equal(form.heading().element());
  });

  it('shows the reference on a line of its own, below the words for it', async () => {
    const form = await received();
    const words = form.text('Your reference').element().getBoundingClientRect();
    const reference = form.text('K7M-42Q').element().getBoundingClientRect();
    expect(reference.top).to.be.at.least(words.bottom);
  });

  it('copies the reference and says so', async () => {
    const form = await received();
    const copied: string[] = [];
    const restore = replaceClipboard(async (text) => void copied.push(text));
    await form.press('Copy');
    await form.settled();
    restore();
    expect(copied).to.deep.equal(['K7M-42Q']);
    expect(form.status().element().textContent).to.equal('Copied');
  });

  it('selects the reference where copying is not allowed', async () => {
    const form = await received();
    const restore = replaceClipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    await form.press('Copy');
    await form.settled();
    restore();
    expect(String(getSelection())).to.equal('K7M-42Q');
    expect(form.status().element().textContent).to.equal('Selected, ready to copy');
  });

  it('begins another application under another id when reset', async () => {
    const form = await IntakePage.open();
    await form.answerAll();
    await form.press('Send application');
    await form.shows('We have your application, Craig');
    form.element.reset();
    await form.settled();
    expect(form.title).to.equal(titles.driving);
    expect(form.option(/applying as/, 'Contractor Driver').element()).to.have.property('checked', false);
    await form.goTo('contact');
    expect(form.field('First name').element()).to.have.property('value', '');
    form.element.values = { ...answers, first_name: 'Rosa' };
    await form.goTo('review');
    await form.press('Send application');
    await form.shows('We have your application, Rosa');
    const [first, second] = form.transport.submissions;
    expect(second?.id).to.be.a('string').and.not.equal(first?.id);
  });
});

describe('a telephone number of the carrier', () => {
  const phone = '(720) 555-0199 ext 5';
  const address = 'tel:7205550199;ext=5';

  it('is a link on every step and on the receipt', async () => {
    const form = await IntakePage.openFilledIn({ phone });
    for (const step of steps) {
      await form.goTo(step);
      expect(form.link(phone).element()).to.have.attribute('href', address);
      expect(form.text(/^Questions\? Call/).element().textContent).to.equal(`Questions? Call ${phone}`);
    }
    await form.press('Send application');
    await form.shows('We have your application, Craig');
    expect(form.link(`Call ${phone}`).element()).to.have.attribute('href', address);
  });

  it('leaves no trace where there is none', async () => {
    const form = await IntakePage.openFilledIn();
    expect(form.text(/Questions/).query()).to.equal(null);
    await form.press('Send application');
    await form.shows('We have your application, Craig');
    expect(form.link(/Call/).query()).to.equal(null);
  });
});
