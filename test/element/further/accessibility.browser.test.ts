import { expect } from '@open-wc/testing';
import { beforeEach, describe, it } from 'vitest';
import { page as tab, userEvent } from 'vitest/browser';
import { axeFindings } from '../../accessibility/axe-findings.ts';
import { looseMarkup } from '../../support/strict-markup.ts';
import { soon } from '../intake.page.ts';
import { complete, FurtherPage, fileOf, keys } from './further.page.ts';
import type { FurtherStep } from './further-form.ts';

const steps: readonly FurtherStep[] = ['person', 'jobs', 'papers', 'signing'];

// axe judges no colours of what is out of sight.
beforeEach(() => tab.viewport(760, 3000));

async function expectAccessible(page: FurtherPage) {
  await page.form.settled();
  expect(await axeFindings(page.form)).to.deep.equal([]);
  expect(looseMarkup(page.form.element.shadowRoot)).to.deep.equal([]);
}

for (const locale of ['en', 'es', 'fr-CA'] as const) {
  describe(`in ${locale}`, () => {
    for (const step of steps) {
      it(`the step ${step} can be used by everyone, also with complaints`, async () => {
        const page = await FurtherPage.openAt(step, { locale });
        await expectAccessible(page);
        page.form.element.shadowRoot?.querySelector('form')?.requestSubmit();
        await expectAccessible(page);
      });
    }
  });
}

describe('everyone can use', () => {
  it('rows that were added, filled in wrongly and removed', async () => {
    const page = await FurtherPage.openFilledIn('jobs');
    await page.form.press('Add another job');
    await userEvent.click(page.group('Job 2').getByRole('radio', { name: 'No' }));
    await page.goOn();
    await expectAccessible(page);
    await page.form.press('Remove Job 2');
    await expectAccessible(page);
  });

  it('files that were chosen, rightly and wrongly, and removed', async () => {
    const page = await FurtherPage.openAt('papers');
    const png = new File([new Uint8Array(9)], 'front.png', { type: 'image/png' });
    await page.choose('Photos of your license', png, fileOf('cv.docx', 'application/msword'));
    await page.goOn();
    await expectAccessible(page);
    await page.form.press('Remove cv.docx');
    await expectAccessible(page);
  });

  it('the place to draw in, the note on a name, and the review', async () => {
    const page = await FurtherPage.openFilledIn('signing', { values: { signature: 'Somebody Else' } });
    await userEvent.click(page.form.button('Draw your signature as well'));
    await soon(() => expect(page.form.element.shadowRoot?.querySelector('canvas')).to.exist);
    await expectAccessible(page);
  });
});

describe('with the keyboard alone', () => {
  it('the whole form is filled in', async () => {
    const page = await FurtherPage.openAt('person');
    (page.form.field(/^First name/).element() as HTMLElement).focus();
    await keys('José{Tab}De la Cruz{Tab}3{Tab}7{Tab}1990{Tab} {Tab}{Tab} {Tab}{Tab}Nights only.{Tab}{Enter}');
    await page.form.shows('Where have you worked?');
    expect(page.focused).to.equal(page.form.heading().element());
    await keys('{Tab}ABC{Tab}Denver{Tab}mar{Tab}2019{Tab} {Tab}1200{Tab}');
    expect(page.focused).to.equal(page.form.button('Add another job').element());
    await keys('{Enter}XYZ{Tab}{Tab}4{Tab}2021{Tab}{ArrowRight}{Tab}Too far{Tab}{Tab}');
    expect(page.focused).to.equal(page.form.button('Remove Job 2').element());
    await keys(' ');
    expect(page.focused).to.equal(page.form.button('Undo').element());
    await keys(' {Tab}{Tab}{Tab}{Tab}{Tab}{Tab}{Tab}{Tab}{Tab}{Tab}{Tab}{Enter}');
    await page.form.shows('Your papers');
    const choose = page.group('Photos of your license').getByLabelText('Choose files');
    await keys('{Tab}');
    expect(page.focused).to.equal(choose.element());
    // The dialogue is the system's own.
    await page.choose('Photos of your license', fileOf('cdl.pdf'));
    await keys('{Tab}');
    expect(page.focused).to.equal(page.form.button('Remove cdl.pdf').element());
    await keys('{Tab}{Tab}{Tab}{Enter}');
    await page.form.shows('Check and sign');
    (page.form.field('Signature').element() as HTMLElement).focus();
    await keys('José De la Cruz{Enter}');
    await page.form.shows(/^We have your application/);
    expect(page.form.transport.submissions[0]?.answers).to.deep.equal({
      ...complete,
      endorsements: ['N', 'T'],
      about: 'Nights only.',
      employers: [
        { employer: 'ABC', city: 'Denver', began: '2019-03', current: true, pay: '1200' },
        { employer: 'XYZ', began: '2021-04', current: false, reason: 'Too far' },
      ],
    });
  });
});
