import { expect } from '@open-wc/testing';
import { beforeEach, describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { TransportError } from '../../src/transport/transport.ts';
import { clearDevice } from '../device/on-device.ts';
import { FakeTransport } from '../element/fake-transport.ts';
import { IntakePage, soon, titles } from '../element/intake.page.ts';
import { Announcements } from './announcements.ts';

const send = 'Send application';
const busy = () => new TransportError('busy', { retryAfterMs: 60_000 });

/** Leaves a field with the keyboard; it is checked a moment later. */
async function tab(form: IntakePage) {
  await userEvent.tab();
  await new Promise((resolve) => setTimeout(resolve));
  await form.settled();
}

beforeEach(clearDevice);

describe('a screen reader says once', () => {
  it('that another step shows', async () => {
    const form = await IntakePage.open();
    await form.choose(/applying as/, 'Company Driver');
    await form.choose(/have a CDL/, 'No');
    await userEvent.click(form.button('Continue'));
    const said = new Announcements(form);
    await form.press('Back');
    await form.shows(titles.driving);
    expect(await said.take()).to.deep.equal(['focus: Back', `focus: ${titles.driving}`]);
    (form.button('Continue').element() as HTMLElement).focus();
    await said.take();
    await userEvent.keyboard('{Enter}');
    expect(await said.take()).to.deep.equal([`focus: ${titles.preferences}`]);
  });

  it('that answers are missing, each time', async () => {
    const form = await IntakePage.open();
    const next = form.button('Continue').element() as HTMLElement;
    const said = new Announcements(form);
    for (const _ of [1, 2]) {
      next.focus();
      await said.take();
      await userEvent.keyboard('{Enter}');
      expect(await said.take()).to.deep.equal(['focus: Check these 2 answers']);
    }
  });

  it('what is wrong with a field that was left, and when that has been put right', async () => {
    const form = await IntakePage.openAt('contact');
    await userEvent.type(form.field('Email'), 'craig@');
    const said = new Announcements(form);
    await tab(form);
    const wrong = 'status: Email: Enter an email address like name@example.com';
    expect(await said.take()).to.deep.equal(['focus: Street address optional', wrong]);
    (form.field('Email').element() as HTMLElement).focus();
    await said.take();
    await userEvent.keyboard('{End}example.com');
    expect(await said.take()).to.deep.equal(['status: Email: Fixed']);
    await tab(form);
    expect(await said.take()).to.deep.equal(['focus: Street address optional']);
  });

  it('that an answer in the list has been put right', async () => {
    const form = await IntakePage.open();
    await form.press('Continue');
    (form.option(/have a CDL/, 'Yes').element() as HTMLElement).focus();
    const said = new Announcements(form);
    await userEvent.keyboard(' ');
    expect(await said.take()).to.deep.equal(['status: Do you have a CDL?: Fixed']);
  });

  it('that an application is being sent, and that it has arrived', async () => {
    const { promise: reply, resolve } = Promise.withResolvers<never>();
    const form = await IntakePage.openFilledIn({}, new FakeTransport(reply));
    (form.button(send).element() as HTMLElement).focus();
    const said = new Announcements(form);
    await userEvent.keyboard('{Enter}');
    expect(await said.take()).to.deep.equal(['status: Sending…']);
    resolve({ id: '', reference: 'K7M-42Q', status: 'queued' } as never);
    await form.shows('We have your application, Craig');
    expect(await said.take()).to.deep.equal(['focus: We have your application, Craig']);
  });

  it('that it could not be sent, each time', async () => {
    const transport = new FakeTransport(new TransportError('refused'), new TransportError('refused'));
    const form = await IntakePage.openFilledIn({}, transport);
    (form.button(send).element() as HTMLElement).focus();
    const said = new Announcements(form);
    for (const _ of [1, 2]) {
      await userEvent.keyboard('{Enter}');
      await soon(() => expect(form.alert().element().textContent).to.match(/cannot send/));
      const refused = 'alert: This page cannot send applications now, so call us instead.';
      expect(await said.take()).to.deep.equal(['status: Sending…', refused]);
    }
  });

  it('that the server has found something wrong', async () => {
    const issues = [{ path: 'answers.email', code: 'invalid_email', params: {} } as const];
    const form = await IntakePage.openFilledIn(
      {},
      new FakeTransport(new TransportError('invalid', { issues })),
    );
    (form.button(send).element() as HTMLElement).focus();
    const said = new Announcements(form);
    await userEvent.keyboard('{Enter}');
    await form.shows(titles.contact);
    expect(await said.take()).to.deep.equal(['status: Sending…', 'focus: Check this answer']);
  });

  it('that it waits, and what becomes of each try that the reader asks for', async () => {
    const form = await IntakePage.openFilledIn({}, new FakeTransport(busy(), busy(), busy()));
    (form.button(send).element() as HTMLElement).focus();
    const said = new Announcements(form);
    await userEvent.keyboard('{Enter}');
    await form.shows('Saved, and not sent yet');
    expect(await said.take()).to.deep.equal(['status: Sending…', 'focus: Saved, and not sent yet']);
    (form.button('Try now').element() as HTMLElement).focus();
    await said.take();
    for (const tries of [2, 3]) {
      await userEvent.keyboard('{Enter}');
      await soon(() => expect(form.transport.submissions).to.have.length(tries));
      await soon(() => expect(form.button('Try now').element().ariaDisabled).to.equal('false'));
      expect(await said.take()).to.deep.equal(['status: Sending…', 'status: Saved, and not sent yet']);
    }
    await form.press('Change answers');
    await form.shows(titles.review);
  });

  it('that the reference has been copied, each time', async () => {
    const form = await IntakePage.openFilledIn();
    await form.press(send);
    await form.shows('We have your application, Craig');
    (form.button('Copy').element() as HTMLElement).focus();
    const said = new Announcements(form);
    for (const _ of [1, 2]) {
      await userEvent.keyboard('{Enter}');
      await soon(() => expect(form.status().element().textContent).to.match(/ready to copy|Copied/));
      expect(await said.take()).to.have.length(1);
    }
  });

  it('that the language has changed', async () => {
    const form = await IntakePage.open({ languages: 'en es' });
    (form.button('Español').element() as HTMLElement).focus();
    const said = new Announcements(form);
    await userEvent.keyboard('{Enter}');
    await form.inLanguage('es');
    expect(await said.take()).to.deep.equal(['Español: aria-pressed true']);
  });

  it('the heading in the only other language once that has been chosen', async () => {
    const form = await IntakePage.open({ languages: 'es' });
    (form.button('Español').element() as HTMLElement).focus();
    const said = new Announcements(form);
    await userEvent.keyboard('{Enter}');
    await form.inLanguage('es');
    expect(await said.take()).to.deep.equal(['focus: ¿Qué busca?']);
  });

  it('that answers are kept on the device, and that they have been cleared from it', async () => {
    const form = await IntakePage.open({ saveDraft: true });
    const said = new Announcements(form);
    (form.option(/applying as/, 'Company Driver').element() as HTMLElement).focus();
    await userEvent.keyboard(' ');
    await soon(() => expect(form.button('Clear this device').element()).to.exist);
    const kept = 'status: Your answers are kept on this device for two weeks.';
    expect((await said.take()).slice(1)).to.deep.equal([kept]);
    (form.button('Clear this device').element() as HTMLElement).focus();
    await said.take();
    await userEvent.keyboard('{Enter}');
    await soon(() => expect(form.button('Undo').element()).to.exist);
    expect(await said.take()).to.deep.equal(['status: Cleared.']);
  });
});
