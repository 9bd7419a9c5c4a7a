import { expect, fixture, html } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { answers, IntakePage, type Settings, steps } from './intake.page.ts';

/** Red, green and blue of a computed colour, as a screen shows it. */
function rgb(color: string): [number, number, number] {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** Contrast as WCAG 2 defines it. */
function contrast(one: string, other: string): number {
  const luminance = (color: string) => {
    const [red, green, blue] = rgb(color).map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return light / dark;
}

async function open(settings: Settings, style = '') {
  const form = await IntakePage.open({ values: { has_cdl: true, driving_preference: 'SOLO' }, ...settings });
  form.element.style.cssText = style;
  await form.settled();
  return form;
}

const accents = [
  ['yellow', '#ffd400'],
  ['amber', '#ffb000'],
  ['orange', '#f26b1d'],
  ['red', '#d7263d'],
  ['pink', '#ff5fa2'],
  ['purple', '#6a1b9a'],
  ['navy', '#0a1f44'],
  ['blue', '#1e6fd9'],
  ['cyan', '#00bcd4'],
  ['teal', '#00796b'],
  ['green', '#2e9e3f'],
  ['lime', '#b4e300'],
  ['mid grey', '#777777'],
  ['black', '#000000'],
  ['white', '#ffffff'],
] as const;

describe('one accent colours the whole form', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const [name, accent] of accents) {
      it(`and everything can still be read: ${name}, ${theme}`, async () => {
        const form = await open({ theme }, `--intake-accent: ${accent}`);
        await form.goTo('contact');
        const primary = getComputedStyle(form.button('Continue').element());
        expect(contrast(primary.color, primary.backgroundColor)).to.be.at.least(4.5);
        const back = getComputedStyle(form.button('Back').element());
        expect(contrast(back.color, back.backgroundColor)).to.be.at.least(4.5);
        await form.goTo('driving');
        const card = getComputedStyle(
          form
            .option(/have a CDL/, 'Yes')
            .element()
            .closest('label') as Element,
        );
        const plain = getComputedStyle(
          form
            .option(/have a CDL/, 'No')
            .element()
            .closest('label') as Element,
        );
        expect(contrast(card.color, card.backgroundColor)).to.be.at.least(4.5);
        expect(contrast(card.borderColor, plain.backgroundColor)).to.be.at.least(3);
        expect(contrast(plain.borderColor, plain.backgroundColor)).to.be.at.least(3);
      });
    }
  }
});

describe('the theme', () => {
  const surface = (form: IntakePage) =>
    getComputedStyle(form.heading().element().closest('[part=base]') as Element).backgroundColor;

  it('is the page’s unless it is set, and can be switched in place', async () => {
    const form = await open({}, 'color-scheme: dark');
    const dark = surface(form);
    form.element.theme = 'light';
    form.element.style.cssText = '';
    await form.settled();
    expect(dark).not.to.equal('rgb(255, 255, 255)');
    expect(surface(form)).to.equal('rgb(255, 255, 255)');
    expect(form.option(/have a CDL/, 'Yes').element()).to.have.property('checked', true);
  });
});

describe('on a page with styles of its own', () => {
  it('takes over the font and nothing else', async () => {
    const parent = await fixture(html`<div
      style="font: italic 900 40px/3 Georgia, serif; text-align: right; text-transform: uppercase; color: red; letter-spacing: 9px"
    ><applicant-intake locale="en"></applicant-intake></div>`);
    const form = await IntakePage.within(parent);
    const help = getComputedStyle(form.text(/two minutes/).element());
    expect(help.fontFamily).to.include('Georgia');
    expect(help).to.include({
      fontStyle: 'normal',
      fontWeight: '400',
      fontSize: '16px',
      textTransform: 'none',
      letterSpacing: 'normal',
      textAlign: 'start',
    });
  });
});

describe('room', () => {
  for (const width of [320, 360, 420, 640, 1000]) {
    it(`is enough at ${width} px: nothing sticks out, every target is large`, async () => {
      const form = await open(
        { locale: 'es', languages: 'en es', phone: '720-555-0199', values: answers },
        `inline-size: ${width}px`,
      );
      for (const step of steps) {
        await form.goTo(step);
        const box = form.element.getBoundingClientRect();
        for (const each of form.element.shadowRoot?.querySelectorAll('.control, .card, button, a') ?? []) {
          const { left, right, height } = each.getBoundingClientRect();
          expect(left).to.be.at.least(box.left);
          expect(right).to.be.at.most(box.right);
          // What stands within a line of text is a link, or looks like one.
          if (!each.matches('.hidden')) expect(height).to.be.at.least(each.matches('a, .quiet') ? 24 : 48);
        }
      }
    });
  }

  it('puts cards side by side from 420 px on, and yes and no always', async () => {
    const tops = (form: IntakePage, group: RegExp) =>
      new Set(
        form
          .group(group)
          .getByRole('radio')
          .elements()
          .map((radio) => radio.getBoundingClientRect().top),
      ).size;
    const form = await open({}, 'inline-size: 419px');
    expect(tops(form, /have a CDL/)).to.equal(1);
    await form.goTo('preferences');
    expect(tops(form, /like to drive/)).to.equal(5);
    form.element.style.cssText = 'inline-size: 420px';
    expect(tops(form, /like to drive/)).to.equal(3);
  });
});
