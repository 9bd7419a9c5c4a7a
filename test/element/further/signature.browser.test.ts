import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { soon } from '../intake.page.ts';
import { FurtherPage, keys } from './further.page.ts';

async function open(values: Record<string, string> = {}) {
  const page = await FurtherPage.openFilledIn('signing', { values: { signature: '', ...values } });
  return { page, name: page.form.field('Signature') };
}

const canvasOf = (page: FurtherPage) =>
  page.form.element.shadowRoot?.querySelector('canvas.paper') as HTMLCanvasElement;

/** How many dots of a canvas have ink on them. */
function inkOn(canvas: HTMLCanvasElement): number {
  const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
  let dots = 0;
  for (let at = 0; at < data.length; at += 4)
    if ((data[at] ?? 255) < 128 && (data[at + 3] ?? 0) > 0) dots += 1;
  return dots;
}

/** Draws a stroke, as with a finger. */
async function stroke(canvas: HTMLCanvasElement) {
  const { left, top } = canvas.getBoundingClientRect();
  const at = (type: string, x: number) =>
    canvas.dispatchEvent(
      new PointerEvent(type, {
        ...{ pointerId: 1, pointerType: 'touch', isPrimary: true, pressure: 0.5 },
        buttons: type === 'pointerup' ? 0 : 1,
        ...{ clientX: left + x, clientY: top + 60 + (x % 30), bubbles: true, composed: true },
      }),
    );
  at('pointerdown', 20);
  for (let x = 25; x < 150; x += 5) {
    at('pointermove', x);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  at('pointerup', 150);
}

/** Opens the place to draw in. */
async function openPad(page: FurtherPage) {
  await userEvent.click(page.form.button('Draw your signature as well'));
  await soon(() => expect(canvasOf(page)?.width).to.be.above(300));
  return canvasOf(page);
}

describe('a signature', () => {
  it('is typed, as it is on the license', async () => {
    const { page, name } = await open();
    expect(page.form.description(name.element())).to.equal('Type your full name as it is on your license.');
    await userEvent.fill(name, '123');
    await keys('{Tab}');
    await soon(() =>
      expect(page.form.description(name.element())).to.include(
        'Error: Use letters, spaces, hyphens and apostrophes only',
      ),
    );
  });

  for (const [given, signed, differs] of [
    ['José De la Cruz', 'jose de la cruz', false],
    ['José De la Cruz', 'JOSÉ LUIS DE LA CRUZ, JR.', false],
    ['José De la Cruz', 'Jose Cruz', true],
    ['José De la Cruz', 'Cruz, José De la', true],
  ] as const) {
    it(`of ${given} that reads ${signed} is ${differs ? 'remarked on' : 'taken without a word'}`, async () => {
      const { page, name } = await open();
      await userEvent.fill(name, signed);
      await keys('{Tab}');
      await page.form.settled();
      const note =
        'You gave your name as José De la Cruz. If your license says it the way you signed, leave it.';
      await soon(() => expect(page.form.description(name.element()).includes(note)).to.equal(differs));
      expect(name.element().ariaInvalid).to.equal('false');
      expect(page.form.element.validate().filter(({ path }) => path.endsWith('signature'))).to.deep.equal([]);
    });
  }

  it('of somebody whose name is not known is that of whoever signs', async () => {
    const { page, name } = await open({ first_name: '', last_name: '' });
    await userEvent.fill(name, 'Anybody');
    await keys('{Tab}');
    await page.form.settled();
    expect(page.form.description(name.element())).not.to.include('You gave');
  });
});

describe('a drawing of the signature', () => {
  it('is offered, not asked for; its place takes focus', async () => {
    const { page } = await open();
    expect(canvasOf(page)).to.equal(null);
    await openPad(page);
    const place = page.group('Drawing of your signature');
    expect(page.focused).to.equal(place.element());
    expect(place.getByRole('img', { name: 'Drawing of your signature' }).element()).to.exist;
    await userEvent.fill(page.form.field('Signature'), 'José De la Cruz');
    expect(page.form.element.validate().map(({ path }) => path)).to.deep.equal(['files.license_photos']);
  });

  it('is kept while the reader looks at another step', async () => {
    const { page } = await open();
    await stroke(await openPad(page));
    await soon(() => expect(page.form.button('Clear the drawing').elements()).to.have.length(1));
    const ink = inkOn(canvasOf(page));
    expect(ink).to.be.above(100);
    page.form.element.goToStep('person');
    await page.form.settled();
    page.form.element.goToStep('signing');
    await page.form.settled();
    await soon(() => expect(inkOn(canvasOf(page))).to.be.within(ink * 0.8, ink * 1.2));
  });

  it('is cleared, and taken back, with focus where it was', async () => {
    const { page } = await open();
    await stroke(await openPad(page));
    await soon(() => expect(page.form.button('Clear the drawing').elements()).to.have.length(1));
    await page.form.press('Clear the drawing');
    await soon(() => expect(inkOn(canvasOf(page))).to.equal(0));
    expect(page.news('Drawing of your signature')).to.equal('Drawing cleared.');
    expect(page.focused).to.equal(page.form.button('Undo').element());
    await page.form.press('Undo');
    await soon(() => expect(inkOn(canvasOf(page))).to.be.above(100));
    expect(page.form.button('Clear the drawing').elements()).to.have.length(1);
  });

  it('is gone when the form begins anew', async () => {
    const { page } = await open();
    await stroke(await openPad(page));
    page.form.element.reset();
    page.form.element.goToStep('signing');
    await page.form.settled();
    expect(canvasOf(page)).to.equal(null);
    expect(page.form.button('Draw your signature as well').elements()).to.have.length(1);
  });
});
