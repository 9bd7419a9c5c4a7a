import { describe, expect, it } from 'vitest';
import { readDate, spokenOrder, typedOf } from '../../../src/element/fields/further/typed-date.ts';

const english = { language: 'en', precision: 'day', lies: undefined, thisYear: 2026 } as const;

describe('the order of a date', () => {
  it.each([
    ['en', 'month day year'],
    ['es', 'month day year'],
    ['es-MX', 'month day year'],
    ['fr-CA', 'day month year'],
    ['fr', 'day month year'],
  ])('is that of the language: %s', (language, order) => {
    expect(spokenOrder(language, 'day').join(' ')).toBe(order);
  });

  it('has no day where none is asked for', () => {
    expect(spokenOrder('fr-CA', 'month')).toEqual(['month', 'year']);
  });
});

describe('a month', () => {
  it.each([
    ['en', '3', '03'],
    ['en', '03', '03'],
    ['en', 'mar', '03'],
    ['en', 'Mar.', '03'],
    ['en', 'MARCH', '03'],
    ['en', 'Sept', '09'],
    ['en', 'ju', 'ju'],
    ['en', 'jun', '06'],
    ['en', 'enero', '01'],
    ['es', 'ene', '01'],
    ['es', 'mar', '03'],
    ['es', 'march', '03'],
    ['es', 'setiembre', 'setiembre'],
    ['fr-CA', 'févr.', '02'],
    ['fr-CA', 'fevrier', '02'],
    ['fr-CA', 'août', '08'],
    ['fr-CA', 'jui', 'jui'],
    ['fr-CA', 'mars', '03'],
    ['en', '13', '13'],
    ['en', 'märz', '03'],
    ['en', '3rd', '3rd'],
  ])('in %s may be typed as %s', (language, month, read) => {
    expect(readDate({ year: '1990', month, day: '7' }, { ...english, language })).toBe(`1990-${read}-07`);
  });
});

describe('a year of two digits', () => {
  it.each([
    ['past', '26', '2026'],
    ['past', '27', '1927'],
    ['past', '90', '1990'],
    ['past', '’90', '1990'],
    ['future', '27', '2027'],
    ['future', '90', '2090'],
    [undefined, '46', '2046'],
    [undefined, '47', '1947'],
    ['past', '5', '5'],
    ['past', '199', '199'],
  ] as const)('that lies in the %s is read as it is meant: %s', (lies, year, read) => {
    expect(readDate({ year, month: '1', day: '2' }, { ...english, lies })).toBe(`${read}-01-02`);
  });
});

describe('what was typed', () => {
  it.each([
    [{ month: '3/27/1990' }, '1990-03-27'],
    [{ month: ' 3 27 90 ' }, '1990-03-27'],
    [{ year: '1990-03-27' }, '1990-03-27'],
    [{ day: 'march 27, 1990' }, '1990-03-27'],
    [{ month: '3/27' }, '-3/27-'],
    [{}, ''],
    [{ month: ' ', day: '' }, ''],
    [{ month: '3' }, '-03-'],
    [{ year: '19-90', month: 'x', day: '-' }, '19 90-x- '],
  ])('is a date, or stays in its place: %j', (typed, read) => {
    expect(readDate(typed, english)).toBe(read);
  });

  it('is found again in what is stored', () => {
    expect(typedOf('1990-03-27', 'day')).toEqual({ year: '1990', month: '03', day: '27' });
    expect(typedOf('-03-', 'day')).toEqual({ year: '', month: '03', day: '' });
    expect(typedOf('1990-03', 'month')).toEqual({ year: '1990', month: '03' });
    expect(typedOf(undefined, 'day')).toEqual({ year: '', month: '', day: '' });
  });
});
