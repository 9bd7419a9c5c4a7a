import { expect } from '@open-wc/testing';
import { describe, it, onTestFinished, vi } from 'vitest';
import { later } from '../../src/element/load-later.ts';
import { IntakePage, soon, titles } from './intake.page.ts';

const endpoint = 'https://apply.example.com';

const yard = {
  name: 'yard',
  version: '2',
  steps: [{ key: 'shift', fields: [{ key: 'nights', kind: 'yes-no', required: true }] }],
};

/** Answers for the proxy, and gives what it was asked. */
function answerWith(answer: typeof fetch) {
  const asked = vi.spyOn(window, 'fetch').mockImplementation(answer);
  onTestFinished(() => asked.mockRestore());
  return asked;
}

/** Listens to `console.error`. */
function listenToErrors() {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => error.mockRestore());
  return () => error.mock.calls.map(([message]) => String(message));
}

describe('a form by its name', () => {
  it('is the short form where no name, or its own, is given', async () => {
    const fetched = answerWith(async () => Response.error());
    for (const name of [undefined, null, '', 'driver-short']) {
      const form = await IntakePage.open({ endpoint, form: name });
      expect(form.title).to.equal(titles.driving);
    }
    expect(fetched.mock.calls).to.deep.equal([]);
  });

  it('comes from the proxy, which is told nothing of the page', async () => {
    const fetched = answerWith(async () => Response.json(yard));
    const form = await IntakePage.open({ endpoint, form: 'yard' });
    await form.shows('Shift');
    expect(fetched.mock.calls.map(([url]) => url)).to.deep.equal([`${endpoint}/v1/forms/yard`]);
    expect(fetched.mock.calls[0]?.[1]).to.include({ credentials: 'omit', referrerPolicy: 'no-referrer' });
    await form.choose('Nights', 'Yes');
    await form.press('Send application');
    await form.shows(/^We have your application/);
    expect(form.transport.submissions[0]).to.deep.include({
      form: 'yard',
      formVersion: '2',
      answers: { nights: true },
    });
  });

  it('is asked for once, however often the page fills in answers', async () => {
    const fetched = answerWith(async () => Response.json(yard));
    const form = await IntakePage.open({ endpoint, form: 'yard' });
    await form.shows('Shift');
    for (const nights of [true, false, true]) {
      form.element.values = { nights };
      await form.settled();
      expect(form.option('Nights', nights ? 'Yes' : 'No').element()).to.have.property('checked', true);
    }
    expect(fetched.mock.calls).to.have.length(1);
  });

  const failures: [string, () => Promise<Response>][] = [
    ['the proxy does not know it', async () => new Response('', { status: 404 })],
    ['there is no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['what comes is a page', async () => new Response('<!doctype html>')],
    ['what comes is no form', async () => Response.json({ name: 'yard' })],
    [
      'it has a kind of question from the future',
      async () =>
        Response.json({ ...yard, steps: [{ key: 'one', fields: [{ key: 'iris', kind: 'eye-scan' }] }] }),
    ],
  ];
  for (const [what, answer] of failures) {
    it(`gives way to the short form, and is reported: ${what}`, async () => {
      const errors = listenToErrors();
      answerWith(answer);
      const form = await IntakePage.open({ endpoint, form: 'yard' });
      await soon(() => expect(errors()).to.have.length(1));
      expect(errors()[0]).to.match(/^<applicant-intake>: form: /);
      await form.settled();
      expect(form.title).to.equal(titles.driving);
      await form.answerDriving();
      expect(form.title).to.equal(titles.preferences);
    });
  }

  it('gives way to the short form where the element cannot load what it takes', async () => {
    const errors = listenToErrors();
    const missing = vi.spyOn(later, 'page').mockRejectedValue(new TypeError('Failed to fetch'));
    onTestFinished(() => missing.mockRestore());
    const element = document.createElement('applicant-intake');
    Object.assign(element, { endpoint, form: 'yard', locale: 'en' });
    document.body.append(element);
    onTestFinished(() => element.remove());
    await soon(() => expect(element.shadowRoot?.textContent).to.include(titles.driving));
    expect(errors()[0]).to.match(/^<applicant-intake>: /);
  });

  it('gives way to the short form where the proxy never answers', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    listenToErrors();
    answerWith(
      (_, { signal } = {}) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    );
    const element = document.createElement('applicant-intake');
    Object.assign(element, { endpoint, form: 'yard', locale: 'en' });
    document.body.append(element);
    onTestFinished(() => element.remove());
    await soon(() => {
      vi.advanceTimersByTime(1000);
      expect(element.shadowRoot?.textContent).to.include(titles.driving);
    });
  });
});
