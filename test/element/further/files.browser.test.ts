import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { soon } from '../intake.page.ts';
import { FurtherPage, fileOf } from './further.page.ts';

const photos = 'Photos of your license';
const card = /^Medical card/;

/** A picture of one colour, as a browser makes it. */
async function pictureOf(colour: string, name: string): Promise<File> {
  const canvas = new OffscreenCanvas(60, 40);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = colour;
  context.fillRect(0, 0, 60, 40);
  return new File([await canvas.convertToBlob()], name, { type: 'image/png' });
}

/** Lets files fall onto the place where they are chosen. */
async function drop(page: FurtherPage, ...files: File[]) {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  const place = page.group(photos).getByText('or drop them here').element();
  for (const type of ['dragover', 'drop']) {
    const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true });
    expect(place.dispatchEvent(event), 'the browser does not open the file itself').to.equal(false);
  }
  await page.form.settled();
}

describe('files', () => {
  it('are chosen with a native control that says what is taken', async () => {
    const page = await FurtherPage.openAt('papers');
    const control = page.group(photos).getByLabelText('Choose files').element() as HTMLInputElement;
    expect(control).to.include({ type: 'file', multiple: true, required: true });
    expect(control.accept).to.equal('application/pdf,image/jpeg,image/png');
    const one = page.group(card).getByLabelText('Choose a file').element() as HTMLInputElement;
    expect(one).to.include({ multiple: false, required: false });
    expect(page.group(photos).getByText('PDF, JPEG, PNG. Up to 5 files, 5 MB each.').element()).to.exist;
    const camera = page.group(photos).getByLabelText('Take a photo').element() as HTMLInputElement;
    expect(camera.getAttribute('capture')).to.equal('environment');
    expect(camera.accept).to.equal('image/*');
  });

  it('are listed with name and size, and added to those that are there', async () => {
    const page = await FurtherPage.openAt('papers');
    await page.choose(photos, fileOf('front.pdf', 'application/pdf', 1_600_000));
    await page.choose(
      photos,
      fileOf('back.jpg', 'image/jpeg', 3000),
      fileOf('front.pdf', 'application/pdf', 1_600_000),
    );
    expect(page.listed(photos)).to.deep.equal([
      'PDF front.pdf 1.5 MB Remove front.pdf',
      'back.jpg 3 kB Remove back.jpg',
    ]);
    expect(page.news(photos)).to.equal('2 files chosen');
  });

  it('that are photographs too large to be taken are made smaller', async () => {
    const page = await FurtherPage.openAt('papers');
    // Noise, which no picture format makes small.
    const canvas = new OffscreenCanvas(4000, 1000);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    const noise = context.createImageData(4000, 1000);
    for (let at = 0; at < noise.data.length; at += 65_536) {
      crypto.getRandomValues(noise.data.subarray(at, at + 65_536));
    }
    context.putImageData(noise, 0, 0);
    const photo = new File([await canvas.convertToBlob()], 'IMG 1.png', { type: 'image/png' });
    expect(photo.size).to.be.above(5_242_880);
    await page.choose(photos, photo);
    await soon(() => expect(page.listed(photos)[0]).to.match(/^IMG 1\.jpg [\d.]+ MB Remove/));
    await page.goOn();
    expect(page.form.title).to.equal('Check and sign');
  });

  it('show what is on a picture', async () => {
    const page = await FurtherPage.openAt('papers');
    await page.choose(photos, await pictureOf('#00f', 'blue.png'));
    const canvas = page.form.element.shadowRoot?.querySelector('canvas') as HTMLCanvasElement;
    await soon(() =>
      expect([...(canvas.getContext('2d')?.getImageData(48, 48, 1, 1).data ?? [])]).to.deep.equal([
        0, 0, 255, 255,
      ]),
    );
    page.form.element.goToStep('person');
    await page.form.settled();
    page.form.element.goToStep('papers');
    await page.form.settled();
    const again = page.form.element.shadowRoot?.querySelector('canvas') as HTMLCanvasElement;
    await soon(() => expect(again.getContext('2d')?.getImageData(48, 48, 1, 1).data[2]).to.equal(255));
  });

  it('may be dropped', async () => {
    const page = await FurtherPage.openAt('papers');
    await drop(page, fileOf('front.pdf'), fileOf('back.pdf'));
    expect(page.listed(photos)).to.have.length(2);
  });

  it('take the place of each other where only one is wanted', async () => {
    const page = await FurtherPage.openAt('papers');
    await page.choose(card, fileOf('old.pdf'));
    await page.choose(card, fileOf('new.pdf'));
    expect(page.listed(card)).to.deep.equal(['PDF new.pdf 1 kB Remove new.pdf']);
  });

  it('are removed, and taken back', async () => {
    const page = await FurtherPage.openAt('papers');
    await page.choose(photos, fileOf('front.pdf'), fileOf('back.pdf'));
    await page.form.press('Remove front.pdf');
    expect(page.listed(photos)).to.have.length(1);
    expect(page.news(photos)).to.equal('front.pdf removed.');
    expect(page.focused).to.equal(page.form.button('Undo').element());
    await page.form.press('Undo');
    expect(page.listed(photos)).to.have.length(2);
    expect(page.focused).to.equal(page.group(photos).getByLabelText('Choose files').element());
  });

  it('can be chosen again after they were removed', async () => {
    const page = await FurtherPage.openAt('papers');
    await page.choose(photos, fileOf('front.pdf'));
    await page.form.press('Remove front.pdf');
    await page.choose(photos, fileOf('front.pdf'));
    expect(page.listed(photos)).to.have.length(1);
  });
});

