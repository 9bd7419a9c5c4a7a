import { expect, html } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { ConsentRecord } from '../../src/model/submission.ts';
import { FakeTransport } from './fake-transport.ts';
import { answers, IntakePage, type Settings, titles } from './intake.page.ts';

const employer = 'Northbound Freight';

const review = (settings: Settings = {}, content?: unknown) =>
  IntakePage.openFilledIn({ employer, ...settings }, new FakeTransport(), content);

/** The words beside a box, as they are on screen. */
const shownText = (form: IntakePage, name: string | RegExp) =>
  form.consent(name).element().closest('label')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Sends the application, and gives what was recorded of a document. */
async function recorded(form: IntakePage, document: string, send = 'Send application') {
  await form.press(send);
  await form.shows(/^We have your|^Recibimos/);
  const found = form.transport.submissions[0]?.consents.filter((each) => each.document === document);
  expect(found).to.have.length.at.most(1);
  return found?.[0] as ConsentRecord;
}

describe('the consent to text messages', () => {
  it('starts unticked, names the carrier, and says what a carrier must say', async () => {
    const form = await review();
    expect(form.consent().element()).to.have.property('checked', false);
    const text = shownText(form, /text and call/);
    for (const needed of [employer, 'frequency varies', 'rates may apply', 'STOP', 'HELP', 'without']) {
      expect(text).to.include(needed);
    }
  });

  it('is not needed to apply, and is recorded as declined', async () => {
    const form = await review();
    const text = shownText(form, /text and call/);
    expect(await recorded(form, 'sms')).to.include({
      granted: false,
      language: 'en',
      text,
      textSha256: await hash(text),
    });
  });

  it('is recorded with the very text shown and its hash, in its language', async () => {
    const form = await review({ locale: 'es' });
    const text = shownText(form, /puede llamarme/);
    expect(text).to.match(/^Sí, Northbound Freight puede/);
    await userEvent.click(form.consent());
    const consent = await recorded(form, 'sms', 'Enviar solicitud');
    expect(form.transport.submissions[0]?.language).to.equal('es');
    expect(consent).to.include({ granted: true, language: 'es', text, textSha256: await hash(text) });
  });

  it('is recorded with the names of the links that belong to it, which open beside the form', async () => {
    const form = await review({ privacyHref: '/privacy', termsHref: '/terms' });
    const text = shownText(form, /text and call/);
    expect(text).to.match(/to this\. Terms · Privacy notice$/);
    const link = form.link('Privacy notice').element();
    expect(link).to.have.attribute('href', '/privacy');
    expect(link).to.have.attribute('target', '_blank');
    await userEvent.click(form.consent(/accept the terms/), { position: { x: 12, y: 12 } });
    expect(await recorded(form, 'sms')).to.include({ text, textSha256: await hash(text) });
  });

  it('stays what was read when the box was ticked, whatever language the form is in later', async () => {
    const form = await review();
    const text = shownText(form, /text and call/);
    await userEvent.click(form.consent());
    form.element.locale = 'es';
    await form.inLanguage('es');
    expect(form.consent().element()).to.have.property('checked', true);
    expect(await recorded(form, 'sms', 'Enviar solicitud')).to.include({ language: 'en', text });
  });

  it('is that of the last press: one who takes it back has not agreed', async () => {
    const form = await review();
    await userEvent.click(form.consent());
    await userEvent.click(form.consent());
    expect(await recorded(form, 'sms')).to.include({ granted: false });
  });
});

