import { expect, html } from '@open-wc/testing';
import { describe, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FakeTransport } from './fake-transport.ts';
import { collect, IntakePage, titles } from './intake.page.ts';

const withNotice = (notice: unknown) => IntakePage.openFilledIn({}, new FakeTransport(), notice);

describe('controls that the page puts into a slot', () => {
  it('are none of the form’s', async () => {
    const form = await withNotice(
      html`<div slot="legal"><input name="postal_code" aria-label="Theirs"></div>`,
    );
    const theirs = form.element.querySelector('input') as HTMLInputElement;
    await userEvent.fill(theirs, 'overwritten');
    await userEvent.tab();
    theirs.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    expect(form.element.validate()).to.deep.equal([]);
    await form.settled();
    expect(form.reviewed).to.include({ 'ZIP code': '80207' });
  });

  it('submit a form of their own and nothing else', async () => {
    const form = await withNotice(
      html`<form slot="legal"><button type="submit" aria-label="Subscribe"></button></form>`,
    );
    const theirs = form.element.querySelector('form') as HTMLFormElement;
    const submitted: boolean[] = [];
    theirs.addEventListener('submit', (event) => {
      // Whoever prevented it before the page could was not the page.
      submitted.push(event.defaultPrevented);
      event.preventDefault();
    });
    theirs.requestSubmit();
    await form.settled();
    expect(submitted).to.deep.equal([false]);
    expect(form.summary().query()).to.equal(null);
    expect(form.title).to.equal(titles.review);
  });
});

describe('listeners', () => {
  it('on the window stay as many as they were, and go with the element', async () => {
    const listening: string[] = [];
    const added = vi.spyOn(window, 'addEventListener');
    const removed = vi.spyOn(window, 'removeEventListener');
    const form = await IntakePage.open();
    const counted = ({ mock }: typeof added) =>
      mock.calls.filter(([type]) => type.startsWith('pointer')).length;
    const now = () => counted(added) - counted(removed);
    const before = now();
    for (const label of ['Yes', 'No', 'Yes']) await form.choose(/have a CDL/, label);
    expect(now()).to.equal(before);
    expect(counted(added)).to.be.greaterThan(0);
    form.element.remove();
    for (const [type, listener] of added.mock.calls) {
      const gone = removed.mock.calls.some((call) => call[0] === type && call[1] === listener);
      if (type.startsWith('pointer') && !gone) listening.push(type);
    }
    added.mockRestore();
    removed.mockRestore();
    expect(listening).to.deep.equal([]);
  });
});

describe('a page that submits while it is asked', () => {
  it('gets one application', async () => {
    const form = await IntakePage.openFilledIn();
    let asked = 0;
    form.element.addEventListener('intake-submitting', () => {
      asked += 1;
      if (asked < 9) void form.element.submit();
    });
    await form.press('Send application');
    expect(asked).to.equal(1);
    expect(form.transport.submissions).to.have.length(1);
  });

  it('gets none when it begins another instead', async () => {
    const form = await IntakePage.openFilledIn();
    form.element.addEventListener('intake-submitting', () => form.element.reset(), { once: true });
    await form.press('Send application');
    expect(form.transport.submissions).to.have.length(0);
    expect(collect(form.element, 'intake-failed')).to.have.length(0);
  });
});
