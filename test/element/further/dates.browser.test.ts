import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Answers, DateField, FormDefinition } from '../../../src/model/definition.ts';
import { IntakePage, soon } from '../intake.page.ts';
import { FurtherPage, keys } from './further.page.ts';
import { furtherTexts } from './further-form.ts';

/** A form that asks for one date. */
async function openDate(field: Partial<DateField> = {}, locale = 'en', values: Answers = {}) {
  const definition: FormDefinition = {
    name: 'dates',
    version: '1',
    steps: [
      {
        key: 'one',
        fields: [
          { key: 'birth_date', kind: 'date', required: true, ...field },
          { key: 'note', kind: 'text' },
        ],
      },
      { key: 'two', review: true, fields: [] },
    ],
  };
  const form = await IntakePage.open({ definition, messages: furtherTexts, locale, values });
  return new FurtherPage(form);
}

const valuesOf = (page: FurtherPage) =>
  page
    .group('Date of birth')
    .getByRole('textbox')
    .elements()
    .map((control) => (control as HTMLInputElement).value);

const namesOf = (page: FurtherPage) =>
  page
    .group('Date of birth')
    .getByRole('textbox')
    .elements()
    .map((control) => (control as HTMLInputElement).labels?.[0]?.textContent);

const wrongParts = (page: FurtherPage) =>
  page
    .group('Date of birth')
    .getByRole('textbox')
    .elements()
    .filter(({ ariaInvalid }) => ariaInvalid === 'true')
    .map((control) => (control as HTMLInputElement).name.replace(/.*:/, ''));

/** Types a date, part after part in the order shown, and leaves it. */
async function type(page: FurtherPage, ...parts: string[]) {
  const controls = page.group('Date of birth').getByRole('textbox').all();
  for (const [index, part] of parts.entries()) await userEvent.fill(controls[index] as never, part);
  await userEvent.click(page.form.field(/^Note/));
  await page.form.settled();
}

/** What would be sent. */
async function sent(page: FurtherPage): Promise<unknown> {
  await page.form.element.submit();
  await page.form.settled();
  return page.form.transport.submissions[0]?.answers.birth_date;
}

describe('the fields of a date', () => {
  it('stand in the order in which the language says them, each with its name', async () => {
    expect(namesOf(await openDate())).to.deep.equal(['Month', 'Day', 'Year']);
    expect(namesOf(await openDate({}, 'es'))).to.deep.equal(['Mes', 'Día', 'Año']);
    expect(namesOf(await openDate({}, 'fr-CA'))).to.deep.equal(['Jour', 'Mois', 'Année']);
    expect(namesOf(await openDate({ precision: 'month' }))).to.deep.equal(['Month', 'Year']);
  });

  it('are typed into with numbers, and filled in by the browser where they are a birthday', async () => {
    const page = await openDate({ autocomplete: 'bday' });
    const year = page.part('Date of birth', 'Year').element() as HTMLInputElement;
    expect(year.inputMode).to.equal('numeric');
    expect(year.autocomplete).to.equal('bday-year');
    const other = await openDate();
    expect((other.part('Date of birth', 'Year').element() as HTMLInputElement).autocomplete).to.equal('off');
  });

  it('show what the page has filled in', async () => {
    const page = await openDate({}, 'en', { birth_date: '1990-03-07' });
    expect(valuesOf(page)).to.deep.equal(['03', '07', '1990']);
    expect(await sent(page)).to.equal('1990-03-07');
  });
});

