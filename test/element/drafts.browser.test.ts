import { expect } from '@open-wc/testing';
import { beforeEach, describe, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { later } from '../../src/element/load-later.ts';
import { TransportError } from '../../src/transport/transport.ts';
import { clearDevice, everythingAsText } from '../device/on-device.ts';
import { comeLate } from './come-late.ts';
import { FakeTransport } from './fake-transport.ts';
import { answers, collect, IntakePage, type Settings, soon, titles } from './intake.page.ts';
import { wouldAsk } from './would-ask.ts';

const endpoint = 'https://apply.example.com';
const keeping: Settings = { endpoint, saveDraft: true };

/** A form whose answers are on the device, and which has left the page. */
async function leaveWithDraft(fill: (form: IntakePage) => Promise<unknown>, settings: Settings = {}) {
  const form = await IntakePage.open({ ...keeping, ...settings });
  await fill(form);
  await kept(form);
  form.element.remove();
}

async function kept(form: IntakePage) {
  await soon(() => expect(form.button('Clear this device').query()).to.exist);
}

const answerContact = async (form: IntakePage) => {
  await form.answerDriving();
  await form.answerPreferences();
  await form.type('First name', 'Rosa');
};

beforeEach(clearDevice);

describe('where what keeps drafts comes late', () => {
  it('a draft is back also if it could be had at the second attempt only', async () => {
    await leaveWithDraft(answerContact);
    const failing = vi.spyOn(later, 'sending').mockRejectedValueOnce(new TypeError('Failed to fetch'));
    onTestFinished(() => failing.mockRestore());
    const form = await IntakePage.open(keeping);
    await form.shows(titles.contact);
    expect(form.field('First name').element()).to.have.property('value', 'Rosa');
  });

  it('what was entered before is kept', async () => {
    const arrive = comeLate();
    const form = await IntakePage.open(keeping);
    await form.choose(/applying as/, 'Company Driver');
    arrive();
    await kept(form);
  });

  it('a reader who has gone on stays there', async () => {
    await leaveWithDraft((form) => form.goTo('contact').then(() => form.type('First name', 'Rosa')), {
      values: answers,
    });
    const arrive = comeLate();
    const form = await IntakePage.open({ ...keeping, values: answers });
    await form.press('Continue');
    await form.shows(titles.preferences);
    arrive();
    await form.element.clearDraft();
    expect(form.title).to.equal(titles.preferences);
  });
});

describe('what has been entered', () => {
  it('is back on the next visit, at the step where the reader left', async () => {
    await leaveWithDraft(answerContact);
    const form = await IntakePage.open(keeping);
    expect(form.title).to.equal(titles.contact);
    expect(form.field('First name').element()).to.have.property('value', 'Rosa');
    expect(form.focused).to.equal(null);
    await form.goTo('driving');
    expect(form.option('CDL class', 'Class A').element()).to.have.property('checked', true);
  });

  it('does not keep the form away when it cannot be had', async () => {
    const never = vi.spyOn(later, 'sending').mockReturnValue(new Promise(() => {}));
    onTestFinished(() => never.mockRestore());
    const form = await IntakePage.open(keeping);
    expect(form.title).to.equal(titles.driving);
  });

  it('goes out under the id it was begun with', async () => {
    const asked = collect(document, 'intake-submitting');
    await leaveWithDraft(
      async (form) => {
        await form.goTo('contact');
        await form.type('First name', 'Rosa');
        form.element.addEventListener('intake-submitting', (event) => event.preventDefault());
        await form.element.submit();
      },
      { values: answers },
    );
    const form = await IntakePage.open({ ...keeping, values: answers });
    await form.element.submit();
    await form.shows('We have your application, Rosa');
    expect(asked).to.have.length(2);
    expect(asked[1]?.id).to.equal(asked[0]?.id);
    expect(form.transport.submissions[0]?.id).to.equal(asked[0]?.id);
  });

  it('does not stay on the device unless the page wants it', async () => {
    const form = await IntakePage.open({ endpoint });
    await answerContact(form);
    form.element.remove();
    const next = await IntakePage.open(keeping);
    expect(next.title).to.equal(titles.driving);
    expect(next.text(/kept on this device/).query()).to.equal(null);
  });

  it('is encrypted there', async () => {
    await leaveWithDraft(answerContact);
    expect(await everythingAsText())
      .not.to.include('Rosa')
      .and.not.include('CONTRACTOR');
  });

  it('is nobody else’s: another proxy’s form does not find it', async () => {
    await leaveWithDraft(answerContact);
    const form = await IntakePage.open({ ...keeping, endpoint: 'https://other.example.com' });
    expect(form.title).to.equal(titles.driving);
  });

  it('is kept, so that closing the page loses nothing', async () => {
    const form = await IntakePage.open(keeping);
    await form.choose(/have a CDL/, 'No');
    expect(wouldAsk()).to.equal(true);
    await kept(form);
    expect(wouldAsk()).to.equal(false);
  });

  it('is kept at once when the page is hidden, which may be the last that is heard of it', async () => {
    const form = await IntakePage.open(keeping);
    // The moment after the last change never comes.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await form.choose(/have a CDL/, 'No');
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'visibilityState');
    vi.useRealTimers();
    await kept(form);
  });

  it('is gone from the device once the application has arrived', async () => {
    await leaveWithDraft(async (form) => {
      await form.goTo('contact');
      await form.type('First name', 'Rosa');
    });
    const form = await IntakePage.open({ ...keeping, values: answers });
    await form.press('Continue');
    await form.press('Send application');
    await form.shows('We have your application, Rosa');
    form.element.remove();
    const next = await IntakePage.open(keeping);
    expect(next.title).to.equal(titles.driving);
    await next.goTo('contact');
    expect(next.field('First name').element()).to.have.property('value', '');
  });

  it('is gone from the device after a reset', async () => {
    const form = await IntakePage.open(keeping);
    await form.choose(/have a CDL/, 'No');
    await kept(form);
    form.element.reset();
    await form.settled();
    expect(form.text(/kept on this device/).query()).to.equal(null);
    form.element.remove();
    const next = await IntakePage.open(keeping);
    expect(next.option(/have a CDL/, 'No').element()).to.have.property('checked', false);
  });

  it('stays on the page when the page clears the device', async () => {
    const form = await IntakePage.open(keeping);
    await form.choose(/have a CDL/, 'No');
    await kept(form);
    await form.element.clearDraft();
    await form.settled();
    expect(form.option(/have a CDL/, 'No').element()).to.have.property('checked', true);
    form.element.remove();
    const next = await IntakePage.open(keeping);
    expect(next.option(/have a CDL/, 'No').element()).to.have.property('checked', false);
  });

  it('is kept as it was changed after it could not be sent', async () => {
    const steps = [{ key: 'one', fields: [{ key: 'yard', kind: 'text' }] }] as const;
    const own = { ...keeping, definition: { name: 'own', version: '1', steps } };
    const form = await IntakePage.open(own, new FakeTransport(new TransportError('refused')));
    await form.type(/^Yard/, 'North');
    await kept(form);
    await form.press('Send application');
    await soon(() => expect(form.text(/call us/).query()).to.exist);
    await form.type(/^Yard/, 'South');
    form.element.remove();
    const next = await IntakePage.open(own);
    expect(next.field(/^Yard/).element()).to.have.property('value', 'South');
  });

  it('does not include answers marked as sensitive', async () => {
    const definition = {
      name: 'own',
      version: '1',
      steps: [
        {
          key: 'one',
          fields: [
            { key: 'badge', kind: 'text', sensitive: true },
            { key: 'yard', kind: 'text' },
          ],
        },
      ],
    } as const;
    await leaveWithDraft(
      async (form) => {
        await form.type(/^Badge/, '4711');
        await form.type(/^Yard/, 'North');
      },
      { definition },
    );
    const form = await IntakePage.open({ ...keeping, definition });
    expect(form.field(/^Yard/).element()).to.have.property('value', 'North');
    expect(form.field(/^Badge/).element()).to.have.property('value', '');
  });
});

