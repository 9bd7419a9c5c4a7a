import { DeliveryError } from '../connector.ts';

/** How literals of a filter are written; the vendor documents neither. */
export interface FilterOptions {
  /** A quote in a literal: twice, or as a wildcard of `LIKE`. Default: `doubled`. */
  readonly quotes?: 'doubled' | 'wildcard' | undefined;
  /** What stands for any text in `LIKE`. Default: `*`. */
  readonly wildcard?: '*' | '%' | undefined;
}

/** A semicolon ends a condition in older protocols; the rest is never part of what we look for. */
const refused = /[\p{Cc}\p{Cs}\\;"]/u;

/**
 * Writes the conditions of `q`. The only place that puts a value into one; what a condition finds is compared again by
 * whoever asked, since a server that ignores a filter hands out whatever it has.
 */
export function createFilters({ quotes = 'doubled', wildcard = '*' }: FilterOptions) {
  const literal = (text: string) => {
    if (refused.test(text)) throw new DeliveryError('rejected', 'a value cannot be put into a filter');
    return text.replaceAll("'", quotes === 'doubled' ? "''" : wildcard);
  };
  return {
    /** The attribute has this value. */
    equals(attribute: string, text: string): string {
      const operator = quotes === 'wildcard' && text.includes("'") ? ' LIKE ' : '=';
      return query(`${attribute}${operator}'${literal(text)}'`);
    },
    /** The attribute has this value in capitals or small letters. */
    equalsInCapitals: (attribute: string, text: string) =>
      query(`UPPER(${attribute})=UPPER('${literal(text)}')`),
    /** The attribute contains this text. */
    contains: (attribute: string, text: string) =>
      query(`${attribute} LIKE '${wildcard}${literal(text)}${wildcard}'`),
  };
}

export type Filters = ReturnType<typeof createFilters>;

/** As a parameter of an address. `encodeURIComponent` leaves quotes and asterisks as they are. */
const query = (condition: string) =>
  `q=${encodeURIComponent(condition).replaceAll("'", '%27').replaceAll('*', '%2A')}`;