describe('a date', () => {
  for (const [parts, shown, stored] of [
    [['3', '7', '1990'], ['03', '07', '1990'], '1990-03-07'],
    [['mar', '7', '90'], ['03', '07', '1990'], '1990-03-07'],
    [['enero', '07', '1990'], ['01', '07', '1990'], '1990-01-07'],
    [['3/7/1990'], ['03', '07', '1990'], '1990-03-07'],
    [['1990-03-07'], ['03', '07', '1990'], '1990-03-07'],
  ] as const) {
    it(`may be typed as ${parts.join(' ')}`, async () => {
      const page = await openDate({ lies: 'past' });
      await type(page, ...parts);
      expect(valuesOf(page)).to.deep.equal(shown);
      expect(await sent(page)).to.equal(stored);
    });
  }

  it('is not checked, nor changed, while the reader goes from one field of it to the next', async () => {
    const page = await openDate();
    await userEvent.click(page.part('Date of birth', 'Month'));
    await keys('mar{Tab}7');
    await page.form.settled();
    expect(valuesOf(page)).to.deep.equal(['mar', '7', '']);
    expect(wrongParts(page)).to.deep.equal([]);
    await keys('{Tab}90{Tab}');
    await soon(() => expect(valuesOf(page)).to.deep.equal(['03', '07', '1990']));
  });

  it('keeps what was typed where that cannot be read', async () => {
    const page = await openDate();
    await type(page, 'x', '7', '90');
    expect(valuesOf(page)).to.deep.equal(['x', '7', '90']);
    expect(wrongParts(page)).to.deep.equal(['month']);
  });
});

describe('a complaint about a date', () => {
  for (const [parts, wrong, text] of [
    [['3', '', '1990'], ['day'], 'Enter the day, too'],
    [['', '7', ''], ['month', 'year'], 'Fill in every part of the date'],
    [['13', '7', '1990'], ['month'], 'Enter a month from 1 to 12'],
    [['2', '30', '1990'], ['day'], 'Enter a day that the month has'],
    [['2', '3', '199'], ['year'], 'Enter a year with four digits, from 1900 to 2100'],
    [['3', '7', '2099'], ['month', 'day', 'year'], 'Enter a date that is not in the future'],
  ] as const) {
    it(`marks what is wrong, and nothing else: ${parts.join('/')}`, async () => {
      const page = await openDate({ lies: 'past' });
      await type(page, ...parts);
      await soon(() => expect(wrongParts(page)).to.deep.equal(wrong));
      expect(page.form.description(page.group('Date of birth').element())).to.equal(`Error: ${text}`);
    });
  }

  it('leads to the part that is wrong', async () => {
    const page = await openDate();
    await type(page, '3', '', '1990');
    await page.goOn();
    await userEvent.click(page.form.summary().getByRole('link'));
    expect(page.focused).to.equal(page.part('Date of birth', 'Day').element());
  });

  it('gives way as soon as the part is right, and comes back about another part', async () => {
    const page = await openDate();
    await type(page, '13', '31', '1990');
    await soon(() => expect(wrongParts(page)).to.deep.equal(['month']));
    await userEvent.fill(page.part('Date of birth', 'Month'), '2');
    await soon(() => expect(wrongParts(page)).to.deep.equal([]));
    await userEvent.click(page.form.field(/^Note/));
    await soon(() => expect(wrongParts(page)).to.deep.equal(['day']));
  });

  it('is about the whole date where there is none', async () => {
    const page = await openDate();
    await page.goOn();
    expect(wrongParts(page)).to.deep.equal(['month', 'day', 'year']);
    expect(page.form.text('Enter your date of birth').elements()).to.have.length.above(0);
  });
});

describe('a date under review', () => {
  for (const [locale, field, said] of [
    ['en', {}, 'March 7, 1990'],
    ['es', {}, '7 de marzo de 1990'],
    ['fr-CA', {}, '7 mars 1990'],
    ['en', { precision: 'month' }, 'March 1990'],
  ] as const) {
    it(`reads ${said}`, async () => {
      const value = 'precision' in field ? '1990-03' : '1990-03-07';
      const page = await openDate(field, locale, { birth_date: value });
      page.form.element.goToStep('two');
      await page.form.settled();
      expect(page.form.reviewed['Date of birth']).to.equal(said);
    });
  }
});
