import { expect } from '@open-wc/testing';
import { beforeEach, describe, it, onTestFinished, vi } from 'vitest';
import { answers, IntakePage, type Settings } from './intake.page.ts';

/** Opens a form on a page that a link with this query leads to. */
async function follow(query: string, settings: Settings = {}) {
  const { href } = location;
  history.replaceState(history.state, '', `${location.pathname}?${query}`);
  onTestFinished(() => history.replaceState(history.state, '', href));
  return IntakePage.open(settings);
}

/** Where the application came from, as it is sent. */
async function attributionOf(query: string, settings: Settings = {}) {
  const form = await follow(query, { values: answers, ...settings });
  await form.goTo('review');
  await form.press('Send application');
  await form.shows(/^We have your application/);
  return form.transport.submissions[0]?.attribution;
}

beforeEach(() => localStorage.clear());

describe('a link', () => {
  it('answers the questions that the page allows it to, whatever the case', async () => {
    const form = await follow('truck_type=straight&has_cdl=yes&cdl_type=b&first_name=Ann', {
      prefill: 'truck_type, has_cdl cdl_type',
    });
    expect(form.option('CDL class', 'Class B').element()).to.have.property('checked', true);
    await form.goTo('preferences');
    expect(form.list('Truck type').element()).to.have.property('value', 'STRAIGHT');
    await form.goTo('contact');
    expect(form.field('First name').element()).to.have.property('value', '');
  });

  it('answers nothing on a page that allows nothing', async () => {
    const form = await follow('has_cdl=yes');
    expect(form.option(/have a CDL/, 'Yes').element()).to.have.property('checked', false);
  });

  it('gives way to what the page itself fills in, and neither takes an answer that is none', async () => {
    const form = await follow('has_cdl=yes&truck_type=spaceship', {
      prefill: 'has_cdl truck_type',
      values: { has_cdl: false },
    });
    expect(form.option(/have a CDL/, 'No').element()).to.have.property('checked', true);
    await form.goTo('preferences');
    expect(form.list('Truck type').element()).to.have.property('value', '');
  });

  it('gives no consent', async () => {
    const form = await follow('sms=true', { prefill: 'sms' });
    await form.goTo('review');
    expect(form.consent().element()).to.have.property('checked', false);
  });

  it('names its source by a word of the page’s own list', async () => {
    const settings = { applicationSource: 'Our site', sourceMap: 'facebook=Facebook, ig = Instagram' };
    expect(await attributionOf('utm_source=IG', settings)).to.include({ application_source: 'Instagram' });
    expect(await attributionOf('utm_source=forged', settings)).to.include({ application_source: 'Our site' });
    expect(await attributionOf('application_source=facebook', settings)).to.include({
      application_source: 'Facebook',
    });
  });
});

describe('the first visit', () => {
  it('is remembered where the reader has agreed, and sent along with the present one', async () => {
    await attributionOf('utm_source=radio&gclid=1', { attributionConsent: 'granted' });
    expect(await attributionOf('utm_source=mail', { attributionConsent: 'granted' })).to.include({
      utm_source: 'mail',
      first_utm_source: 'radio',
      first_gclid: '1',
    });
  });

  it('is remembered although nothing was sent then', async () => {
    const settings = { attributionConsent: 'granted' } as const;
    await follow('utm_source=radio', settings);
    await vi.waitFor(() => expect(localStorage).to.have.length(1));
    expect(await attributionOf('utm_source=mail', settings)).to.include({ first_utm_source: 'radio' });
  });

  it('is not where the reader has not been asked, or has refused', async () => {
    for (const attributionConsent of [null, 'denied'] as const) {
      await attributionOf('utm_source=radio', { attributionConsent });
      expect(localStorage).to.have.length(0);
      expect(await attributionOf('utm_source=mail', { attributionConsent })).not.to.have.any.keys(
        'first_utm_source',
        'first_landing_page',
      );
    }
  });
});
