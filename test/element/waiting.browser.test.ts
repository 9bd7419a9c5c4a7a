import { expect } from '@open-wc/testing';
import { beforeEach, describe, it, onTestFinished, vi } from 'vitest';
import type { Accepted } from '../../src/protocol/accepted.ts';
import { TransportError, type TransportErrorKind } from '../../src/transport/transport.ts';
import { clearDevice } from '../device/on-device.ts';
import { comeLate } from './come-late.ts';
import { FakeTransport } from './fake-transport.ts';
import { collect, IntakePage, type Settings, soon, titles } from './intake.page.ts';
import { wouldAsk } from './would-ask.ts';

const send = 'Send application';
const waiting = 'Saved, and not sent yet';

/** What a busy proxy says, so that nothing is tried again by itself for as long as a test lasts. */
const busy = () => new TransportError('busy', { retryAfterMs: 60_000 });

/** An application that has been sent to no avail, and waits. */
async function sentInVain(settings: Settings = {}, ...then: (Error | Promise<Accepted>)[]) {
  const form = await IntakePage.openFilledIn(settings, new FakeTransport(busy(), ...then));
  await form.press(send);
  await form.shows(waiting);
  return form;
}

/** As where there is no network at all. */
function goOffline() {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  onTestFinished(() => online.mockRestore());
}

beforeEach(clearDevice);

describe('an application that cannot be sent', () => {
  it('waits, and says so, with the focus on it', async () => {
    const failed = collect(document, 'intake-failed');
    const form = await sentInVain();
    expect(form.focused).to.equal(form.heading().element());
    expect(form.text(/safe on this device and goes out by itself/).element()).to.exist;
    expect(form.element.matches(':state(waiting)')).to.equal(true);
    await soon(() => expect(failed.map((each) => [each.kind, each.waiting])).to.deep.equal([['busy', true]]));
  });

  for (const kind of ['offline', 'timeout', 'server'] as TransportErrorKind[]) {
    it(`waits whatever the reason: ${kind}`, async () => {
      goOffline();
      const form = await IntakePage.openFilledIn({}, new FakeTransport(new TransportError(kind)));
      await form.press(send);
      await form.shows(waiting);
      expect(form.transport.submissions).to.have.length(1);
    });
  }

  it('is not said to wait if it gets through at once', async () => {
    const form = await IntakePage.openFilledIn({}, new FakeTransport(new TransportError('offline')));
    const failed = collect(document, 'intake-failed');
    await form.press(send);
    await form.shows('We have your application, Craig');
    const [first, second] = form.transport.submissions;
    expect(second).to.deep.equal(first);
    expect(failed).to.have.length(0);
  });

  it('goes out when the reader asks, as the very same application', async () => {
    const form = await sentInVain();
    const accepted = collect(document, 'intake-accepted');
    await form.press('Try now');
    await form.shows('We have your application, Craig');
    expect(form.focused).to.equal(form.heading().element());
    expect(form.element.matches(':state(waiting)')).to.equal(false);
    const [first, second] = form.transport.submissions;
    expect(second).to.deep.equal(first);
    await soon(() => expect(accepted.map(({ id }) => id)).to.deep.equal([first?.id]));
  });

  it('says so while it is tried, and waits on if that fails', async () => {
    const { promise: reply, reject: fail } = Promise.withResolvers<never>();
    const form = await sentInVain({}, reply);
    await form.press('Try now');
    const button = form.button(/Sending/).element();
    expect(button.ariaDisabled).to.equal('true');
    await soon(() => expect(form.transport.submissions).to.have.length(2));
    fail(busy());
    await soon(() => expect(form.button('Try now').element().ariaDisabled).to.equal('false'));
    expect(form.title).to.equal(waiting);
  });

  it('goes out by itself once the network is back', async () => {
    const form = await sentInVain();
    dispatchEvent(new Event('online'));
    await form.shows('We have your application, Craig');
  });

  it('can be taken back, changed and sent', async () => {
    const form = await sentInVain();
    await form.press('Change answers');
    await form.shows(titles.review);
    await form.press(`Change ${titles.contact}`);
    await form.type('First name', 'Rosa');
    await form.press('Continue');
    await form.press(send);
    await form.shows('We have your application, Rosa');
    const [first, second] = form.transport.submissions;
    expect(second?.id).to.equal(first?.id);
    expect(second?.answers).to.include({ first_name: 'Rosa' });
  });

  it('leads to what is wrong with it once the proxy says so', async () => {
    const bad = new TransportError('invalid', {
      issues: [{ path: 'answers.email', code: 'invalid_email', params: {} }],
    });
    const form = await sentInVain({}, bad);
    await form.press('Try now');
    await form.shows(titles.contact);
    expect(form.focused).to.equal(form.summary().element());
  });

  it('is not asked about when the page closes: the device keeps it', async () => {
    const form = await sentInVain();
    expect(wouldAsk()).to.equal(false);
    expect(form.title).to.equal(waiting);
  });

  it('stays where the reader is: neither the page nor Back leads away', async () => {
    const form = await sentInVain();
    form.element.goToStep('driving');
    await form.settled();
    expect(form.title).to.equal(waiting);
  });

  it('goes out when the element comes back to the page after a while', async () => {
    const form = await sentInVain();
    const { element } = form;
    const { parentElement } = element;
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    parentElement?.append(element);
    await form.shows('We have your application, Craig');
    const [first, ...others] = form.transport.submissions;
    expect(others).to.deep.equal([first]);
  });

  it('goes out with the next visit to the page, and the reader is told', async () => {
    const endpoint = 'https://apply.example.com';
    const form = await sentInVain({ endpoint });
    const [sent] = form.transport.submissions;
    form.element.remove();
    const visit = await IntakePage.open({ endpoint });
    const news = 'The application you finished earlier has been sent. Your reference: K7M-42Q';
    await soon(() => expect(visit.status().element().textContent).to.equal(news));
    expect(visit.text(news).elements()).to.have.length(2);
    expect(visit.transport.submissions).to.deep.equal([sent]);
    expect(visit.title).to.equal(titles.driving);
  });

  it('goes out also with a visit whose element was away when what sends came', async () => {
    const endpoint = 'https://apply.example.com';
    const before = await sentInVain({ endpoint });
    before.element.remove();
    const arrive = comeLate();
    const { element, transport } = await IntakePage.open({ endpoint });
    const { parentElement } = element;
    element.remove();
    arrive();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(transport.submissions).to.have.length(0);
    parentElement?.append(element);
    await soon(() => expect(transport.submissions).to.deep.equal(before.transport.submissions));
  });
});

describe('an application with sensitive answers', () => {
  const definition = {
    name: 'own',
    version: '1',
    steps: [{ key: 'one', fields: [{ key: 'badge', kind: 'text', sensitive: true }] }],
  } as const;

  it('waits on the page alone, which has to stay open', async () => {
    const form = await IntakePage.open({ definition }, new FakeTransport(busy()));
    await form.type(/^Badge/, '4711');
    await form.press(send);
    await form.shows(waiting);
    expect(form.text(/Keep this page open/).element()).to.exist;
    expect(wouldAsk()).to.equal(true);
    await form.press('Try now');
    await form.shows(/^We have your application/);
  });
});
