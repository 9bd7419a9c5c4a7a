import { expect, fixture, html } from '@open-wc/testing';
import { describe, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import { TransportError } from '../../src/transport/transport.ts';
import { FakeTransport } from './fake-transport.ts';
import { answers, collect, IntakePage, soon, titles } from './intake.page.ts';

const href = location.href;

/** The browser's own buttons. A step must have been pushed before, or the page of the tests itself would go. */
async function browserBack(form: IntakePage, title: string) {
  history.back();
  await form.shows(title);
}
async function browserForward(form: IntakePage, title: string) {
  history.forward();
  await form.shows(title);
}

/** Forms of one page, one below the other. */
async function openTwo() {
  const main = await fixture(html`<main>
    <section><applicant-intake locale="en"></applicant-intake></section>
    <section><applicant-intake locale="en"></applicant-intake></section>
  </main>`);
  const [first, second] = await Promise.all([...main.children].map(IntakePage.within));
  return { first, second } as { first: IntakePage; second: IntakePage };
}

/** Whatever passes through the browser's history has arrived once this has gone there and back. */
async function historySettled() {
  await new Promise((resolve) => setTimeout(resolve, 30));
}

describe('the browser’s back button', () => {
  it('goes back a step, and forward again, under the same address', async () => {
    const form = await IntakePage.open();
    const steps = collect(document, 'intake-step');
    await form.answerDriving();
    await form.answerPreferences();
    await browserBack(form, titles.preferences);
    expect(form.focused).to.equal(form.heading().element());
    await browserBack(form, titles.driving);
    await browserForward(form, titles.preferences);
    await browserForward(form, titles.contact);
    expect(location.href).to.equal(href);
    expect(steps.map(({ from, to }) => `${from} → ${to}`)).to.deep.equal([
      'driving → preferences',
      'preferences → contact',
      'contact → preferences',
      'preferences → driving',
      'driving → preferences',
      'preferences → contact',
    ]);
  });

  it('loses nothing, not even what has been typed since', async () => {
    const form = await IntakePage.openAt('preferences');
    await form.answerPreferences();
    await form.type('First name', 'Craig');
    await browserBack(form, titles.preferences);
    expect(form.option(/like to drive/, 'Solo Driving').element()).to.have.property('checked', true);
    await browserForward(form, titles.contact);
    expect(form.field('First name').element()).to.have.property('value', 'Craig');
  });

  it('leads back to the review from a change', async () => {
    const form = await IntakePage.openFilledIn();
    await form.press(`Change ${titles.contact}`);
    await browserBack(form, titles.review);
    await form.press(`Change ${titles.preferences}`);
    await form.press('Continue');
    expect(form.title).to.equal(titles.review);
  });

  it('takes away complaints with the step that had them', async () => {
    const form = await IntakePage.open();
    await form.answerDriving();
    await form.press('Continue');
    expect(form.summary().element()).to.exist;
    await browserBack(form, titles.driving);
    expect(form.summary().query()).to.equal(null);
    await browserForward(form, titles.preferences);
    expect(form.summary().query()).to.equal(null);
  });

  it('does not take the receipt away', async () => {
    const form = await IntakePage.openFilledIn();
    await form.press('Send application');
    await form.shows('We have your application, Craig');
    history.back();
    await historySettled();
    expect(form.title).to.equal('We have your application, Craig');
    expect(form.transport.submissions).to.have.length(1);
  });

  it('concerns no form that has left the page', async () => {
    const form = await IntakePage.open();
    await form.answerDriving();
    const steps = collect(form.element, 'intake-step');
    form.element.remove();
    history.back();
    await historySettled();
    expect(steps).to.have.length(0);
  });

  it('knows nothing of a form that stood in the same place before', async () => {
    const before = await IntakePage.open();
    await before.answerDriving();
    before.element.remove();
    const form = await IntakePage.open();
    expect(form.title).to.equal(titles.driving);
    await form.answerDriving();
    await browserBack(form, titles.driving);
  });
});

describe('the form’s Back button', () => {
  it('is the browser’s: no entry is added, and forward undoes it', async () => {
    const form = await IntakePage.open();
    await form.answerDriving();
    const { length } = history;
    await form.back(titles.driving);
    expect(history.length).to.equal(length);
    await browserForward(form, titles.preferences);
  });

  it('goes back one step when it is pressed twice, however soon', async () => {
    const form = await IntakePage.open();
    await form.answerDriving();
    await form.answerPreferences();
    const back = form.button('Back').element() as HTMLElement;
    back.click();
    back.click();
    await form.shows(titles.preferences);
    await historySettled();
    expect(form.title).to.equal(titles.preferences);
    await userEvent.dblClick(form.button('Back'));
    await historySettled();
    expect(form.title).to.equal(titles.driving);
  });

  it('goes back a step where the browser’s would lead elsewhere', async () => {
    const form = await IntakePage.open();
    await form.answerDriving();
    await form.answerPreferences();
    // A page that keeps a state of its own, and thinks of nobody else's.
    history.replaceState(null, '');
    await form.back(titles.preferences);
    await browserBack(form, titles.contact);
  });

  it('goes back a step where a page may not write to the history', async () => {
    const form = await IntakePage.open();
    const { pushState, replaceState } = history;
    onTestFinished(() => {
      Object.assign(history, { pushState, replaceState });
    });
    const refuse = () => {
      throw new DOMException('too many', 'SecurityError');
    };
    Object.assign(history, { pushState: refuse, replaceState: refuse });
    await form.answerDriving();
    await form.answerPreferences();
    await form.back(titles.preferences);
    await form.back(titles.driving);
  });

  it('goes back one step where the page may write no more', async () => {
    const form = await IntakePage.open();
    await form.answerDriving();
    const { pushState } = history;
    onTestFinished(() => {
      Object.assign(history, { pushState });
    });
    history.pushState = () => {
      throw new DOMException('too many', 'SecurityError');
    };
    await form.answerPreferences();
    await form.back(titles.preferences);
    await form.back(titles.driving);
  });
});

describe('what the page itself does with the history', () => {
  it('keeps its own state on every step', async () => {
    const form = await IntakePage.open();
    history.replaceState({ theirs: { page: 7 } }, '');
    await form.answerDriving();
    expect(history.state).to.deep.include({ theirs: { page: 7 } });
    await browserBack(form, titles.driving);
    expect(history.state).to.deep.include({ theirs: { page: 7 } });
  });

  it('leaves the form where it is: links within the page', async () => {
    const form = await IntakePage.open();
    const [jobs, link] = [document.createElement('h3'), document.createElement('a')];
    Object.assign(jobs, { id: 'jobs' });
    Object.assign(link, { href: '#jobs', textContent: 'Our jobs' });
    form.element.before(link, jobs);
    await form.answerDriving();
    const steps = collect(document, 'intake-step');
    await userEvent.click(link);
    await soon(() => expect(location.hash).to.equal('#jobs'));
    await form.settled();
    expect(form.title).to.equal(titles.preferences);
    history.back();
    await soon(() => expect(location.hash).to.equal(''));
    await form.settled();
    expect(form.title).to.equal(titles.preferences);
    expect(steps).to.have.length(0);
    await browserBack(form, titles.driving);
  });

  it('does not come between a step and the one before it', async () => {
    const form = await IntakePage.open();
    await form.answerDriving();
    location.hash = '#jobs';
    await historySettled();
    await form.answerPreferences();
    expect(location.hash).to.equal('#jobs');
    await form.back(titles.preferences);
    await form.back(titles.driving);
    await browserBack(form, titles.preferences);
    history.back();
    await soon(() => expect(location.hash).to.equal(''));
    expect(form.title).to.equal(titles.preferences);
  });
});

describe('a page that keeps its history to itself', () => {
  it('has no entry added, and the form’s Back button works all the same', async () => {
    const form = await IntakePage.open({ noHistory: true });
    history.replaceState({ theirs: 1 }, '');
    const { length } = history;
    await form.answerDriving();
    await form.answerPreferences();
    await form.back(titles.preferences);
    await form.back(titles.driving);
    expect(history.length).to.equal(length);
    expect(history.state).to.deep.equal({ theirs: 1 });
  });
});

describe('two forms on a page', () => {
  it('go back each by itself, the last one first', async () => {
    const { first, second } = await openTwo();
    await first.answerDriving();
    await second.answerDriving();
    await first.answerPreferences();
    await browserBack(first, titles.preferences);
    expect(second.title).to.equal(titles.preferences);
    await browserBack(second, titles.driving);
    expect(first.title).to.equal(titles.preferences);
    await browserBack(first, titles.driving);
    expect(second.title).to.equal(titles.driving);
    await browserForward(first, titles.preferences);
    await browserForward(second, titles.preferences);
    await browserForward(first, titles.contact);
    expect(second.title).to.equal(titles.preferences);
  });

  it('have Back buttons that move no other form', async () => {
    const { first, second } = await openTwo();
    await first.answerDriving();
    await second.answerDriving();
    await first.back(titles.driving);
    expect(second.title).to.equal(titles.preferences);
    await second.back(titles.driving);
    expect(first.title).to.equal(titles.driving);
  });

  it('do not take the focus from each other', async () => {
    const { first, second } = await openTwo();
    await first.answerDriving();
    await second.answerDriving();
    await first.answerPreferences();
    await browserBack(first, titles.preferences);
    expect(document.activeElement).to.equal(first.element);
    await browserBack(second, titles.driving);
    expect(document.activeElement).to.equal(second.element);
  });
});

describe('while an application is on its way', () => {
  it('Back does nothing, and afterwards goes back one step', async () => {
    const { promise: reply, reject: fail } = Promise.withResolvers<never>();
    const form = await IntakePage.openAt('contact', { values: answers }, new FakeTransport(reply));
    await form.press('Continue');
    await form.press('Send application');
    (form.button('Back').element() as HTMLButtonElement).click();
    await historySettled();
    expect(form.title).to.equal(titles.review);
    fail(new TransportError('refused'));
    await soon(() => expect(form.alert().element().textContent).to.match(/call us/));
    await form.back(titles.contact);
  });
});
