import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { answers, collect, IntakePage, titles } from './intake.page.ts';

describe('filling in the form', () => {
  it('goes from the first question to the receipt', async () => {
    const form = await IntakePage.open({ applicationSource: 'CDL Job Now', jobId: 'J-17' });
    const accepted = collect(document, 'intake-accepted');
    await form.answerAll();
    await form.press('Send application');
    await form.shows('We have your application, Craig');
    expect(form.text('K7M-42Q').element()).to.exist;
    const [submission] = form.transport.submissions;
    expect(submission?.answers).to.deep.equal(answers);
    expect(submission?.attribution).to.include({ application_source: 'CDL Job Now', job_id: 'J-17' });
    expect(accepted.map(({ id, reference }) => ({ id, reference }))).to.deep.equal([
      { id: submission?.id, reference: 'K7M-42Q' },
    ]);
  });

  it('can be done with the keyboard alone', async () => {
    const form = await IntakePage.open();
    const keys = async (...pressed: string[]) => {
      for (const key of pressed) await userEvent.keyboard(key);
      await form.settled();
    };
    await keys('{Tab}', ' ', '{Tab}', ' ', '{Tab}', ' ', '{Tab}', '{Enter}');
    expect(form.title).to.equal(titles.preferences);
    await keys('{Tab}', ' ', '{Tab}', '{ArrowDown}', '{ArrowDown}', '{Tab}', '{Tab}', '{Enter}');
    expect(form.title).to.equal(titles.contact);
    await keys('{Tab}', 'Craig', '{Tab}', 'Daniels', '{Tab}', '7205550142', '{Tab}');
    // Past street, city and state.
    await keys('craig@example.com', '{Tab}', '{Tab}', '{Tab}', '{Tab}', '80207', '{Enter}');
    expect(form.title).to.equal(titles.review);
    // Past the three buttons that lead back to a step, and the time to call.
    await keys('{Tab}', '{Tab}', '{Tab}', '{Tab}', '{Tab}', ' ', '{Enter}');
    await form.shows('We have your application, Craig');
    const [submission] = form.transport.submissions;
    expect(submission?.answers).to.include({ has_cdl: true, cdl_type: 'A', truck_type: 'SPRINTER' });
    expect(submission?.consents.find(({ document }) => document === 'sms')?.granted).to.equal(true);
  });

  it('says how far along the reader is', async () => {
    const form = await IntakePage.open();
    const position = (name: string) => (form.progress(name).element() as HTMLProgressElement).position;
    expect(position('Step 1 of 4')).to.be.closeTo(1 / 4, 0.01);
    await form.answerDriving();
    expect(position('Step 2 of 4')).to.be.closeTo(2 / 4, 0.01);
  });

  it('gives focus to the title of a step after a change, but does not take it when the page opens', async () => {
    const form = await IntakePage.open();
    expect(form.focused).to.equal(null);
    await form.answerDriving();
    expect(form.focused).to.equal(form.heading(titles.preferences).element());
    await form.back(titles.driving);
    expect(form.focused).to.equal(form.heading(titles.driving).element());
  });

  it('loses nothing by going back and forth', async () => {
    const form = await IntakePage.open();
    await form.answerDriving();
    await userEvent.selectOptions(form.list('Truck type'), 'STRAIGHT');
    await form.back(titles.driving);
    expect(form.option('CDL class', 'Class A').element()).to.have.property('checked', true);
    expect(form.option('CDL class', 'Class B').element()).to.have.property('checked', false);
    await form.press('Continue');
    expect(form.list('Truck type').element()).to.have.property('value', 'STRAIGHT');
    await form.answerPreferences();
    await form.type('First name', 'Craig');
    await form.back(titles.preferences);
    expect(form.option(/like to drive/, 'Solo Driving').element()).to.have.property('checked', true);
    await form.press('Continue');
    expect(form.field('First name').element()).to.have.property('value', 'Craig');
    expect(form.field('Email').element()).to.have.property('value', '');
  });

  it('tells the page which step shows, and nothing that was typed', async () => {
    const form = await IntakePage.open();
    const steps = collect(document, 'intake-step');
    await form.answerDriving();
    await form.back(titles.driving);
    expect(steps.map(({ from, to, bubbles, composed }) => [from, to, bubbles, composed])).to.deep.equal([
      ['driving', 'preferences', true, true],
      ['preferences', 'driving', true, true],
    ]);
  });

  it('asks for the class of licence only of those who have one', async () => {
    const form = await IntakePage.open();
    expect(form.group('CDL class').query()).to.equal(null);
    await form.choose(/have a CDL/, 'Yes');
    await form.choose(/applying as/, 'Company Driver');
    await form.choose('CDL class', 'Class B');
    await form.choose(/have a CDL/, 'No');
    expect(form.group('CDL class').query()).to.equal(null);
    expect(form.option(/applying as/, 'Company Driver').element()).to.have.property('checked', true);
    expect(form.option(/applying as/, 'Contractor Driver').element()).to.have.property('checked', false);
  });

  it('tells those without a licence that there is work for them, and lets them apply', async () => {
    const form = await IntakePage.open();
    const group = form.group(/have a CDL/);
    expect(form.text(/Cargo vans/).query()).to.equal(null);
    await form.choose(/have a CDL/, 'Yes');
    expect(form.text(/Cargo vans/).query()).to.equal(null);
    await form.choose(/have a CDL/, 'No');
    expect(form.description(group.element())).to.equal(
      'That’s fine. Cargo vans, Sprinters and small straight trucks need none.',
    );
    await form.choose(/applying as/, 'Company Driver');
    await form.press('Continue');
    await form.answerPreferences();
    await form.answerContact();
    await form.press('Send application');
    await form.shows('We have your application, Craig');
    expect(form.transport.submissions[0]?.answers)
      .to.include({ has_cdl: false })
      .and.not.have.property('cdl_type');
  });

  it('does not offer what is unlisted', async () => {
    const form = await IntakePage.open();
    expect(form.option(/applying as/, 'Lease Purchase').query()).to.equal(null);
    expect(
      form
        .group(/applying as/)
        .getByRole('radio')
        .elements(),
    ).to.have.length(6);
  });

  it('shows only the states of the country chosen', async () => {
    const form = await IntakePage.openAt('contact');
    const names = () =>
      [...(form.list(/^State/).element() as HTMLSelectElement).options].map(({ text }) => text);
    expect(names()).to.include.members(['Choose…', 'Colorado', 'Ontario']);
    await userEvent.selectOptions(form.list(/^State/), 'CO');
    await userEvent.selectOptions(form.list(/^Country/), 'Canada');
    expect(names()).to.include('Ontario').and.not.include('Colorado');
    expect(form.list(/^State/).element()).to.have.property('value', '');
    await userEvent.selectOptions(form.list(/^Country/), 'United States');
    expect(form.list(/^State/).element()).to.have.property('value', 'CO');
  });

  it('lets browsers fill in what they know', async () => {
    const form = await IntakePage.openAt('contact');
    const control = (label: string) => form.field(label).element();
    expect(control('First name')).to.include({ autocomplete: 'given-name', name: 'first_name' });
    expect(control('Mobile phone')).to.include({
      autocomplete: 'tel',
      type: 'tel',
      inputMode: 'tel',
      name: 'phone',
    });
    expect(control('Email')).to.include({ autocomplete: 'email', type: 'email', inputMode: 'email' });
    expect(form.list(/^State/).element()).to.include({ autocomplete: 'address-level1' });
    expect(form.list(/^Country/).element()).to.include({ autocomplete: 'country' });
    expect(control('ZIP code')).to.include({ autocomplete: 'postal-code', inputMode: 'text' });
  });

  it('draws nothing again while the reader types', async () => {
    const form = await IntakePage.openAt('contact');
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    const root = form.element.shadowRoot;
    if (!root) throw new Error('no shadow root');
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    await userEvent.click(form.field('First name'));
    await userEvent.keyboard('Craig');
    await form.settled();
    expect(changes).to.have.length(0);
    observer.disconnect();
  });
});

describe('the enter key in a text field', () => {
  it('goes on, and never back, although the button that goes back comes first', async () => {
    const form = await IntakePage.openAt('contact');
    const steps = collect(document, 'intake-step');
    for (const label of ['First name', 'Email', 'ZIP code']) {
      await userEvent.click(form.field(label));
      await userEvent.keyboard('{Enter}');
      await form.settled();
      expect(form.focused).to.equal(form.summary().element());
    }
    await form.answerContact();
    await form.back(titles.contact);
    steps.length = 0;
    await userEvent.type(form.field('Last name(s)'), '{Enter}');
    await form.shows(titles.review);
    expect(steps.map(({ to }) => to)).to.deep.equal(['review']);
  });
});
