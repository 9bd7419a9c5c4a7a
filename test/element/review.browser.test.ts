import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { collect, IntakePage, steps, titles } from './intake.page.ts';

const before = steps.slice(0, -1);
const change = (step: keyof typeof titles) => `Change ${titles[step]}`;

describe('the review', () => {
  it('lists every answer by its question, in words, and nothing that was left out', async () => {
    const form = await IntakePage.openFilledIn({ values: { state: 'CO', country: 'US' } });
    expect(form.reviewed).to.deep.equal({
      'I’m applying as a…': 'Contractor Driver',
      'Do you have a CDL?': 'Yes',
      'CDL class': 'Class A',
      'How do you like to drive?': 'Solo Driving',
      'Truck type': 'Straight Truck',
      'First name': 'Craig',
      'Last name(s)': 'Daniels',
      'Mobile phone': '720-555-0142',
      Email: 'craig@example.com',
      'State or province': 'Colorado',
      'ZIP code': '80207',
      Country: 'United States',
    });
  });

  it('leaves out answers to questions that are no longer asked, or were answered by the page', async () => {
    const form = await IntakePage.openFilledIn({ applicationType: 'COMPANY', values: { has_cdl: false } });
    expect(form.reviewed).to.include({ 'Do you have a CDL?': 'No' });
    expect(form.reviewed).not.to.have.any.keys('CDL class', 'I’m applying as a…');
  });

  it('has a way back to each step, named after it', async () => {
    const form = await IntakePage.openFilledIn();
    const names = form
      .button(/^Change/)
      .elements()
      .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
    expect(names).to.deep.equal(before.map((step) => change(step)));
    for (const step of before) {
      await form.press(change(step));
      expect(form.title).to.equal(titles[step]);
      expect(form.focused).to.equal(form.heading().element());
      await form.press('Continue');
      expect(form.title).to.equal(titles.review);
      expect(form.focused).to.equal(form.heading().element());
    }
  });

  it('shows what was changed, and that is what is sent', async () => {
    const form = await IntakePage.openFilledIn();
    await form.press(change('contact'));
    await form.type('First name', 'Rosa');
    await form.press('Continue');
    expect(form.title).to.equal(titles.review);
    expect(form.reviewed).to.include({ 'First name': 'Rosa', 'Last name(s)': 'Daniels' });
    await form.press('Send application');
    await form.shows('We have your application, Rosa');
    expect(form.transport.submissions[0]?.answers).to.include({ first_name: 'Rosa' });
  });

  it('is not come back to before the changed step is right', async () => {
    const form = await IntakePage.openFilledIn({ values: { has_cdl: false, cdl_type: '' } });
    await form.press(change('driving'));
    await form.choose(/have a CDL/, 'Yes');
    await form.press('Continue');
    expect(form.title).to.equal(titles.driving);
    expect(form.summary().getByRole('link', { name: 'Choose the class of your CDL' }).element()).to.exist;
    await form.choose('CDL class', 'Class B');
    await form.press('Continue');
    expect(form.title).to.equal(titles.review);
    expect(form.reviewed).to.include({ 'CDL class': 'Class B' });
  });

  it('is come back to with Back too, and what was entered meanwhile stays', async () => {
    const form = await IntakePage.openFilledIn();
    await form.press(change('contact'));
    await form.type(/^City/, 'Denver');
    await form.back(titles.review);
    expect(form.reviewed).to.include({ City: 'Denver' });
    // Whoever goes there by themselves goes on from there as always.
    await form.goTo('preferences');
    await form.press('Continue');
    expect(form.title).to.equal(titles.contact);
  });

  it('is a step like others to the page', async () => {
    const form = await IntakePage.openFilledIn();
    const shown = collect(document, 'intake-step');
    await form.press(change('preferences'));
    await form.press('Continue');
    expect(shown.map(({ from, to }) => [from, to])).to.deep.equal([
      ['review', 'preferences'],
      ['preferences', 'review'],
    ]);
  });

  it('asks for the consents, and keeps them through a change', async () => {
    const form = await IntakePage.openFilledIn({ termsHref: '/terms' });
    await userEvent.click(form.consent(/text and call/));
    await form.press(change('contact'));
    await form.press('Continue');
    expect(form.consent(/text and call/).element()).to.have.property('checked', true);
    expect(form.consent(/accept the terms/).element()).to.have.property('checked', false);
  });

  it('begins anew after a reset: no way back to it is left over', async () => {
    const form = await IntakePage.openFilledIn();
    await form.press(change('driving'));
    form.element.reset();
    await form.settled();
    await form.press('Continue');
    expect(form.title).to.equal(titles.preferences);
  });

  it('shows no answer that is marked as sensitive', async () => {
    const form = await IntakePage.open({
      definition: {
        name: 'own',
        version: '1',
        steps: [
          { key: 'one', fields: [{ key: 'badge', kind: 'text', sensitive: true }] },
          { key: 'two', review: true, fields: [] },
        ],
      },
    });
    await form.type(/^Badge/, '4711');
    await form.press('Continue');
    expect(form.reviewed).to.deep.equal({ Badge: '••••' });
    expect(form.element.shadowRoot?.textContent).not.to.include('4711');
  });
});
