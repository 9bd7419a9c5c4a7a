import { expect, fixture, html } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { IntakePage, steps, titles } from './intake.page.ts';

describe('the language', () => {
  it('is that of the nearest lang when none is set', async () => {
    const parent = await fixture(html`<div lang="es-MX"><applicant-intake></applicant-intake></div>`);
    const form = await IntakePage.within(parent);
    expect(form.title).to.equal('¿Qué busca?');
  });

  it('falls back to English', async () => {
    const form = await IntakePage.open({ locale: 'de' });
    expect(form.title).to.equal(titles.driving);
  });

  it('can be switched without losing what was typed', async () => {
    const form = await IntakePage.openAt('contact');
    await form.type('First name', 'Craig');
    await form.type('Email', 'craig@');
    await form.press('Continue');
    form.element.locale = 'es';
    await form.inLanguage('es');
    expect(form.title).to.equal('¿Cómo nos comunicamos con usted?');
    expect(form.field('Nombre').element()).to.have.property('value', 'Craig');
    expect(form.description(form.field('Correo electrónico').element())).to.match(/Escriba un correo/);
  });

  it('shows states under their Spanish names, in their order', async () => {
    const form = await IntakePage.openAt('contact', { locale: 'es', values: { country: 'US' } });
    const names = [...(form.list(/^Estado/).element() as HTMLSelectElement).options].map(({ text }) => text);
    expect(names.indexOf('Carolina del Norte')).to.be.greaterThan(names.indexOf('California'));
    expect(names.indexOf('Nueva York')).to.be.lessThan(names.indexOf('Ohio'));
  });
});

describe('a choice of languages', () => {
  it('is not there unless the page offers one', async () => {
    const form = await IntakePage.open();
    expect(form.languages().query()).to.equal(null);
  });

  it('names each in its own words, and says which one shows', async () => {
    const form = await IntakePage.open({ languages: 'en es fr-CA' });
    const buttons = form.languages().getByRole('button').elements();
    const said = buttons.map((each) => [each.textContent, each.getAttribute('lang'), each.ariaPressed]);
    expect(said).to.deep.equal([
      ['English', 'en', 'true'],
      ['Español', 'es', 'false'],
      ['Français', 'fr-CA', 'false'],
    ]);
    await form.press('Español');
    await form.inLanguage('es');
    expect(buttons.map(({ ariaPressed }) => ariaPressed)).to.deep.equal(['false', 'true', 'false']);
  });

  it('is not there where it would be of one', async () => {
    const form = await IntakePage.open({ languages: 'en' });
    expect(form.languages().query()).to.equal(null);
  });

  it('is on every step', async () => {
    const form = await IntakePage.openFilledIn({ languages: 'en, es' });
    for (const step of steps) {
      await form.goTo(step);
      expect(form.button('Español').element()).to.exist;
    }
  });

  it('switches in place, and back: nothing entered is lost, and focus stays on the choice', async () => {
    const form = await IntakePage.openAt('contact', { languages: 'en es' });
    await form.type('First name', 'Craig');
    await form.type('Mobile phone', '720 55');
    await form.press('Continue');
    await form.press('Español');
    await form.inLanguage('es');
    expect(form.title).to.equal('¿Cómo nos comunicamos con usted?');
    expect(form.field('Nombre').element()).to.have.property('value', 'Craig');
    expect(form.field('Teléfono celular').element()).to.have.property('value', '720 55');
    expect(form.description(form.field('Teléfono celular').element())).to.match(/10 dígitos/);
    expect(form.summary().getByRole('heading').element().textContent).to.match(/Revise estas \d respuestas/);
    expect(form.focused).to.equal(form.button('Español').element());
    await form.press('English');
    await form.inLanguage('en');
    expect(form.title).to.equal(titles.contact);
    expect(form.field('First name').element()).to.have.property('value', 'Craig');
    expect(form.focused).to.equal(form.button('English').element());
  });

  it('keeps the answers of every step, and the way they were chosen', async () => {
    const form = await IntakePage.open({ languages: 'en es' });
    await form.answerDriving();
    await form.press('Español');
    await form.inLanguage('es');
    await form.press('Atrás');
    await form.shows('¿Qué busca?');
    expect(form.option('Clase de CDL', 'Clase A').element()).to.have.property('checked', true);
  });

  it('does not lose the focus where it offers no way back', async () => {
    const form = await IntakePage.open({ languages: 'es' });
    await form.press('Español');
    await form.inLanguage('es');
    expect(document.activeElement).to.equal(form.element);
  });
});
