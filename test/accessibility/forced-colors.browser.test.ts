import { expect } from '@open-wc/testing';
import { afterEach, beforeEach, describe, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { answers, IntakePage } from '../element/intake.page.ts';
import { emulate } from './emulate.ts';

beforeEach(() => page.viewport(420, 700));
afterEach(() => emulate({}));

const look = (node: Element, pseudo?: string) => getComputedStyle(node, pseudo);

/** The colour that the system gives a name. */
function system(name: string): string {
  const probe = document.createElement('i');
  probe.style.cssText = `forced-color-adjust: none; color: ${name}`;
  document.body.append(probe);
  const { color } = look(probe);
  probe.remove();
  return color;
}

const find = (form: IntakePage, selector: string) =>
  form.element.shadowRoot?.querySelector(selector) as HTMLElement;

// Under a palette that is not of the theme's kind, nothing must hold on to the theme's colours.
for (const theme of ['light', 'dark'] as const) {
  describe(`in the colours of the system, with the theme ${theme}`, () => {
    async function open(...[step = 'driving', settings = {}]: [Parameters<IntakePage['goTo']>[0]?, object?]) {
      const form = await IntakePage.openAt(step, { theme, phone: '720-555-0199', ...settings });
      await emulate({ 'forced-colors': 'active' });
      await form.settled();
      return form;
    }

    it('every field, card and button has an edge', async () => {
      const form = await open('preferences');
      for (const control of ['.card', '.control', '.primary', '.back']) {
        const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = look(find(form, control));
        expect([borderTopStyle, Number.parseFloat(borderTopWidth) >= 1], control).to.deep.equal([
          'solid',
          true,
        ]);
        expect(borderTopColor, control).not.to.equal(backgroundColor);
      }
    });

    it('what is chosen has a mark and a wider edge', async () => {
      const form = await open('driving', { values: answers });
      const radio = form.option(/have a CDL/, 'Yes').element();
      const card = radio.closest('.card') as Element;
      expect(look(card)).to.include({ borderTopWidth: '3px', borderTopColor: system('Highlight') });
      expect(look(radio).backgroundColor).to.equal(system('Highlight'));
      const mark = look(radio, '::before');
      expect([mark.borderBottomWidth, mark.borderBottomColor]).to.deep.equal([
        '3px',
        system('HighlightText'),
      ]);
    });

    it('a complaint has its bar, its sign and its words', async () => {
      const form = await open();
      await form.press('Continue');
      const bar = look(find(form, '.wrong'), '::before');
      expect([bar.borderLeftWidth, bar.borderLeftColor]).to.deep.equal(['4px', system('CanvasText')]);
      expect(look(find(form, '.error .icon')).stroke).to.equal(system('CanvasText'));
      expect(look(find(form, '.error')).color).to.equal(system('CanvasText'));
      expect(look(find(form, '.summary')).borderTopWidth).to.equal('2px');
    });

    it('focus has its ring', async () => {
      const form = await open('contact');
      (form.heading().element() as HTMLElement).focus();
      await userEvent.keyboard('{Tab}');
      const { outlineStyle, outlineWidth, outlineColor } = look(form.focused as Element);
      expect([outlineStyle, outlineWidth]).to.deep.equal(['solid', '3px']);
      expect(outlineColor).not.to.equal(system('Canvas'));
    });

    it('nothing shines through below the buttons that float', async () => {
      const form = await open('contact');
      expect(look(find(form, '.actions'))).to.include({
        position: 'sticky',
        backgroundColor: system('Canvas'),
      });
    });
  });
}
