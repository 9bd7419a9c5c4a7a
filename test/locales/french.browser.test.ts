import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { fr } from '../../src/locales/fr-CA.ts';
import { IntakePage } from '../element/intake.page.ts';

describe('French', () => {
  for (const locale of ['fr', 'fr-FR', 'fr-CA']) {
    it(`is that of Canada for ${locale}, and is the one that is read`, async () => {
      const form = await IntakePage.open({ locale, languages: `en es ${locale}` });
      await form.inLanguage('fr-CA');
      expect(form.title).to.equal(fr.steps.driving.title);
      const current = form
        .button(/^English$|^Español$|^Français/)
        .elements()
        .map(({ ariaPressed }) => ariaPressed);
      expect(current).to.deep.equal(['false', 'false', 'true']);
    });
  }
});
