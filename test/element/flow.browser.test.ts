import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { collect, IntakePage } from './intake.page.ts';

describe('filling in the form', () => {
  it('goes from the first question to the receipt', async () => {
    const form = await IntakePage.open({ applicationSource: 'CDL Job Now', jobId: 'J-17' });
    const accepted = collect(document, 'intake-accepted');
    await form.answerAll();
    await form.press('Send application');
    expect(form.heading().element().textContent).to.equal('We have your application, Craig');
    expect(form.text('K7M-42Q').element()).to.exist;
    const [submission] = form.transport.submissions;
    expect(submission?.answers).to.deep.equal({
      application_type: 'CONTRACTOR',
      has_cdl: true,
      cdl_type: 'A',
      driving_preference: 'SOLO',
      truck_type: 'STRAIGHT',
      first_name: 'Craig',
      last_name: 'Daniels',
      phone: '720-340-1313',
      email: 'newuser@example.com',
      postal_code: '80207',
    });
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
    await keys(
      '{Tab}',
      ' ',
      '{Tab}',
      ' ',
      '{Tab}',
      ' ',
      '{Tab}',
      ' ',
      '{Tab}',
      '{ArrowDown}',
      '{ArrowDown}',
      '{Tab}',
      '{Enter}',
    );
    expect(form.heading().element().textContent).to.equal('How can we reach you?');
    await keys(
      '{Tab}',
      'Craig',
      '{Tab}',
      'Daniels',
      '{Tab}',
      '7203401313',
      '{Tab}',
      'c@example.com',
      '{Enter}',
    );
    expect(form.heading().element().textContent).to.equal('Where are you based?');
    await keys('{Tab}', '{Tab}', '{Tab}', '{Tab}', '80207', '{Tab}', '{Tab}', ' ', '{Enter}');
    expect(form.heading().element().textContent).to.equal('We have your application, Craig');
    expect(form.transport.submissions[0]?.answers).to.include({
      has_cdl: true,
      cdl_type: 'A',
      truck_type: 'SPRINTER',
    });
    expect(form.transport.submissions[0]?.consents[0]?.granted).to.equal(true);
  });

  it('says how far along the reader is', async () => {
    const form = await IntakePage.open();
    const bar = form.progress('Step 1 of 3').element() as HTMLProgressElement;
    expect(bar.position).to.be.closeTo(1 / 3, 0.01);
    await form.answerDriving();
    await form.press('Continue');
    expect((form.progress('Step 2 of 3').element() as HTMLProgressElement).position).to.be.closeTo(
      2 / 3,
      0.01,
    );
  });

  it('gives focus to the title of a step after a change, but does not take it when the page opens', async () => {
    const form = await IntakePage.open();
    expect(form.focused).to.equal(null);
    await form.answerDriving();
    await form.press('Continue');
    expect(form.focused).to.equal(form.heading('How can we reach you?').element());
    await form.press('Back');
    expect(form.focused).to.equal(form.heading('What do you drive?').element());
  });

  it('loses nothing by going back and forth', async () => {
    const form = await IntakePage.open();
    await form.answerDriving();
    await form.press('Continue');
    await form.type('First name', 'Craig');
    await form.press('Back');
    expect(form.option('CDL class', 'Class A').element()).to.have.property('checked', true);
    expect(form.option('CDL class', 'Class B').element()).to.have.property('checked', false);
    expect(form.list('Truck type').element()).to.have.property('value', 'STRAIGHT');
    await form.press('Continue');
    expect(form.field('First name').element()).to.have.property('value', 'Craig');
    expect(form.field('Email').element()).to.have.property('value', '');
  });

  it('tells the page which step shows, and nothing that was typed', async () => {
    const form = await IntakePage.open();
    const steps = collect(document, 'intake-step');
    await form.answerDriving();
    await form.press('Continue');
    await form.press('Back');
    expect(steps.map(({ from, to, bubbles, composed }) => [from, to, bubbles, composed])).to.deep.equal([
      ['driving', 'contact', true, true],
      ['contact', 'driving', true, true],
    ]);
  });

  it('asks for the class of licence only of those who have one', async () => {
    const form = await IntakePage.open();
    expect(form.group('CDL class').query()).to.equal(null);
    await form.choose(/have a CDL/, 'Yes');
    await form.choose(/like to drive/, 'Either');
    await form.choose('CDL class', 'Class B');
    await form.choose(/have a CDL/, 'No');
    expect(form.group('CDL class').query()).to.equal(null);
    expect(form.option(/like to drive/, 'Either').element()).to.have.property('checked', true);
    expect(form.option(/like to drive/, 'Solo Driving').element()).to.have.property('checked', false);
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
    const form = await IntakePage.open();
    form.element.goToStep('address');
    await form.settled();
    const names = () =>
      [...(form.list(/^State/).element() as HTMLSelectElement).options].map(({ text }) => text);
    expect(names()).to.include.members(['Choose…', 'Colorado', 'Ontario']);
    await userEvent.selectOptions(form.list(/^State/), 'CO');
    await form.choose(/^Country/, 'Canada');
    expect(names()).to.include('Ontario').and.not.include('Colorado');
    expect(form.list(/^State/).element()).to.have.property('value', '');
    await form.choose(/^Country/, 'United States');
    expect(form.list(/^State/).element()).to.have.property('value', 'CO');
  });

  it('lets browsers fill in what they know', async () => {
    const form = await IntakePage.open();
    form.element.goToStep('contact');
    await form.settled();
    const control = (label: string) => form.field(label).element();
    expect(control('First name')).to.include({ autocomplete: 'given-name', name: 'first_name' });
    expect(control('Mobile phone')).to.include({
      autocomplete: 'tel',
      type: 'tel',
      inputMode: 'tel',
      name: 'phone',
    });
    expect(control('Email')).to.include({ autocomplete: 'email', type: 'email', inputMode: 'email' });
    form.element.goToStep('address');
    await form.settled();
    expect(form.list(/^State/).element()).to.include({ autocomplete: 'address-level1' });
    expect(control('ZIP code')).to.include({ autocomplete: 'postal-code', inputMode: 'text' });
  });

  it('draws nothing again while the reader types', async () => {
    const form = await IntakePage.open();
    form.element.goToStep('contact');
    await form.settled();
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    const root = form.element.shadowRoot;
    if (!root) throw new Error('no shadow root');
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    await userEvent.click(form.field('First name'));
    await userEvent.keyboard('Craig');
    expect(form.element.isUpdatePending).to.equal(false);
    expect(changes).to.have.length(0);
    observer.disconnect();
  });
});

/** Puts another way of copying in the place of the browser's, which asks for permission. */
function replaceClipboard(writeText: (text: string) => Promise<void>) {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  return () => Reflect.deleteProperty(navigator, 'clipboard');
}

describe('the receipt', () => {
  async function received(reference = 'K7M-42Q') {
    const form = await IntakePage.open();
    await form.answerAll();
    await form.press('Send application');
    expect(form.text(reference).element()).to.exist;
    return form;
  }

  it('takes focus', async () => {
    const form = await received();
    expect(form.focused).to.equal(form.heading().element());
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
    const form = await received();
    form.element.reset();
    await form.settled();
    expect(form.heading().element().textContent).to.equal('What do you drive?');
    expect(form.option(/applying as/, 'Contractor Driver').element()).to.have.property('checked', false);
    await form.answerAll();
    await form.press('Send application');
    const [first, second] = form.transport.submissions;
    expect(second?.id).to.be.a('string').and.not.equal(first?.id);
  });
});
