import { refusal } from './problem.ts';
import type { Row } from './rows.ts';

/** What tells one state of a row from others. */
export function etagOf({ id, version }: Row): string {
  return `"ACED0005${id.toString(16).toUpperCase()}${version.toString(16).toUpperCase().padStart(8, '0')}"`;
}

/** Refuses to change a row that is no longer in the state that the caller has seen. */
export function checkIfMatch(headers: Headers, row: Row): void {
  const condition = headers.get('if-match');
  if (condition === null) return;
  const seen = condition.split(',').map((each) => each.trim());
  // A change indicator is often sent without the quotes of an ETag.
  const accepted = ['*', etagOf(row), etagOf(row).replaceAll('"', '')];
  if (seen.some((each) => accepted.includes(each))) return;
  throw refusal('stale', 'The row has been changed since it was read');
}
