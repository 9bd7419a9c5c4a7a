import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { IntakePage } from './intake.page.ts';

describe('names', () => {
  it('say what is optional, and do not say what is not', async () => {
    const form = await IntakePage.openAt('contact');
    expect(form.field('City optional').element()).to.have.property('required', false);
    expect(form.field(/^ZIP code$/).element()).to.have.property('required', true);
  });

  it('have the language they are in', async () => {
    const form = await IntakePage.open({ locale: 'es' });
    expect(form.heading().element().closest('[lang]')?.getAttribute('lang')).to.equal('es');
  });
});
