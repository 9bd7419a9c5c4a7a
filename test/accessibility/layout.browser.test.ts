import { expect } from '@open-wc/testing';
import { beforeEach, describe, it } from 'vitest';
import { page } from 'vitest/browser';
import { clearDevice } from '../device/on-device.ts';
import { FurtherPage, fileOf } from '../element/further/further.page.ts';
import type { IntakePage } from '../element/intake.page.ts';
import { everyState } from '../locales/every-state.ts';
import { layoutFaults, smallTargets } from './layout-faults.ts';

/** As much as a reader may ask for, by WCAG 2.2, 1.4.12. */
const spacing = new CSSStyleSheet();
spacing.replaceSync(`
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
`);

/** What is lost in a form once its text has that spacing. */
function faultsWithSpacing(form: IntakePage): string[] {
  const root = form.element.shadowRoot as ShadowRoot;
  root.adoptedStyleSheets.push(spacing);
  const { letterSpacing, fontSize } = getComputedStyle(root.querySelector('h2') as Element);
  expect(Number.parseFloat(letterSpacing)).to.be.closeTo(Number.parseFloat(fontSize) * 0.12, 0.01);
  const faults = layoutFaults(form);
  root.adoptedStyleSheets.pop();
  return faults;
}

/** The window of 1280 by 1024 pixels in which somebody has enlarged everything to 400 % (WCAG 2.2, 1.4.10). */
const enlarged = [1280 / 4, 1024 / 4] as const;

beforeEach(clearDevice);

describe.each(['en', 'es', 'fr-CA'])('in the language %s, in every step and state', (locale) => {
  it('at 400 % the page scrolls in one direction, and all there is shows', async () => {
    await page.viewport(...enlarged);
    await everyState({ locale }, enlarged[0], (state, form) => {
      expect(document.documentElement.scrollWidth, state).to.be.at.most(innerWidth);
      expect(layoutFaults(form), state).to.deep.equal([]);
      expect(smallTargets(form), state).to.deep.equal([]);
      // Buttons that float would leave no room for anything else.
      const buttons = form.element.shadowRoot?.querySelector('.actions');
      expect(buttons && getComputedStyle(buttons).position, state).not.to.equal('sticky');
    });
  }, 60_000);

  it.each([360, 640])(
    'nothing is lost with wider spacing of text, at %i px',
    async (width) => {
      await page.viewport(760, 900);
      await everyState({ locale }, width, (state, form) => {
        expect(smallTargets(form), state).to.deep.equal([]);
        expect(faultsWithSpacing(form), state).to.deep.equal([]);
      });
    },
    60_000,
  );
});

describe.each(['person', 'jobs', 'papers', 'signing'] as const)(
  'dates, rows, files: in the step %s',
  (step) => {
    it('at 400 % nothing is lost either, nor with wider spacing', async () => {
      await page.viewport(...enlarged);
      const opened = await FurtherPage.openAt(step);
      const { form } = opened;
      const file = fileOf('a-long-name-without-any-space-in-it.docx', 'application/msword');
      if (step === 'papers') await opened.choose('Photos of your license', file);
      form.element.shadowRoot?.querySelector('form')?.requestSubmit();
      await form.settled();
      expect(document.documentElement.scrollWidth).to.be.at.most(innerWidth);
      expect(smallTargets(form)).to.deep.equal([]);
      expect(layoutFaults(form)).to.deep.equal([]);
      expect(faultsWithSpacing(form)).to.deep.equal([]);
    });
  },
);
