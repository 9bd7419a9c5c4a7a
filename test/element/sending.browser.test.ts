import { expect } from '@open-wc/testing';
import { describe, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { later } from '../../src/element/load-later.ts';
import { issue } from '../../src/model/issue.ts';
import type { Accepted } from '../../src/protocol/accepted.ts';
import { TransportError, type TransportErrorKind } from '../../src/transport/transport.ts';
import { FakeTransport } from './fake-transport.ts';
import { collect, IntakePage, soon, titles } from './intake.page.ts';

/** A form that waits for its last button, and what its transport answers. */
const filledIn = (...replies: (Error | Promise<Accepted>)[]) =>
  IntakePage.openFilledIn({}, new FakeTransport(...replies));

/** An answer that comes when the test says so. */
function inTime() {
  const { promise: answer, resolve } = Promise.withResolvers<Accepted>();
  return { answer, arrive: (id: string) => resolve({ id, reference: 'K7M-42Q', status: 'queued' }) };
}

const send = 'Send application';

/** As where the part that keeps applications could not be loaded. */
function nothingCanWait() {
  const missing = vi.spyOn(later, 'offline').mockRejectedValue(new TypeError('Failed to fetch'));
  onTestFinished(() => missing.mockRestore());
}

describe('while sending', () => {
  it('says so, keeps the focus and the width, and ignores further presses', async () => {
    const { answer, arrive } = inTime();
    const form = await filledIn(answer);
    const width = form.button(send).element().getBoundingClientRect().width;
    await form.press(send);
    const button = form.button('Sending…').element();
    expect(button.getBoundingClientRect().width).to.equal(width);
    expect(form.focused).to.equal(button);
    expect(button.ariaDisabled).to.equal('true');
    expect(button).to.have.property('disabled', false);
    expect(form.element.matches(':state(submitting)')).to.equal(true);
    await userEvent.keyboard('{Enter}');
    (button as HTMLButtonElement).click();
    await form.element.submit();
    form.element.goToStep('driving');
    await form.settled();
    expect(form.transport.submissions).to.have.length(1);
    arrive(form.transport.submissions[0]?.id ?? '');
    await expectReceipt(form);
    expect(form.element.matches(':state(submitted)')).to.equal(true);
    expect(form.element.matches(':state(submitting)')).to.equal(false);
  });

  it('sends one application for a double click', async () => {
    const { answer, arrive } = inTime();
    const form = await filledIn(answer);
    await userEvent.dblClick(form.button(send));
    arrive(form.transport.submissions[0]?.id ?? '');
    await expectReceipt(form);
    expect(form.transport.submissions).to.have.length(1);
  });

  it('survives being moved within the page', async () => {
    const { answer, arrive } = inTime();
    const form = await filledIn(answer);
    await form.press(send);
    const elsewhere = document.createElement('div');
    form.element.parentElement?.append(elsewhere);
    elsewhere.append(form.element);
    await form.settled();
    expect(form.transport.signals[0]?.aborted).to.equal(false);
    arrive(form.transport.submissions[0]?.id ?? '');
    await expectReceipt(form);
  });

  it('stops when the element leaves the page, and can go on when it comes back', async () => {
    const form = await filledIn(inTime().answer);
    const failed = collect(form.element, 'intake-failed');
    await form.press(send);
    const { parentElement } = form.element;
    form.element.remove();
    await Promise.resolve();
    expect(form.transport.signals[0]?.aborted).to.equal(true);
    parentElement?.append(form.element);
    await form.settled();
    expect(failed).to.have.length(0);
    await form.press(send);
    await expectReceipt(form);
    const [first, second] = form.transport.submissions;
    expect(second).to.deep.equal(first);
  });
});

async function expectReceipt(form: IntakePage) {
  await form.shows(/^We have your application/);
  expect(form.focused).to.equal(form.heading().element());
}

describe('when sending fails', () => {
  const sentences: [TransportErrorKind, RegExp][] = [
    ['offline', /could not be reached/],
    ['timeout', /could not be reached/],
    ['busy', /could not be reached/],
    ['server', /could not be reached/],
    ['refused', /call us/],
  ];
  for (const [kind, sentence] of sentences) {
    it(`says what to do where nothing can wait: ${kind}`, async () => {
      nothingCanWait();
      const form = await filledIn(new TransportError(kind));
      const failed = collect(document, 'intake-failed');
      await form.press(send);
      await soon(() => expect(failed).to.have.length(1));
      expect(form.alert().element().textContent?.trim()).to.match(sentence);
      expect(form.button('Try again').element()).to.equal(form.focused);
      expect(failed.map((event) => [event.kind, event.waiting])).to.deep.equal([[kind, false]]);
    });
  }

  it('keeps the answers, and sends the very same application again', async () => {
    nothingCanWait();
    const form = await IntakePage.open({}, new FakeTransport(new TransportError('offline')));
    await form.answerAll();
    await form.press(send);
    expect(form.reviewed).to.include({ 'First name': 'Craig', 'ZIP code': '80207' });
    await form.press('Try again');
    await expectReceipt(form);
    const [first, second] = form.transport.submissions;
    expect(second).to.deep.equal(first);
  });

  it('tells the page of it, whatever has not been loaded', async () => {
    const never = vi.spyOn(later, 'extras').mockReturnValue(new Promise(() => {}));
    onTestFinished(() => never.mockRestore());
    const failed = collect(document, 'intake-failed');
    const transport = new FakeTransport(new TransportError('refused'));
    const form = await IntakePage.openFilledIn({}, transport);
    await form.press('Send application');
    expect(failed.map(({ kind }) => kind)).to.deep.equal(['refused']);
  });

  it('sends changed answers under the same id', async () => {
    const form = await filledIn(new TransportError('refused'));
    await form.press(send);
    await form.press(`Change ${titles.contact}`);
    await form.type('ZIP code', '80208');
    await form.press('Continue');
    await form.press(send);
    await expectReceipt(form);
    const [first, second] = form.transport.submissions;
    expect(second?.id).to.equal(first?.id);
    expect(second?.answers.postal_code).to.equal('80208');
  });

  it('takes a transport’s own error for the server’s', async () => {
    nothingCanWait();
    const form = await filledIn(new Error('bug'));
    const failed = collect(document, 'intake-failed');
    await form.press(send);
    await soon(() => expect(failed.map(({ kind }) => kind)).to.deep.equal(['server']));
  });

  it('says nothing of it any more on another step', async () => {
    const form = await filledIn(new TransportError('refused'));
    await form.press(send);
    expect(form.alert().element().textContent).to.match(/call us/);
    await form.press(`Change ${titles.contact}`);
    await form.press('Continue');
    expect(form.alert().element().textContent?.trim()).to.equal('');
    expect(form.button(send).element()).to.exist;
  });
});

describe('when an earlier version had arrived', () => {
  it('shows its receipt, and says that it is the earlier one that counts', async () => {
    const form = await filledIn(new TransportError('conflict', { reference: 'OLD-123' }));
    const accepted = collect(document, 'intake-accepted');
    await form.press(send);
    await expectReceipt(form);
    expect(form.text('OLD-123').element()).to.exist;
    expect(form.text(/earlier version/).element()).to.exist;
    expect(accepted.map(({ reference }) => reference)).to.deep.equal(['OLD-123']);
  });
});

describe('when the server finds something wrong', () => {
  const bad = issue('answers.email', 'invalid_email');

  it('leads to the first field concerned, and sends again under the same id', async () => {
    const form = await filledIn(
      new TransportError('invalid', { issues: [bad, issue('answers.cdl_type', 'invalid_option')] }),
    );
    const rejected = collect(document, 'intake-rejected');
    await form.press(send);
    expect(form.title).to.equal(titles.driving);
    expect(form.focused).to.equal(form.summary().element());
    expect(form.description(form.group('CDL class').element())).to.match(/Choose one of the options/);
    expect(rejected[0]?.issues.map(({ code }) => code)).to.deep.equal(['invalid_email', 'invalid_option']);
    await form.choose('CDL class', 'Class B');
    await form.press('Continue');
    await form.press('Continue');
    expect(form.description(form.field('Email').element())).to.match(/Enter an email address/);
    await form.type('Email', 'other@example.com');
    await form.settled();
    expect(form.field('Email').element().ariaInvalid).to.equal('false');
    await form.press('Continue');
    expect(form.title).to.equal(titles.review);
    expect(form.summary().query()).to.equal(null);
    await form.press(send);
    await expectReceipt(form);
    const [first, second] = form.transport.submissions;
    expect(second?.id).to.equal(first?.id);
  });

  it('says one general sentence about what is wrong with no field', async () => {
    const form = await filledIn(
      new TransportError('invalid', { issues: [issue('formVersion', 'unsupported_version')] }),
    );
    await form.press(send);
    expect(form.title).to.equal(titles.review);
    expect(form.alert().element().textContent).to.match(/could not take the application/);
    expect(form.summary().query()).to.equal(null);
  });
});

describe('the page', () => {
  it('can stop the sending', async () => {
    const form = await filledIn();
    const stop = (event: Event) => event.preventDefault();
    document.addEventListener('intake-submitting', stop);
    await form.press(send);
    document.removeEventListener('intake-submitting', stop);
    expect(form.transport.submissions).to.have.length(0);
    expect(form.button(send).element()).to.exist;
    await form.press(send);
    await expectReceipt(form);
  });

  it('learns nothing that was typed from any event', async () => {
    const names = ['ready', 'step', 'submitting', 'accepted', 'rejected', 'failed'] as const;
    const events = names.map((name) => collect(document, `intake-${name}`));
    const form = await IntakePage.open(
      {},
      new FakeTransport(
        new TransportError('refused'),
        new TransportError('invalid', { issues: [issue('answers.postal_code', 'invalid_postal_code')] }),
      ),
    );
    await form.answerAll();
    await form.press(send);
    await form.press('Try again');
    await form.type('ZIP code', '80208');
    await form.press('Continue');
    await form.press(send);
    await expectReceipt(form);
    expect(events.map((of) => of.length > 0)).to.deep.equal(names.map(() => true));
    // An id is made of any digits whatever.
    const told = JSON.stringify(events.flat()).replaceAll(/"[\da-f]{8}-[\da-f-]{27}"/g, 'null');
    for (const typed of ['Craig', 'Daniels', '0142', 'craig@', '8020']) expect(told).not.to.include(typed);
  });
});

describe('the field that no person sees', () => {
  /** Found past the accessibility tree, as only a robot does. */
  const trap = (form: IntakePage) =>
    form.element.shadowRoot?.querySelector('[aria-hidden=true] input') as HTMLInputElement;

  it('is out of sight and reach', async () => {
    const form = await IntakePage.open();
    expect(trap(form)).to.include({ tabIndex: -1, autocomplete: 'off' });
    expect(trap(form).closest('div')?.getBoundingClientRect()).to.include({ width: 1, height: 1 });
    expect(form.field(/empty/).query()).to.equal(null);
  });

  it('tells the proxy of whoever fills it in, and nothing of anybody else', async () => {
    const form = await filledIn();
    await form.press(send);
    await expectReceipt(form);
    expect(form.transport.submissions[0]).not.to.have.property('challenge');
    const robot = await filledIn();
    trap(robot).value = 'https://spam.example.com';
    await robot.press(send);
    await expectReceipt(robot);
    expect(robot.transport.submissions[0]).to.have.nested.property(
      'challenge.hp',
      'https://spam.example.com',
    );
  });
});