describe('limits of files', () => {
  for (const [what, file, text] of [
    ['a document', fileOf('cv.docx', 'application/msword'), 'Choose a file of this kind: PDF, JPEG, or PNG'],
    ['one without a type', fileOf('notes.heic', ''), 'Choose a file of this kind: PDF, JPEG, or PNG'],
    ['an empty one', fileOf('cdl.pdf', 'application/pdf', 0), 'Choose a file that is not empty'],
    ['a large one', fileOf('cdl.pdf', 'application/pdf', 5_242_881), 'Choose a file of 5 MB or less'],
  ] as const) {
    it(`are told at once beside the file, and keep the reader from going on: ${what}`, async () => {
      const page = await FurtherPage.openAt('papers');
      await page.choose(photos, file);
      expect(page.listed(photos)[0]).to.include(text);
      await page.goOn();
      await userEvent.click(page.form.summary().getByRole('link', { name: text }));
      expect(page.focused).to.equal(page.group(photos).getByLabelText('Choose files').element());
      await page.form.press(`Remove ${file.name}`);
      await page.choose(photos, fileOf('right.pdf'));
      await page.goOn();
      expect(page.form.title).to.equal('Check and sign');
    });
  }

  it('are told at once for all files together', async () => {
    const page = await FurtherPage.openAt('papers');
    const description = () => page.form.description(page.group(photos).element());
    const six = [1, 2, 3, 4, 5, 6].map((number) => fileOf(`${number}.pdf`));
    await page.choose(photos, ...six);
    expect(description()).to.equal('Error: Choose 5 files at most');
    await page.form.press('Remove 6.pdf');
    expect(description()).to.equal('');
    await page.form.press('Remove 5.pdf');
    const large = (name: string) => fileOf(name, 'application/pdf', 5_200_000);
    await page.choose(photos, large('a.pdf'));
    for (const number of [1, 2, 3]) await page.form.press(`Remove ${number}.pdf`);
    await page.choose(photos, large('b.pdf'), large('c.pdf'), large('d.pdf'));
    expect(description()).to.equal('Error: Choose fewer or smaller files: 15 MB or less in all');
  });

  it('are those of the application: files of another question count, too', async () => {
    const page = await FurtherPage.openAt('papers');
    await page.choose(photos, ...[1, 2, 3, 4, 5].map((number) => fileOf(`${number}.pdf`)));
    await page.choose(card, fileOf('card.pdf'));
    expect(page.form.description(page.group(photos).element())).to.equal('');
    expect(page.form.description(page.group(card).element())).to.equal('Error: Choose one file only');
  });
});

describe('files that are needed', () => {
  it('are asked for', async () => {
    const page = await FurtherPage.openAt('papers');
    await page.goOn();
    await userEvent.click(page.form.summary().getByRole('link', { name: 'Add a photo of your license' }));
    const control = page.group(photos).getByLabelText('Choose files').element();
    expect(page.focused).to.equal(control);
    expect(control.ariaInvalid).to.equal('true');
    expect(page.form.description(control)).to.equal('Error: Add a photo of your license');
    await page.choose(photos, fileOf('cdl.pdf'));
    expect(page.form.description(control)).to.equal('');
    await page.goOn();
    expect(page.form.reviewed[photos]).to.equal('cdl.pdf');
  });
});
