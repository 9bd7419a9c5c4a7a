import { expect } from '@open-wc/testing';
import { beforeEach, describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { furtherStyles, wear } from '../../../src/element/fields/further/index.ts';
import { clearDevice } from '../../device/on-device.ts';
import { soon } from '../intake.page.ts';
import { FurtherPage, fileOf } from './further.page.ts';
import { furtherForm } from './further-form.ts';

const keeping = { endpoint: 'https://apply.example.com', saveDraft: true };

async function kept(page: FurtherPage) {
  await soon(() => expect(page.form.button('Clear this device').query()).to.exist);
}

beforeEach(clearDevice);

describe('a draft', () => {
  it('has dates, options, lines and rows, and neither files nor what is sensitive', async () => {
    const page = await FurtherPage.openAt('person', keeping);
    await userEvent.fill(page.part('Date of birth', 'Month'), '3');
    await userEvent.fill(page.part('Date of birth', 'Year'), '1990');
    await userEvent.click(page.box('Tank (N)'));
    await userEvent.fill(page.form.field(/^Anything else/), 'Nights\nonly');
    page.form.element.goToStep('jobs');
    await page.form.settled();
    await userEvent.fill(page.form.field('Employer'), 'ABC');
    await userEvent.fill(page.form.field(/^Weekly pay/), '1200');
    page.form.element.goToStep('papers');
    await page.form.settled();
    await page.choose('Photos of your license', fileOf('cdl.pdf'));
    await kept(page);
    page.form.element.remove();

    const again = await FurtherPage.openAt('papers', keeping);
    expect(again.listed('Photos of your license')).to.deep.equal([]);
    again.form.element.goToStep('jobs');
    await again.form.settled();
    expect(again.form.field('Employer').element()).to.have.property('value', 'ABC');
    expect(again.form.field(/^Weekly pay/).element()).to.have.property('value', '');
    again.form.element.goToStep('person');
    await again.form.settled();
    const parts = ['Month', 'Day', 'Year'].map((name) => again.part('Date of birth', name).element());
    expect(parts.map((control) => (control as HTMLInputElement).value)).to.deep.equal(['03', '', '1990']);
    expect(again.box('Tank (N)').element()).to.have.property('checked', true);
    expect(again.form.field(/^Anything else/).element()).to.have.property('value', 'Nights\nonly');
  });
});

describe('two forms on one page', () => {
  it('have the texts and styles of further kinds each, and nothing else in common', async () => {
    const one = await FurtherPage.openAt('jobs');
    const two = await FurtherPage.openAt('jobs');
    await one.form.press('Add another job');
    await one.form.press('Remove Job 2');
    expect(two.form.button('Undo').elements()).to.have.length(0);
    expect(two.part('Started', 'Month').element()).to.exist;
    for (const { form } of [one, two]) {
      const sheets = form.element.shadowRoot?.adoptedStyleSheets ?? [];
      const rules = sheets.flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText));
      expect(rules.filter((rule) => rule.startsWith('.row-fields'))).to.have.length(1);
    }
  });
});

describe('the style sheet of further kinds', () => {
  it('is there also for a form that was asked something before it stood on the page', async () => {
    const element = document.createElement('applicant-intake');
    element.definition = furtherForm;
    element.validate();
    await new Promise((resolve) => setTimeout(resolve, 200));
    document.body.append(element);
    await soon(() => expect(element.shadowRoot?.querySelector('.date')).to.exist);
    expect(getComputedStyle(element.shadowRoot?.querySelector('.date') as Element).display).to.equal('flex');
    element.remove();
  });

  it('is an element where no sheet can be constructed', () => {
    const had = Object.getOwnPropertyDescriptor(ShadowRoot.prototype, 'adoptedStyleSheets') ?? {};
    Reflect.deleteProperty(ShadowRoot.prototype, 'adoptedStyleSheets');
    try {
      const root = document.createElement('div').attachShadow({ mode: 'open' });
      wear(root, furtherStyles);
      expect(root.querySelectorAll('style')).to.have.length(1);
    } finally {
      Object.defineProperty(ShadowRoot.prototype, 'adoptedStyleSheets', had);
    }
  });
});

describe('a change of language', () => {
  it('changes the words of further kinds, and keeps what was entered', async () => {
    const page = await FurtherPage.openAt('person');
    await userEvent.fill(page.part('Date of birth', 'Month'), '3');
    page.form.element.locale = 'es';
    await page.form.inLanguage('es');
    expect(page.part('Date of birth', 'Mes').element()).to.have.property('value', '3');
  });
});
