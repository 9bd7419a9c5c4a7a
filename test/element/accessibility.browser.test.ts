import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { offlineMessagesOf } from '../../src/locales/offline/offline-messages-of.ts';
import { TransportError } from '../../src/transport/transport.ts';
import { FakeTransport } from './fake-transport.ts';
import { IntakePage, steps } from './intake.page.ts';

const sendWord = { en: 'Send application', es: 'Enviar solicitud' };

/** No rules of a careful site are broken: no inline style, no handler attribute, no address that holds its own data. */
function expectStrictMarkup(form: IntakePage) {
  const root = form.element.shadowRoot;
  for (const each of root?.querySelectorAll('*') ?? []) {
    for (const { name, value } of each.attributes) {
      expect(name, each.outerHTML).not.to.match(/^(style|on)/);
      expect(value, each.outerHTML).not.to.match(/^data:/);
    }
  }
  expect(root?.querySelector('style, link')).to.equal(null);
}

async function expectAccessible(form: IntakePage) {
  await form.settled();
  await expect(form.element).to.be.accessible();
  expectStrictMarkup(form);
}

for (const locale of ['en', 'es'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    describe(`in ${locale}, ${theme}`, () => {
      for (const step of steps) {
        it(`the step ${step} can be used by everyone, also with complaints`, async () => {
          const form = await IntakePage.openAt(step, { locale, theme });
          await expectAccessible(form);
          form.element.shadowRoot?.querySelector('form')?.requestSubmit();
          await expectAccessible(form);
        });
      }

      it('a failure and the receipt can be used by everyone', async () => {
        const form = await IntakePage.openFilledIn(
          { locale, theme },
          new FakeTransport(new TransportError('refused')),
        );
        await form.press(sendWord[locale]);
        await expectAccessible(form);
        await form.element.submit();
        await expectAccessible(form);
        expect(form.focused).to.equal(form.heading().element());
      });

      it('an application that waits can be looked at by everyone', async () => {
        const form = await IntakePage.openFilledIn(
          { locale, theme, phone: '720-555-0199' },
          new FakeTransport(new TransportError('busy', { retryAfterMs: 60_000 })),
        );
        await form.press(sendWord[locale]);
        await form.shows(offlineMessagesOf(locale).waiting);
        await expectAccessible(form);
        expect(form.focused).to.equal(form.heading().element());
      });
    });
  }
}

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
