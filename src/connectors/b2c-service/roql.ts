import { DeliveryError } from '../connector.ts';

/**
 * What a literal may not hold. Quotes are doubled; a backslash ends in a syntax error, a semicolon would begin the
 * next statement if a quote ever slipped through, and a `DELETE` runs through the same call as a `SELECT`.
 */
const refused = /[\p{Cc}\p{Cs}\\;"]/u;

/** A ROQL string literal. Throws a `rejected` {@link DeliveryError} for text that must not be put into one. */
export function literal(text: string): string {
  if (refused.test(text)) throw new DeliveryError('rejected', 'a value cannot be put into a ROQL query');
  return `'${text.replaceAll("'", "''")}'`;
}
