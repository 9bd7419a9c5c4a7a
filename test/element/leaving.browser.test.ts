import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { TransportError } from '../../src/transport/transport.ts';
import { FakeTransport } from './fake-transport.ts';
import { answers, IntakePage, titles } from './intake.page.ts';
import { wouldAsk } from './would-ask.ts';

describe('closing the page', () => {
  it('asks only once something has been entered', async () => {
    const form = await IntakePage.open();
    expect(wouldAsk()).to.equal(false);
    await form.choose(/have a CDL/, 'No');
    expect(wouldAsk()).to.equal(true);
    await form.press('Continue');
    expect(wouldAsk()).to.equal(true);
  });

  it('does not ask about what the page has filled in, nor after being looked through', async () => {
    const form = await IntakePage.openAt('contact', { values: { ...answers, phone: '(720) 555 0142' } });
    expect(wouldAsk()).to.equal(false);
    await form.press('Continue');
    expect(form.title).to.equal(titles.review);
    form.element.validate();
    expect(wouldAsk()).to.equal(false);
  });

  it('does not ask once the application has arrived', async () => {
    const form = await IntakePage.openAt('contact', { values: answers });
    await form.type('First name', 'Rosa');
    expect(wouldAsk()).to.equal(true);
    await form.press('Continue');
    await form.press('Send application');
    await form.shows('We have your application, Rosa');
    expect(wouldAsk()).to.equal(false);
  });

  it('asks while the application is on its way, and after it has been refused', async () => {
    const { promise: reply, reject: fail } = Promise.withResolvers<never>();
    const form = await IntakePage.openAt('contact', { values: answers }, new FakeTransport(reply));
    await form.type('First name', 'Rosa');
    await form.press('Continue');
    await form.press('Send application');
    expect(wouldAsk()).to.equal(true);
    fail(new TransportError('refused'));
    await form
      .alert()
      .getByText(/call us/)
      .findElement();
    expect(wouldAsk()).to.equal(true);
  });

  it('does not ask after a reset, nor about a form that has left the page', async () => {
    const form = await IntakePage.open();
    await form.choose(/have a CDL/, 'No');
    form.element.reset();
    await form.settled();
    expect(wouldAsk()).to.equal(false);
    await form.choose(/have a CDL/, 'No');
    expect(wouldAsk()).to.equal(true);
    form.element.remove();
    expect(wouldAsk()).to.equal(false);
  });

  it('still asks after the form has been moved within the page', async () => {
    const form = await IntakePage.open();
    await form.choose(/have a CDL/, 'No');
    const elsewhere = document.createElement('section');
    form.element.parentElement?.append(elsewhere);
    elsewhere.append(form.element);
    await form.settled();
    expect(wouldAsk()).to.equal(true);
  });
});
