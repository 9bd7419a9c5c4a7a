import type { DateField } from '../../../model/definition.ts';
import { type DatePart, datePartsOf } from '../../../model/further-dates.ts';

/** What stands in the fields of a date. */
export type TypedDate = Readonly<Partial<Record<DatePart, string>>>;

/** What a typed date is read by. */
export interface DateReading {
  readonly precision: DateField['precision'];
  readonly lies: DateField['lies'];
  /** The BCP 47 tag of the reader's language. */
  readonly language: string;
  /** Default: the present one. */
  readonly thisYear?: number;
}

/**
 * The parts of a date in the order in which the reader's language says them. Our Spanish is that of drivers in the
 * United States, where the month comes first on every paper.
 */
export function spokenOrder(language: string, precision: DateField['precision']): DatePart[] {
  const format = new Intl.DateTimeFormat(/^es\b/i.test(language) ? 'en' : language, { dateStyle: 'long' });
  const parts = datePartsOf(precision);
  return format.formatToParts(0).flatMap(({ type }) => parts.find((part) => part === type) ?? []);
}

/**
 * The date as it is stored, `1990-03-27` or `2020-11`, of what was typed: `3`, `03`, `mar` or `marzo`, `90`. What cannot
 * be read stays as it is, in its place: `1990-mrz-`. A whole date in one of the fields is taken apart.
 */
export function readDate(typed: TypedDate, reading: DateReading): string {
  const names = datePartsOf(reading.precision);
  const order = spokenOrder(reading.language, reading.precision);
  const given = order.map((name) => (typed[name] ?? '').trim());
  const filled = given.filter(Boolean);
  if (!filled.length) return '';
  const groups = filled.join(' ').split(/[\s/.,-]+/);
  const whole = filled.length === 1 && groups.length === names.length;
  const named = new Map<DatePart, string>();
  const inOrder = whole && /^\d{4}$/.test(groups[0] ?? '') ? names : order;
  inOrder.forEach((name, index) => {
    named.set(name, ((whole ? groups : given)[index] ?? '').replaceAll('-', ' '));
  });
  const read = { year: fullYear, month: monthNumber, day: twoDigits };
  return names.map((name) => read[name](named.get(name) ?? '', reading)).join('-');
}

/** The parts of a stored date. */
export function typedOf(value: unknown, precision: DateField['precision']): TypedDate {
  const parts = `${value ?? ''}`.split('-');
  return Object.fromEntries(datePartsOf(precision).map((name, index) => [name, parts[index] ?? '']));
}

const twoDigits = (text: string) => (/^\d$/.test(text) ? `0${text}` : text);

/** A year of two digits is one to come, or the last one that ended so. */
function fullYear(text: string, { lies, thisYear = new Date().getFullYear() }: DateReading): string {
  const [, digits] = /^['’]?(\d\d)$/.exec(text) ?? [];
  if (!digits) return text;
  const year = 2000 + Number(digits);
  const latest = lies === 'future' ? 2099 : lies === 'past' ? thisYear : thisYear + 20;
  return `${year > latest ? year - 100 : year}`;
}

/** The number of a month by what its name begins with, in the reader's language or another of ours. */
function monthNumber(text: string, { language }: DateReading): string {
  if (!/^\p{L}{3,}\.?$/u.test(text)) return twoDigits(text);
  const start = folded(text.replace('.', ''));
  for (const each of [language, 'en', 'es', 'fr']) {
    const format = new Intl.DateTimeFormat(each, { month: 'long', timeZone: 'UTC' });
    const names = Array.from({ length: 12 }, (_, month) => folded(format.format(Date.UTC(2000, month))));
    const fitting = names.filter((name) => name.startsWith(start));
    if (fitting.length === 1) return twoDigits(`${names.indexOf(fitting[0] ?? '') + 1}`);
  }
  return text;
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
