import { expect } from '@open-wc/testing';
import { describe, it, vi } from 'vitest';
import { ApplicantIntake } from '../../src/element/applicant-intake.ts';
import type { FormDefinition } from '../../src/model/definition.ts';
import { FakeTransport } from './fake-transport.ts';
import { IntakePage } from './intake.page.ts';

/** Runs with `console.warn` listened to. */
async function warningsDuring(act: () => Promise<void>): Promise<string[]> {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  await act();
  const warnings = warn.mock.calls.map(([message]) => String(message));
  warn.mockRestore();
  return warnings.filter((message) => message.includes('applicant-intake'));
}

describe('application-type', () => {
  it('answers its question, which is not asked, whatever the case', async () => {
    const form = await IntakePage.open({ applicationType: 'contractor' });
    expect(form.group(/applying as/).query()).to.equal(null);
    await form.choose(/have a CDL/, 'No');
    await form.press('Continue');
    await form.answerPreferences();
    await form.answerContact();
    expect(form.reviewed).not.to.have.property('I’m applying as a…');
    await form.press('Send application');
    expect(form.transport.submissions[0]?.answers).to.include({ application_type: 'CONTRACTOR' });
  });

  it('may be one that is not offered', async () => {
    const form = await IntakePage.open({ applicationType: 'LEASE_PURCHASE' });
    expect(form.group(/applying as/).query()).to.equal(null);
  });

  it('is reported once when no such code exists, and the question is asked', async () => {
    const warnings = await warningsDuring(async () => {
      const form = await IntakePage.open({ applicationType: 'CONTRACTR' });
      expect(form.group(/applying as/).element()).to.exist;
      form.element.requestUpdate();
      form.element.validate();
      await form.settled();
    });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('CONTRACTR').and.include('CONTRACTOR, OWNER_OP');
  });

  it('can be set late without losing anything', async () => {
    const form = await IntakePage.open();
    await form.choose(/have a CDL/, 'No');
    form.element.setAttribute('application-type', 'COMPANY');
    await form.settled();
    expect(form.group(/applying as/).query()).to.equal(null);
    expect(form.option(/have a CDL/, 'No').element()).to.have.property('checked', true);
  });
});

describe('values', () => {
  it('are filled in and can be changed', async () => {
    const form = await IntakePage.open({ values: { has_cdl: true, cdl_type: 'B', first_name: 'Ann' } });
    expect(form.option('CDL class', 'Class B').element()).to.have.property('checked', true);
    await form.goTo('contact');
    expect(form.field('First name').element()).to.have.property('value', 'Ann');
    await form.type('First name', 'Bea');
    form.element.values = { first_name: 'Cid', last_name: 'Dee' };
    await form.settled();
    expect(form.field('First name').element()).to.have.property('value', 'Bea');
    expect(form.field('Last name(s)').element()).to.have.property('value', 'Dee');
  });
});

describe('properties', () => {
  it('that were set before the element was defined hold', async () => {
    class LateIntake extends ApplicantIntake {}
    const element = document.createElement('late-intake') as ApplicantIntake;
    const transport = new FakeTransport();
    Object.assign(element, {
      locale: 'en',
      applicationType: 'COMPANY',
      values: { has_cdl: false },
      transport,
    });
    document.body.append(element);
    customElements.define('late-intake', LateIntake);
    const form = new IntakePage(element, transport);
    await form.settled();
    expect(form.group(/applying as/).query()).to.equal(null);
    expect(form.option(/have a CDL/, 'No').element()).to.have.property('checked', true);
    element.remove();
  });

  it('can be set and used at once, before anything is drawn', async () => {
    const element = document.createElement('applicant-intake');
    element.applicationType = 'COMPANY';
    expect(element.validate().map(({ path }) => path)).not.to.include('answers.application_type');
  });
});

describe('messages', () => {
  it('replace single texts', async () => {
    const form = await IntakePage.open({
      messages: { words: { next: 'Keep rolling' }, steps: { driving: { title: 'Your rig' } } },
    });
    expect(form.title).to.equal('Your rig');
    expect(form.button('Keep rolling').element()).to.exist;
    expect(form.group(/have a CDL/).element()).to.exist;
  });
});

describe('a form of the page’s own', () => {
  const definition: FormDefinition = {
    name: 'call-back',
    version: '3',
    steps: [
      {
        key: 'call_me',
        fields: [
          { key: 'title', kind: 'text', required: true, maxLength: 20 },
          { key: 'best_time', kind: 'choice', options: [{ code: 'MORNING' }, { code: 'EVENING' }] },
        ],
      },
    ],
  };

  it('reads as words even without texts, and is sent as what it is', async () => {
    const form = await IntakePage.open({
      definition,
      messages: { options: { best_time: { MORNING: 'Mornings' } } },
    });
    expect(form.title).to.equal('Call me');
    expect(form.progress(/Step/).query()).to.equal(null);
    await form.press('Send application');
    expect(form.summary().getByRole('link', { name: 'Answer this question' }).element()).to.exist;
    await form.type('Title', 'Dispatcher');
    await form.choose(/^Best time/, 'Mornings');
    await form.press('Send application');
    expect(form.title).to.equal('We have your application');
    expect(form.transport.submissions[0]).to.deep.include({
      form: 'call-back',
      formVersion: '3',
      answers: { title: 'Dispatcher', best_time: 'MORNING' },
    });
  });

  it('can take the place of the built-in one on a page that is open', async () => {
    const form = await IntakePage.open();
    form.element.definition = definition;
    await form.settled();
    expect(form.title).to.equal('Call me');
  });
});
