import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { es } from '../../src/locales/es.ts';
import { fill } from '../../src/locales/text-of.ts';
import { IntakePage, titles } from './intake.page.ts';

const contactStep = () => IntakePage.openAt('contact');

/** Moves on with the keyboard, and waits for what that sets off. */
async function tab(form: IntakePage, back = false) {
  await userEvent.tab({ shift: back });
  await new Promise((resolve) => setTimeout(resolve));
  await form.settled();
}

describe('leaving a field', () => {
  it('says nothing about one that was only passed through', async () => {
    const form = await contactStep();
    await userEvent.click(form.field('First name'));
    for (let fields = 0; fields < 4; fields += 1) await tab(form);
    expect(form.text(/Error:/).query()).to.equal(null);
  });

  it('says at the field, and aloud, what to do about what was entered', async () => {
    const form = await contactStep();
    await userEvent.type(form.field('Email'), 'craig@');
    expect(form.field('Email').element().ariaInvalid).to.equal('false');
    await tab(form);
    const email = form.field('Email').element();
    expect(email.ariaInvalid).to.equal('true');
    expect(form.description(email)).to.equal('Error: Enter an email address like name@example.com');
    expect(form.status().element().textContent).to.equal(
      'Email: Enter an email address like name@example.com',
    );
  });

  it('takes the complaint back as soon as it is fixed', async () => {
    const form = await contactStep();
    await userEvent.type(form.field('Mobile phone'), '720 34');
    await tab(form);
    await tab(form, true);
    await userEvent.keyboard('{End}01313');
    await form.settled();
    expect(form.field('Mobile phone').element().ariaInvalid).to.equal('false');
    expect(form.text(/10 digits/).query()).to.equal(null);
  });

  it('says nothing while a reader passes through radios', async () => {
    const form = await IntakePage.open();
    for (let groups = 0; groups < 3; groups += 1) await tab(form);
    expect(form.focused).to.equal(form.button('Continue').element());
    expect(form.text(/Error:/).query()).to.equal(null);
  });

  it('lets the click land that took the focus away', async () => {
    const form = await contactStep();
    await userEvent.type(form.field('Mobile phone'), '720');
    await form.back(titles.driving);
  });
});

describe('going on with answers missing', () => {
  it('lists what to do, gives the list focus, and marks the fields', async () => {
    const form = await IntakePage.open();
    await form.press('Continue');
    const summary = form.summary();
    expect(form.focused).to.equal(summary.element());
    const links = summary.getByRole('link').elements();
    expect(links.map(({ textContent }) => textContent)).to.deep.equal([
      'Choose what you are applying as',
      'Say whether you have a CDL',
    ]);
    expect(form.group(/have a CDL/).element().ariaInvalid).to.equal('true');
    expect(form.description(form.group(/have a CDL/).element())).to.equal(
      'Error: Say whether you have a CDL',
    );
    expect(form.title).to.equal(titles.driving);
  });

  it('says how many there are, in the language of the reader', async () => {
    const heading = (form: IntakePage) =>
      form.summary().getByRole('heading', { level: 3 }).element().textContent.trim();
    const form = await IntakePage.open({ values: { application_type: 'COMPANY' } });
    await form.press('Continue');
    expect(heading(form)).to.equal('Check this answer');
    form.element.values = null;
    await form.settled();
    await form.press('Continue');
    expect(heading(form)).to.equal('Check these 2 answers');
    form.element.locale = 'es';
    await form.inLanguage('es');
    expect(heading(form)).to.equal(fill(es.problems, { count: 2 }, 'es'));
    form.element.values = { application_type: 'COMPANY' };
    await form.settled();
    await form.press('Continuar');
    expect(heading(form)).to.equal(fill(es.problems, { count: 1 }, 'es'));
  });

  it('says so once all of them are settled', async () => {
    const form = await IntakePage.open({ values: { application_type: 'COMPANY' } });
    await form.press('Continue');
    await form.choose(/have a CDL/, 'No');
    await form.settled();
    expect(form.button('Continue').element()).to.exist;
    expect(form.text(/^Check this answer/).query()).to.equal(null);
    expect(form.text(/^Fixed$/).elements()).to.have.length(1);
  });

  it('leads from the list to the field, without changing the address of the page', async () => {
    const form = await IntakePage.openAt('preferences');
    await form.press('Continue');
    const { href } = location;
    await userEvent.click(form.summary().getByRole('link', { name: /how you like to drive/ }));
    expect(form.focused).to.equal(form.option(/like to drive/, 'Solo Driving').element());
    await userEvent.click(form.summary().getByRole('link', { name: /truck type/ }));
    expect(form.focused).to.equal(form.list('Truck type').element());
    expect(location.href).to.equal(href);
  });

  it('ticks off what has been settled', async () => {
    const form = await IntakePage.open();
    await form.press('Continue');
    await form.choose(/have a CDL/, 'No');
    await form.settled();
    expect(form.text('Say whether you have a CDL').query()).to.equal(null);
    expect(form.summary().getByRole('link').elements()).to.have.length(1);
    expect(form.summary().getByText('Fixed: Do you have a CDL?').query()).to.exist;
  });

  it('leaves no list behind on the next step', async () => {
    const form = await IntakePage.open();
    await form.press('Continue');
    await form.answerDriving();
    expect(form.title).to.equal(titles.preferences);
    expect(form.summary().query()).to.equal(null);
  });

  it('asks for the class of licence as soon as there is one', async () => {
    const form = await IntakePage.open();
    await form.choose(/have a CDL/, 'Yes');
    await form.press('Continue');
    expect(form.summary().getByRole('link', { name: 'Choose the class of your CDL' }).element()).to.exist;
  });
});

describe('the page’s own checks', () => {
  it('give codes and show every complaint at its field', async () => {
    const form = await contactStep();
    const issues = form.element.validate();
    await form.settled();
    expect(issues.map(({ path, code }) => [path, code])).to.deep.include(['answers.email', 'required']);
    expect(form.description(form.field('Email').element())).to.equal('Error: Enter your email address');
  });

  it('lead to the first step that has a problem when the page submits', async () => {
    const form = await IntakePage.openAt('preferences');
    await form.element.submit();
    await form.settled();
    expect(form.title).to.equal(titles.driving);
    expect(form.focused).to.equal(form.summary().element());
    expect(form.transport.submissions).to.have.length(0);
  });
});
