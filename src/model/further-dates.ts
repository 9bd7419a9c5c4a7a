import type { DateField } from './definition.ts';
import type { IssueCode } from './issue.ts';

/** One of the numbers that a date is made of. */
export type DatePart = 'year' | 'month' | 'day';

/** The parts of a date, in the order in which it is stored. */
export const datePartsOf = (precision: DateField['precision']): readonly DatePart[] =>
  precision === 'month' ? ['year', 'month'] : ['year', 'month', 'day'];

/** What is wrong with a date, and which of its parts; no part where what there is cannot be told apart. */
export interface WrongParts {
  readonly code: IssueCode;
  readonly parts: readonly DatePart[];
}

/**
 * What keeps a text from being a day, or a month, from 1900 to 2100; undefined when it is one. While something is
 * missing, that is all there is to say.
 */
export function wrongParts(text: string, precision: DateField['precision']): WrongParts | undefined {
  const names = datePartsOf(precision);
  const given = text.split('-', 4);
  if (given.length !== names.length || text.length > 40) return { code: 'invalid_date', parts: [] };
  const missing = names.filter((_, index) => !given[index]?.trim());
  if (missing.length) return { code: 'incomplete_date', parts: missing };
  const [year = '', month = '', day = ''] = given;
  const isYear = /^\d{4}$/.test(year) && Number(year) >= 1900 && Number(year) <= 2100;
  const isMonth = /^(0[1-9]|1[0-2])$/.test(month);
  // Where month or year are not known, any month and a leap year will do.
  const lastDay = new Date(
    Date.UTC(isYear ? Number(year) : 2000, isMonth ? Number(month) : 1, 0),
  ).getUTCDate();
  const right = {
    year: isYear,
    month: isMonth,
    day: /^\d\d$/.test(day) && Number(day) >= 1 && Number(day) <= lastDay,
  };
  const parts = names.filter((name) => !right[name]);
  return parts.length ? { code: 'invalid_date', parts } : undefined;
}
