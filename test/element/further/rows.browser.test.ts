import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { type Locator, userEvent } from 'vitest/browser';
import { soon } from '../intake.page.ts';
import { FurtherPage } from './further.page.ts';
import { furtherTexts } from './further-form.ts';

const job = (page: FurtherPage, number: number): Locator => page.group(`Job ${number}`);

const jobs = (page: FurtherPage): string[] =>
  page
    .group(/^Job \d/)
    .elements()
    .map((row) => row.querySelector('legend')?.textContent ?? '');

const answer = (page: FurtherPage, number: number, name: string) =>
  job(page, number).getByRole('textbox', { name });

async function fillIn(page: FurtherPage, number: number, employer: string, current = 'Yes') {
  await userEvent.fill(answer(page, number, 'Employer'), employer);
  await userEvent.fill(page.part('Started', 'Month', job(page, number)), '3');
  await userEvent.fill(page.part('Started', 'Year', job(page, number)), '2019');
  await userEvent.click(job(page, number).getByRole('radio', { name: current }));
}

/** Presses a button of a row. */
async function remove(page: FurtherPage, number: number) {
  await page.form.press(`Remove Job ${number}`);
}

describe('rows', () => {
  it('begin with one where one is needed, and with none where none is', async () => {
    const page = await FurtherPage.openAt('jobs');
    expect(jobs(page)).to.deep.equal(['Job 1']);
    expect(page.group('Past jobs').getByRole('button').elements()).to.have.length(1);
    expect(page.group(/^Accident \d/).elements()).to.have.length(0);
  });

  it('are named after the repeater where the page has no name for them', async () => {
    const texts = { ...furtherTexts, fields: { ...furtherTexts.fields, employers: { label: 'Past jobs' } } };
    const page = await FurtherPage.openAt('jobs', { messages: texts });
    await page.form.press('Add another Past jobs');
    expect(page.group('Past jobs 2').element()).to.exist;
  });

  it('are added with focus in their first field, up to the number allowed', async () => {
    const page = await FurtherPage.openAt('jobs');
    await page.form.press('Add another job');
    expect(page.focused).to.equal(answer(page, 2, 'Employer').element());
    await page.form.press('Add another job');
    expect(jobs(page)).to.deep.equal(['Job 1', 'Job 2', 'Job 3']);
    expect(page.form.button('Add another job').elements()).to.have.length(0);
    expect(page.focused).to.equal(answer(page, 3, 'Employer').element());
  });

  it('keep what is in them when one before them is removed, and take it back', async () => {
    const page = await FurtherPage.openAt('jobs');
    await fillIn(page, 1, 'ABC', 'No');
    await userEvent.fill(answer(page, 1, 'Why did you leave?'), 'Too far');
    await page.form.press('Add another job');
    await fillIn(page, 2, 'XYZ');
    await remove(page, 1);
    expect(jobs(page)).to.deep.equal(['Job 1']);
    expect(answer(page, 1, 'Employer').element()).to.have.property('value', 'XYZ');
    expect(job(page, 1).getByRole('radio', { name: 'Yes' }).element()).to.have.property('checked', true);
    expect(page.news('Past jobs')).to.equal('Job 1 removed.');
    expect(page.focused).to.equal(page.form.button('Undo').element());
    await page.form.press('Undo');
    expect(answer(page, 1, 'Employer').element()).to.have.property('value', 'ABC');
    expect(answer(page, 1, 'Why did you leave?').element()).to.have.property('value', 'Too far');
    expect(answer(page, 2, 'Employer').element()).to.have.property('value', 'XYZ');
    expect(page.focused).to.equal(answer(page, 1, 'Employer').element());
    expect(page.form.button('Undo').elements()).to.have.length(0);
  });

  it('come back as they were also after others have been changed', async () => {
    const page = await FurtherPage.openAt('jobs');
    await fillIn(page, 1, 'ABC');
    await page.form.press('Add another job');
    await fillIn(page, 2, 'XYZ');
    await remove(page, 2);
    await userEvent.fill(answer(page, 1, 'Employer'), 'ABC Trucking');
    await page.form.press('Undo');
    expect(answer(page, 1, 'Employer').element()).to.have.property('value', 'ABC Trucking');
    expect(answer(page, 2, 'Employer').element()).to.have.property('value', 'XYZ');
  });

  it('are all taken away where none is needed', async () => {
    const page = await FurtherPage.openFilledIn('jobs');
    await page.form.press(/^Add another Accidents/);
    await page.form.press('Remove Accident 1');
    await page.goOn();
    expect(page.form.title).to.equal('Your papers');
  });

  it('ask what depends on an answer of the same row only', async () => {
    const page = await FurtherPage.openAt('jobs');
    await page.form.press('Add another job');
    await userEvent.click(job(page, 2).getByRole('radio', { name: 'No' }));
    await page.form.settled();
    expect(answer(page, 2, 'Why did you leave?').elements()).to.have.length(1);
    expect(answer(page, 1, 'Why did you leave?').elements()).to.have.length(0);
  });

  it('are sent as they stand, in their normal form', async () => {
    const page = await FurtherPage.openFilledIn('jobs');
    await page.form.press('Add another job');
    await fillIn(page, 2, '  XYZ  Lines ', 'No');
    await userEvent.fill(answer(page, 2, 'Why did you leave?'), 'Too far');
    await page.goOn();
    await page.choose('Photos of your license', new File(['%PDF-'], 'cdl.pdf', { type: 'application/pdf' }));
    await page.form.element.submit();
    expect(page.form.transport.submissions[0]?.answers.employers).to.deep.equal([
      { employer: 'ABC Trucking', began: '2019-03', current: true },
      { employer: 'XYZ Lines', began: '2019-03', current: false, reason: 'Too far' },
    ]);
  });
});

