import { describe, expect, it } from 'vitest';
import { wrongParts } from '../../src/model/further-dates.ts';
import { type FormDefinition, validateAnswers } from '../../src/model/index.ts';

const formOf = (definition: object) =>
  ({
    name: 'own',
    version: '1',
    steps: [{ key: 'one', fields: [{ key: 'it', kind: 'date', ...definition }] }],
  }) as FormDefinition;

/** What becomes of a date: its normal form, or what is wrong with it. */
function judge(answer: unknown, definition: object = {}) {
  const parsed = validateAnswers(formOf(definition), { it: answer });
  if ('value' in parsed) return parsed.value.it;
  return parsed.issues.map(({ code, params }) => [code, params.part].filter(Boolean).join(' ')).join();
}

const dayMs = 86_400_000;
/** A day so many days from today, by UTC. */
const daysFromNow = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

describe('a day', () => {
  it.each(['2026-11-22', '1900-01-01', '2100-12-31', '2024-02-29', '2000-02-29'])('can be %s', (day) => {
    expect(judge(day)).toBe(day);
    expect(judge(` ${day} `)).toBe(day);
  });

  it.each([
    ['2026-02-29', 'invalid_date day'],
    ['1900-02-29', 'invalid_date day'],
    ['2026-04-31', 'invalid_date day'],
    ['2026-01-00', 'invalid_date day'],
    ['2026-13-01', 'invalid_date month'],
    ['2026-00-01', 'invalid_date month'],
    ['2026-mar-01', 'invalid_date month'],
    ['1899-12-31', 'invalid_date year'],
    ['2101-01-01', 'invalid_date year'],
    ['90-01-01', 'invalid_date year'],
    ['20265-01-01', 'invalid_date year'],
    ['٢٠٢٦-01-01', 'invalid_date year'],
    ['2026-13-32', 'invalid_date'],
    ['--', 'incomplete_date'],
    ['-03-', 'incomplete_date'],
    ['1990--07', 'incomplete_date month'],
    ['-mar-07', 'incomplete_date year'],
    ['1990-03-', 'incomplete_date day'],
    ['2026-3-5', 'invalid_date'],
    ['2026-11', 'invalid_date'],
    ['2026-11-22T00:00:00Z', 'invalid_date day'],
    ['2026-11-22\n', 'invalid_date day'],
    ['2026-11-22-', 'invalid_date'],
    ['11/22/2026', 'invalid_date'],
    ['+002026-11-22', 'invalid_date year'],
    ['-2026-11-22', 'invalid_date'],
    ['today', 'invalid_date'],
    [`2026-11-${'2'.repeat(1_000_000)}`, 'invalid_date'],
    ['-'.repeat(1_000_000), 'invalid_date'],
  ])('cannot be %s', (day, wrong) => expect(judge(day)).toBe(wrong));

  it('that is missing is not one that is wrong', () => {
    expect(judge('', { required: true })).toBe('required');
    expect(judge('  ')).toBe(undefined);
  });
});

describe('a month', () => {
  const month = { precision: 'month' };

  it.each([
    ['2026-11', '2026-11'],
    ['2026-11-22', 'invalid_date'],
    ['2026-13', 'invalid_date month'],
    ['-11', 'incomplete_date year'],
    ['2026-', 'incomplete_date month'],
    ['2026', 'invalid_date'],
  ])('%s is %s', (text, outcome) => expect(judge(text, month)).toBe(outcome));

  it('that has begun is past, and one that has not ended is to come', () => {
    const thisMonth = daysFromNow(0).slice(0, 7);
    expect(judge(thisMonth, { ...month, lies: 'past' })).toBe(thisMonth);
    expect(judge(thisMonth, { ...month, lies: 'future' })).toBe(thisMonth);
    expect(judge(daysFromNow(40).slice(0, 7), { ...month, lies: 'past' })).toBe('date_in_future');
    expect(judge(daysFromNow(-40).slice(0, 7), { ...month, lies: 'future' })).toBe('date_in_past');
  });
});

describe('a day on one side of today', () => {
  it('may be today, wherever the reader is', () => {
    for (const day of [daysFromNow(0), daysFromNow(1)]) expect(judge(day, { lies: 'past' })).toBe(day);
    for (const day of [daysFromNow(0), daysFromNow(-1)]) expect(judge(day, { lies: 'future' })).toBe(day);
  });

  it('may not be on the other', () => {
    expect(judge(daysFromNow(2), { lies: 'past' })).toBe('date_in_future');
    expect(judge(daysFromNow(-2), { lies: 'future' })).toBe('date_in_past');
  });
});

describe('the parts that are wrong', () => {
  it('are all of them, and only them', () => {
    expect(wrongParts('1899-13-05', 'day')?.parts).toEqual(['year', 'month']);
    expect(wrongParts('1899-02-30', 'day')?.parts).toEqual(['year', 'day']);
    expect(wrongParts('--05', 'day')?.parts).toEqual(['year', 'month']);
    expect(wrongParts('2026-11-22', 'day')).toBe(undefined);
  });
});
