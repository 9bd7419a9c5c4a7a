import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { soon } from '../intake.page.ts';
import { FurtherPage, fileOf, keys } from './further.page.ts';

describe('several options', () => {
  it('are none to all, under the question that they answer', async () => {
    const page = await FurtherPage.openFilledIn('person');
    const group = page.group('Endorsements optional');
    expect(page.form.description(group.element())).to.equal('Check all that your license has.');
    for (const name of [
      'Tank (N)',
      'Doubles and triples (T)',
      'Hazardous materials (H)',
      'Tank and hazmat (X)',
    ]) {
      await userEvent.click(page.box(name));
    }
    await userEvent.click(page.box('Doubles and triples (T)'));
    expect(page.form.element.validate().map(({ path }) => path)).to.deep.equal(['files.license_photos']);
    page.form.element.goToStep('signing');
    await page.form.settled();
    expect(page.form.reviewed.Endorsements).to.equal(
      'Tank (N), Hazardous materials (H), and Tank and hazmat (X)',
    );
  });

  it('are sent in the order of the form, whatever the order in which they were ticked', async () => {
    const page = await FurtherPage.openFilledIn('person');
    for (const name of ['Tank and hazmat (X)', 'Tank (N)']) await userEvent.click(page.box(name));
    page.form.element.goToStep('papers');
    await page.form.settled();
    await page.choose('Photos of your license', fileOf('cdl.pdf'));
    await page.form.element.submit();
    expect(page.form.transport.submissions[0]?.answers.endorsements).to.deep.equal(['N', 'X']);
  });

  it('are ticked with the keyboard, and begin as the page says', async () => {
    const page = await FurtherPage.openFilledIn('person', { values: { endorsements: ['T', 'unknown'] } });
    expect(page.box('Doubles and triples (T)').element()).to.have.property('checked', true);
    (page.box('Tank (N)').element() as HTMLElement).focus();
    await keys(' {Tab} ');
    const ticked = page
      .box(/./)
      .elements()
      .map((box) => (box as HTMLInputElement).checked);
    expect(ticked).to.deep.equal([true, true, true, false]);
  });
});

describe('several lines', () => {
  it('are kept as lines, and read as lines under review', async () => {
    const page = await FurtherPage.openFilledIn('person');
    await userEvent.click(page.form.field(/^Anything else/));
    await keys('I drive nights.  {Enter}And weekends.');
    expect(page.form.title).to.equal('About you');
    await page.goOn();
    page.form.element.goToStep('signing');
    await page.form.settled();
    expect(page.form.reviewed['Anything else?']).to.equal('I drive nights.\nAnd weekends.');
  });

  it('may not be too many', async () => {
    const page = await FurtherPage.openFilledIn('person');
    await userEvent.fill(page.form.field(/^Anything else/), 'x'.repeat(121));
    await userEvent.click(page.form.field(/^First name/));
    await soon(() =>
      expect(page.form.description(page.form.field(/^Anything else/).element())).to.equal(
        'Error: Use 120 characters or fewer',
      ),
    );
    expect(page.form.field(/^Anything else/).element())
      .to.have.property('value')
      .with.length(121);
  });
});