describe('complaints within rows', () => {
  it('name their row, in the order of the page, and lead to their control', async () => {
    const page = await FurtherPage.openAt('jobs');
    await fillIn(page, 1, 'ABC', 'No');
    await page.form.press('Add another job');
    await userEvent.click(job(page, 2).getByRole('radio', { name: 'Yes' }));
    await page.goOn();
    const links = page.form.summary().getByRole('link');
    expect(links.elements().map(({ textContent }) => textContent)).to.deep.equal([
      'Job 1: Say why you left',
      'Job 2: Enter the name of the employer',
      'Job 2: Enter the month you started',
    ]);
    const targets = [
      answer(page, 1, 'Why did you leave?'),
      answer(page, 2, 'Employer'),
      page.part('Started', 'Month', job(page, 2)),
    ];
    for (const [index, target] of targets.entries()) {
      await userEvent.click(links.all()[index] as Locator);
      expect(page.focused).to.equal(target.element());
    }
    expect(page.form.description(answer(page, 2, 'Employer').element())).to.equal(
      'Error: Enter the name of the employer',
    );
  });

  it('are made by leaving a field of the row, too', async () => {
    const page = await FurtherPage.openAt('jobs');
    await userEvent.fill(page.part('Started', 'Month'), '13');
    await userEvent.fill(page.part('Started', 'Year'), '2019');
    await userEvent.click(answer(page, 1, 'City optional'));
    await soon(() => expect(page.part('Started', 'Month').element().ariaInvalid).to.equal('true'));
  });

  it('lead to the row that stands there where there are no rows yet', async () => {
    const page = await FurtherPage.openAt('jobs');
    await page.goOn();
    await userEvent.click(page.form.summary().getByRole('link', { name: 'Add the job you had last' }));
    expect(page.focused).to.equal(job(page, 1).element());
    expect(answer(page, 1, 'Employer').element().ariaInvalid).to.equal('false');
  });

  it('have ids that are all different', async () => {
    const page = await FurtherPage.openAt('jobs');
    await page.form.press('Add another job');
    await userEvent.click(job(page, 1).getByRole('radio', { name: 'No' }));
    await page.goOn();
    const ids = [...(page.form.element.shadowRoot?.querySelectorAll('[id]') ?? [])].map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
  });
});

describe('rows under review', () => {
  it('read row by row; what is sensitive does not', async () => {
    const employers = [
      { employer: 'ABC Trucking', began: '2019-03', current: false, reason: 'Too far', pay: '1200' },
      { employer: 'XYZ', began: '2022-01', current: true },
    ];
    const page = await FurtherPage.openFilledIn('signing', { values: { employers } });
    const said = page.form.reviewed['Past jobs']?.replace(/\s+/g, ' ');
    expect(said).to.equal(
      'Job 1 Employer: ABC Trucking Started: March 2019 Do you still work there? No Why did you leave? Too far ' +
        'Weekly pay: •••• Job 2 Employer: XYZ Started: January 2022 Do you still work there? Yes',
    );
  });
});