describe('terms', () => {
  const ownTerms = html`<p slot="terms">Drivers are paid by the mile.</p>`;
  const pages: [string, Settings, unknown][] = [
    ['an address of them', { termsHref: '/terms' }, undefined],
    ['a text of them', { messages: { documents: { terms: 'I drive by the book.' } } }, undefined],
    ['them in a slot', {}, ownTerms],
  ];
  for (const [what, settings, content] of pages) {
    it(`have to be accepted where the page has ${what}`, async () => {
      const form = await review(settings, content);
      const box = form.consent(/terms|by the book/);
      expect(box.element()).to.have.property('checked', false);
      await form.press('Send application');
      expect(form.transport.submissions).to.have.length(0);
      expect(form.focused).to.equal(form.summary().element());
      expect(form.description(box.element())).to.equal('Error: Check this box to accept the terms');
      await userEvent.click(box, { position: { x: 12, y: 12 } });
      await form.settled();
      expect(box.element().ariaInvalid).to.equal('false');
      expect(await recorded(form, 'terms')).to.include({ granted: true, language: 'en' });
    });
  }

  it('are not asked about, nor recorded, where the page has none', async () => {
    const form = await review();
    expect(form.consent(/terms/).query()).to.equal(null);
    await form.press('Send application');
    await form.shows(/^We have your application/);
    expect(form.transport.submissions[0]?.consents.map(({ document }) => document)).to.deep.equal(['sms']);
  });

  it('can come and go while the form is open', async () => {
    const form = await review({ termsHref: '/terms' });
    expect(form.consent(/accept the terms/).element()).to.exist;
    form.element.termsHref = null;
    await form.settled();
    expect(form.consent(/accept the terms/).query()).to.equal(null);
    await form.press('Send application');
    await form.shows(/^We have your application/);
  });

  it('of the page’s own are read above the box, and recorded to the letter', async () => {
    const form = await review({ termsHref: '/terms' }, ownTerms);
    const theirs = form.element.querySelector('[slot=terms]') as Element;
    const box = form.consent(/accept the terms/).element();
    expect(theirs.checkVisibility()).to.equal(true);
    expect(theirs.getBoundingClientRect().bottom).to.be.at.most(box.getBoundingClientRect().top);
    await userEvent.click(box, { position: { x: 12, y: 12 } });
    const text = `Drivers are paid by the mile. ${shownText(form, /accept the terms/)}`;
    expect(text).to.match(/I accept the terms of Northbound Freight\. Terms$/);
    expect(await recorded(form, 'terms')).to.include({ text, textSha256: await hash(text) });
  });
});

describe('the privacy notice', () => {
  const text = `Your answers go to ${employer}, to handle your application. Privacy notice`;
  const settings = { employer, privacyHref: '/privacy', values: answers };

  it('stands where the answers it speaks of are asked for, with its link', async () => {
    const form = await IntakePage.openAt('contact', settings);
    expect(
      form
        .text(/Your answers go to/)
        .element()
        .textContent.trim(),
    ).to.equal(text);
    expect(form.link('Privacy notice').element()).to.have.attribute('href', '/privacy');
    await form.goTo('preferences');
    expect(form.text(/Your answers go to/).query()).to.equal(null);
  });

  it('is recorded once it has been on screen, with the text that was', async () => {
    const form = await IntakePage.openAt('contact', settings);
    await form.press('Continue');
    const before = new Date().toISOString();
    const consent = await recorded(form, 'privacy');
    expect(consent).to.include({ granted: true, language: 'en', text, textSha256: await hash(text) });
    expect(consent.at <= before, consent.at).to.equal(true);
  });

  it('is recorded in the language in which it was read', async () => {
    const form = await IntakePage.openAt('contact', settings);
    form.element.locale = 'es';
    await form.inLanguage('es');
    await form.press('Continuar');
    const { language, text: read } = await recorded(form, 'privacy', 'Enviar solicitud');
    expect(language).to.equal('es');
    expect(read).to.include(employer).and.not.include('Your answers');
  });

  it('is not recorded where nobody has seen it', async () => {
    const form = await review();
    expect(await recorded(form, 'privacy')).to.equal(undefined);
  });

  it('stays out of the review', async () => {
    const form = await IntakePage.openAt('contact', settings);
    await form.press('Continue');
    expect(form.title).to.equal(titles.review);
    expect(form.reviewed).not.to.have.property('Privacy');
  });
});