describe('a consent', () => {
  const ticked = (settings: Settings) =>
    leaveWithDraft(
      async (form) => {
        await form.goTo('review');
        await userEvent.click(form.consent());
      },
      { values: answers, ...settings },
    );

  it('is still given on the next visit to the same text', async () => {
    await ticked({ employer: 'Example Freight' });
    const form = await IntakePage.open({ ...keeping, values: answers, employer: 'Example Freight' });
    expect(form.title).to.equal(titles.review);
    expect(form.consent().element()).to.have.property('checked', true);
  });

  it('to another text has to be given anew', async () => {
    await ticked({ employer: 'Example Freight' });
    const form = await IntakePage.open({ ...keeping, values: answers, employer: 'Other Freight' });
    expect(form.consent().element()).to.have.property('checked', false);
    await form.press('Send application');
    await form.shows(/^We have your application/);
    const sms = form.transport.submissions[0]?.consents.find(({ document }) => document === 'sms');
    expect(sms).to.include({ granted: false });
  });
});

describe('clearing the device', () => {
  it('empties the form, says so, and can be undone', async () => {
    const form = await IntakePage.open(keeping, new FakeTransport());
    await answerContact(form);
    await kept(form);
    await form.press('Clear this device');
    expect(form.title).to.equal(titles.driving);
    expect(form.option('CDL class', 'Class A').query()).to.equal(null);
    expect(form.status().element().textContent).to.equal('Cleared.');
    expect(form.focused).to.equal(form.button('Undo').element());
    await form.press('Undo');
    expect(form.title).to.equal(titles.contact);
    expect(form.field('First name').element()).to.have.property('value', 'Rosa');
    expect(form.focused).to.equal(form.heading().element());
    await kept(form);
  });

  it('says so even where the last answers are just being kept', async () => {
    const form = await IntakePage.openAt('contact', keeping);
    await form.type('First name', 'Rosa');
    await kept(form);
    const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
    const slow = vi.spyOn(crypto.subtle, 'encrypt').mockImplementation(async (...given) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return encrypt(...given);
    });
    onTestFinished(() => slow.mockRestore());
    await form.type('First name', 'Rosalia');
    await soon(() => expect(slow.mock.calls).to.have.length(1));
    await form.press('Clear this device');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(form.button('Undo').query()).to.exist;
  });

  it('leaves nothing for the next visit', async () => {
    const form = await IntakePage.open(keeping);
    await answerContact(form);
    await kept(form);
    await form.press('Clear this device');
    form.element.remove();
    const next = await IntakePage.open(keeping);
    expect(next.title).to.equal(titles.driving);
    expect(next.option(/applying as/, 'Contractor Driver').element()).to.have.property('checked', false);
  });
});
