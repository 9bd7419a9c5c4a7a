import { expect } from '@open-wc/testing';
import { describe, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { MessageOverrides } from '../../src/locales/messages.ts';
import type { Answers, FormDefinition } from '../../src/model/definition.ts';
import { IntakePage, soon, titles } from './intake.page.ts';

const form = (...fields: object[]) =>
  ({ name: 'own', version: '1', steps: [{ key: 'one', fields }] }) as unknown as FormDefinition;

/** Runs with `console.error` listened to. */
async function errorsDuring(act: () => Promise<void>): Promise<string[]> {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  await act();
  const errors = error.mock.calls.map(([message]) => String(message));
  error.mockRestore();
  return errors;
}

describe('keys of a form of the page’s own', () => {
  it('may hold spaces and quotes', async () => {
    const key = 'a "quoted" \'key\' [x]';
    const page = await IntakePage.open({
      definition: form(
        { key, kind: 'text', maxLength: 5, required: true },
        { key: 'size of "it"', kind: 'choice', options: [{ code: 'big one' }, { code: 'small "one"' }] },
      ),
      messages: { fields: { [key]: { label: 'Odd', hint: 'Hint' } } },
    });
    await page.press('Send application');
    expect(page.description(page.field('Odd').element())).to.equal('Hint Error: Answer this question');
    await userEvent.click(page.summary().getByRole('link'));
    expect(page.focused).to.equal(page.field('Odd').element());
    await page.type('Odd', 'x');
    await page.choose(/^Size of/, /small/i);
    await page.press('Send application');
    expect(page.transport.submissions[0]?.answers).to.deep.equal({
      [key]: 'x',
      'size of "it"': 'small "one"',
    });
  });

  it('may be called as buttons are', async () => {
    const steps = ['one', 'two'].map((key) => ({
      key,
      fields: [{ key: key === 'one' ? 'go' : 'lang', kind: 'text' }],
    }));
    const page = await IntakePage.open({
      definition: { name: 'own', version: '1', steps } as unknown as FormDefinition,
      noHistory: true,
    });
    await page.type(/^Go/, 'home');
    await page.press('Continue');
    await page.back('One');
  });

  it('make ids that are all different', async () => {
    const options = ['first', 'hint', 'error'].map((code) => ({ code }));
    const page = await IntakePage.open({
      definition: form(
        { key: 'dup', kind: 'choice', required: true, options },
        { key: 'dup-hint', kind: 'text', maxLength: 5, required: true },
        { key: 'dup-error', kind: 'text', maxLength: 5 },
        { key: '1', kind: 'choice', options },
      ),
      messages: { fields: { dup: { label: 'Dup', hint: 'The hint of dup' } } },
    });
    await page.press('Send application');
    const ids = [...(page.element.shadowRoot?.querySelectorAll('[id]') ?? [])].map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(page.description(page.group('Dup').element())).to.include('The hint of dup');
  });
});

describe('steps that look alike', () => {
  it('take one click each: the second one of a double click is not for the next step', async () => {
    const steps = ['one', 'two', 'three'].map((key) => ({
      key,
      fields: [{ key: `${key}_more`, kind: 'text', required: key !== 'one' }],
    }));
    const page = await IntakePage.open({
      definition: { name: 'own', version: '1', steps } as unknown as FormDefinition,
    });
    await userEvent.dblClick(page.button('Continue'));
    await page.settled();
    expect(page.title).to.equal('Two');
    expect(page.summary().query()).to.equal(null);
  });
});

describe('a definition that is none', () => {
  for (const [what, definition] of [
    ['an empty object', {}],
    ['an unknown kind', form({ key: 'b', kind: 'slider' })],
    ['text', 'driver-short'],
    ['a key that every object has', form({ key: 'constructor', kind: 'text', maxLength: 9 })],
    ['the key of prototypes', form({ key: '__proto__', kind: 'text', maxLength: 9 })],
  ] as const) {
    it(`is reported once, and the built-in form stands in: ${what}`, async () => {
      const errors = await errorsDuring(async () => {
        const page = await IntakePage.open({ values: { first_name: 'Secret' } });
        page.element.definition = definition as unknown as FormDefinition;
        await page.settled();
        page.element.values = { first_name: 'Secret', has_cdl: true };
        await page.settled();
        page.element.validate();
        expect(page.title).to.equal(titles.driving);
        expect(page.option(/have a CDL/, 'Yes').element()).to.have.property('checked', true);
        // Kinds that are not here are looked for first.
        await soon(() => expect(console.error).to.have.property('mock').with.nested.property('calls[0]'));
        page.element.definition = form({ key: 'job', kind: 'text', maxLength: 9 });
        await page.settled();
        expect(page.field(/^Job/).element()).to.exist;
      });
      expect(errors).to.have.length(1);
      expect(errors[0]).to.include('<applicant-intake>: form:').and.not.include('Secret');
    });
  }

  it('is not one that is taken away', async () => {
    const errors = await errorsDuring(async () => {
      const page = await IntakePage.open({ definition: form({ key: 'job', kind: 'text', maxLength: 9 }) });
      for (const none of [null, undefined]) {
        page.element.definition = none;
        await page.settled();
        expect(page.title).to.equal(titles.driving);
      }
    });
    expect(errors).to.deep.equal([]);
  });
});

describe('messages that are none', () => {
  for (const messages of [
    { fields: null },
    { steps: 5, words: { progress: 7 }, documents: { sms: {} }, afterwards: 'x' },
    { options: { state: { CO: 5 } } },
    'Hello',
  ]) {
    it(`are reported once, and the built-in texts stand in: ${JSON.stringify(messages)}`, async () => {
      const errors = await errorsDuring(async () => {
        const page = await IntakePage.open();
        page.element.messages = messages as unknown as MessageOverrides;
        await page.settled();
        expect(page.group(/have a CDL/).element()).to.exist;
        await page.goTo('contact');
        expect(page.progress('Step 3 of 4').element()).to.exist;
        page.element.locale = 'es';
        await page.inLanguage('es');
        page.element.messages = { words: { submit: 'Listo' } };
        await page.goTo('review');
        expect(page.button('Listo').element()).to.exist;
      });
      expect(errors).to.have.length(1);
      expect(errors[0]).to.include('<applicant-intake>').and.include('messages');
    });
  }
});

describe('values of any type', () => {
  it('do not break the form, and leave what is usable', async () => {
    const values = {
      first_name: null,
      last_name: 7,
      phone: undefined,
      email: {},
      has_cdl: 'yes',
      postal_code: 80207,
    };
    const page = await IntakePage.openAt('contact', { values: values as unknown as Answers });
    expect(page.field('ZIP code').element()).to.have.property('value', '80207');
    page.element.values = null;
    await page.settled();
    expect(page.field('ZIP code').element()).to.have.property('value', '');
  });
});

describe('consents', () => {
  it('are not given by the page', async () => {
    const page = await IntakePage.openAt('review', { values: { sms: true } });
    expect(page.consent().element()).to.have.property('checked', false);
  });

  it('that are required are asked for at the box, and can be used by everyone', async () => {
    const page = await IntakePage.open({
      definition: form({ key: 'rules', kind: 'consent', required: true }),
      messages: { documents: { rules: 'I keep to the rules.' }, fields: { rules: { label: 'Rules' } } },
      values: { rules: true },
    });
    await page.press('Send application');
    expect(page.transport.submissions).to.have.length(0);
    expect(page.description(page.consent().element())).to.equal('Error: Check this box to continue');
    expect(page.consent().element().ariaInvalid).to.equal('true');
    await expect(page.element).to.be.accessible();
    await userEvent.click(page.summary().getByRole('link'));
    expect(page.focused).to.equal(page.consent().element());
    await userEvent.click(page.consent());
    await page.press('Send application');
    expect(page.transport.submissions[0]?.consents[0]).to.include({ document: 'rules', granted: true });
  });
});
