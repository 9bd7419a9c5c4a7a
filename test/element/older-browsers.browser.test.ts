import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { styles } from '../../src/element/styles/styles.ts';
import { IntakePage } from './intake.page.ts';

/** Runs without something that newer browsers have. */
async function without(owner: object, name: PropertyKey, act: () => Promise<void>, instead?: object) {
  const had = Object.getOwnPropertyDescriptor(owner, name);
  if (!had) throw new Error(`${String(name)} is not here`);
  Reflect.deleteProperty(owner, name);
  if (instead) Object.defineProperty(owner, name, { ...instead, configurable: true });
  try {
    await act();
  } finally {
    Object.defineProperty(owner, name, had);
  }
}

async function expectToWork() {
  const form = await IntakePage.open();
  await form.answerAll();
  await form.press('Send application');
  expect(form.heading().element().textContent).to.equal('We have your application, Craig');
  expect(form.focused).to.equal(form.heading().element());
  expect(form.transport.submissions[0]?.attribution).to.have.property('landing_page');
}

describe('the form works', () => {
  it('without URL.canParse', () => without(URL, 'canParse', expectToWork));
  it('without custom states', () => without(ElementInternals.prototype, 'states', expectToWork));
  it('where custom states need dashes', () =>
    without(ElementInternals.prototype, 'states', expectToWork, {
      get: () => ({
        add() {
          throw new DOMException('no dashes', 'SyntaxError');
        },
        delete: () => false,
      }),
    }));
  it('without element internals', () => without(HTMLElement.prototype, 'attachInternals', expectToWork));
  it('without inert', () => without(HTMLElement.prototype, 'inert', expectToWork));
  for (const name of ['any', 'timeout']) {
    it(`without AbortSignal.${name}`, () => without(AbortSignal, name, expectToWork));
  }
  for (const name of ['groupBy', 'fromAsync', 'withResolvers']) {
    const owner = [Object, Array, Promise].find((each) => name in each);
    it(`without ${name}`, () => without(owner as object, name, expectToWork));
  }
  for (const name of ['toSorted', 'toReversed', 'toSpliced', 'with', 'findLast', 'findLastIndex']) {
    it(`without ${name} of lists`, () => without(Array.prototype, name, expectToWork));
  }
});

/** The form as drawn by a browser that lacks a function of CSS: one whose name it has never heard. */
async function openWithout(...functions: string[]) {
  const form = await IntakePage.open({ values: { has_cdl: true } });
  const root = form.element.shadowRoot as ShadowRoot;
  const unknown = (text: string) =>
    functions.reduce((known, name) => known.replaceAll(name, `unknown-${name}`), text);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(unknown(styles));
  root.adoptedStyleSheets = [sheet];
  await form.settled();
  return form;
}

describe('a browser that cannot compute colours', () => {
  for (const functions of [
    ['light-dark('],
    ['oklch(from'],
    ['light-dark(', 'oklch(', 'color-mix(', 'color('],
  ]) {
    it(`still shows fields, marks and buttons: ${functions.join(' ')}`, async () => {
      const form = await openWithout(...functions);
      const style = (element: Element) => getComputedStyle(element);
      const chosen = style(form.option(/have a CDL/, 'Yes').element());
      const other = style(form.option(/have a CDL/, 'No').element());
      expect(chosen.borderStyle).to.equal('solid');
      expect(chosen.backgroundColor).not.to.equal(other.backgroundColor);
      await form.goTo('preferences');
      expect(style(form.list('Truck type').element()).borderStyle).to.equal('solid');
      const primary = style(form.button('Continue').element());
      expect(primary.backgroundColor).to.equal('rgb(11, 92, 173)');
      expect(primary.color).to.equal('rgb(255, 255, 255)');
    });
  }
});

describe('a browser that cannot look into a card', () => {
  it('still shows where the focus is', async () => {
    const form = await openWithout(':has');
    const radio = form.option(/have a CDL/, 'Yes').element() as HTMLElement;
    radio.focus({ focusVisible: true } as FocusOptions);
    expect(getComputedStyle(radio).outlineStyle).to.equal('solid');
  });
});
