import { expect, fixture, html } from '@open-wc/testing';
import { beforeEach, describe, it } from 'vitest';
import { page } from 'vitest/browser';
import { clearDevice } from '../device/on-device.ts';
import { FakeTransport } from '../element/fake-transport.ts';
import { answers, IntakePage, type Settings } from '../element/intake.page.ts';
import { everyState } from './every-state.ts';
import { hebrew } from './pseudo-locale.ts';
import { withoutRoom } from './without-room.ts';

const shadow = (form: IntakePage) => form.element.shadowRoot as ShadowRoot;
const find = (form: IntakePage, selector: string) => shadow(form).querySelector(selector) as HTMLElement;

/** Where every box of the form stands, seen from its sides and its top. */
function boxes(form: IntakePage) {
  const whole = form.element.getBoundingClientRect();
  return [...shadow(form).querySelectorAll('.root *')]
    .filter(
      (each) =>
        !each.closest('.hidden, optgroup, option, slot, svg *, style') &&
        getComputedStyle(each).display !== 'inline',
    )
    .map((each) => {
      const { left, right, top } = each.getBoundingClientRect();
      return {
        name: each.outerHTML,
        fromLeft: left - whole.left,
        fromRight: whole.right - right,
        top: top - whole.top,
      };
    });
}

/** Boxes that do not stand on the other side of the form when its direction changes. */
function unmirrored(form: IntakePage): string[] {
  form.element.dir = 'ltr';
  const before = boxes(form);
  form.element.dir = 'rtl';
  const after = boxes(form);
  return before
    .filter(({ fromLeft, fromRight, top }, index) => {
      const other = after[index];
      const off = [
        fromLeft - (other?.fromRight ?? 0),
        fromRight - (other?.fromLeft ?? 0),
        top - (other?.top ?? 0),
      ];
      return Math.max(...off.map(Math.abs)) > 1;
    })
    .map(({ name }) => name);
}

/** Whether the characters of a text stand in their order from left to right. */
function readsLeftToRight(parent: Element, text: string): boolean {
  const walker = document.createTreeWalker(parent, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const start = node.data.indexOf(text);
    if (start < 0) continue;
    const lefts = [...text].map((_, index) => {
      const range = document.createRange();
      range.setStart(node, start + index);
      range.setEnd(node, start + index + 1);
      return range.getBoundingClientRect().left;
    });
    return lefts.every((left, index) => index === 0 || left > (lefts[index - 1] ?? 0));
  }
  throw new Error(`${text} is not there`);
}

async function open(settings: Settings, transport?: FakeTransport) {
  const form = await IntakePage.open({ messages: hebrew, phone: '(555) 555-0142', ...settings }, transport);
  form.element.dir = 'rtl';
  await form.settled();
  return form;
}

beforeEach(clearDevice);

describe('from right to left', () => {
  for (const width of [320, 560, 720]) {
    it(`everything stands on the other side, and finds room, at ${width} px`, async () => {
      await everyState({ messages: hebrew }, width, (state, form) => {
        expect(unmirrored(form), state).to.deep.equal([]);
        expect(withoutRoom(form), state).to.deep.equal([]);
        if (width === 320) expect(document.documentElement.scrollWidth, state).to.be.at.most(innerWidth);
      });
    }, 60_000);
  }

  it('is not for a form in English, whatever the direction of the page', async () => {
    const parent = await fixture(
      html`<div dir="rtl"><applicant-intake locale="en"></applicant-intake></div>`,
    );
    const form = await IntakePage.within(parent);
    const [yes, no] = form.group(/CDL/).getByRole('radio').elements();
    expect(yes?.getBoundingClientRect().right).to.be.lessThan(no?.getBoundingClientRect().left ?? 0);
  });

  it('has the bar of a complaint on the right, and the arrow of a list on the left', async () => {
    const form = await open({});
    await form.goTo('preferences');
    find(form, 'form').closest('form')?.requestSubmit();
    await form.settled();
    const bar = getComputedStyle(find(form, '.wrong'), '::before');
    expect([bar.right, bar.borderRightWidth, bar.borderLeftWidth]).to.deep.equal(['-12px', '4px', '0px']);
    const arrow = getComputedStyle(find(form, '.select'), '::after');
    expect(Number.parseFloat(arrow.left)).to.be.lessThan(30);
    expect(Number.parseFloat(arrow.right)).to.be.greaterThan(100);
  });

  it('fills the bar of progress from the right', async () => {
    const form = await open({});
    const bar = find(form, 'progress');
    const filled = async () => {
      const picture = await page.elementLocator(bar).screenshot({ save: false });
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(bitmap, 0, 0);
      const colour = (x: number) =>
        context.getImageData(Math.round(bitmap.width * x), bitmap.height >> 1, 1, 1).data.join();
      return { left: colour(0.1), right: colour(0.9) };
    };
    const rightToLeft = await filled();
    form.element.dir = 'ltr';
    expect(rightToLeft.left).not.to.equal(rightToLeft.right);
    expect(await filled()).to.deep.equal({ left: rightToLeft.right, right: rightToLeft.left });
  });

  it('leaves what is written from left to right in its order', async () => {
    const scrambled = await fixture(html`<p dir="rtl">(555) 555-0142</p>`);
    expect(readsLeftToRight(scrambled, '(555) 555-0142')).to.equal(false);
    const form = await open(
      { values: { ...answers, phone: '(720) 340-1313', street: '12 Main St.' } },
      new FakeTransport(Promise.resolve({ id: '', reference: '2345-XQ67', status: 'queued' })),
    );
    await form.goTo('contact');
    for (const name of ['phone', 'email', 'street']) {
      expect(getComputedStyle(find(form, `input[name=${name}]`)).unicodeBidi).to.equal('plaintext');
    }
    expect(readsLeftToRight(find(form, '[part=help-line]'), '(555) 555-0142')).to.equal(true);
    await form.goTo('review');
    const review = find(form, '.step');
    for (const said of ['(720) 340-1313', '12 Main St.', 'craig@example.com']) {
      expect(readsLeftToRight(review, said), said).to.equal(true);
    }
    find(form, 'input[name=terms]').click();
    await form.element.submit();
    await form.settled();
    expect(readsLeftToRight(find(form, '[part=reference]'), '2345-XQ67')).to.equal(true);
    expect(readsLeftToRight(find(form, '[part=call-button]'), '(555) 555-0142')).to.equal(true);
  });
});
