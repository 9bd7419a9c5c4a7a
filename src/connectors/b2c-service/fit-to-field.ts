import { DeliveryError } from '../connector.ts';
import { cutText } from '../cut-text.ts';
import type { Assignment } from '../mapping/assignments.ts';
import type { Described } from './catalog.ts';
import { fieldOf, placeOf, type SiteObject } from './places.ts';
import type { PrepareOptions } from './prepare.ts';

/** Lengths that are documented; all others the site tells. */
const documentedLengths: Readonly<Record<string, number>> = {
  'incidents.subject': 240,
  'contacts.phones.number': 40,
};

/** Text that means something else, or nothing, once it is cut. */
const uncuttable = new Set(['contacts.emails.address', 'contacts.phones.number']);

/**
 * A value as its field takes it: text that is too long is cut, or sets the application aside. So does a field that is
 * not there or cannot be written, by a `rejected` {@link DeliveryError}; where it is one of the vendor's own, only once
 * the site has refused it, since how sites describe those is not documented as well.
 */
export async function fitToField(
  object: SiteObject,
  assignment: Assignment,
  { catalog, tooLong, recheckMs, signal, refusedAt: since }: PrepareOptions,
): Promise<Assignment> {
  const { path, value, line } = assignment;
  const setAside = (problem: string) =>
    new DeliveryError('rejected', `${object} "${line}": ${problem}`, { recheckMs });
  const ask = (fresh: boolean) => catalog.describe(object, fieldOf(path), { signal, fresh, since });

  let described: Described = catalog.known || since !== undefined ? await ask(false) : 'unknown';
  if (hindrance(described) && (path[0] === 'customFields' || since !== undefined)) {
    described = await ask(true);
    const problem = hindrance(described);
    if (problem) throw setAside(problem);
  }
  const place = placeOf(object, path);
  const told = described !== 'unknown' && 'property' in described ? described.property.maxLength : undefined;
  const maxLength = told ?? documentedLengths[place];
  if (typeof value !== 'string' || maxLength === undefined || fieldOf(path) !== path) return assignment;
  const cut = cutText(value, maxLength);
  if (cut === value) return assignment;
  if (tooLong === 'attention' || uncuttable.has(place) || assignment.whole) {
    throw setAside(`the text is longer than the ${maxLength} characters that the site's field takes`);
  }
  return { ...assignment, value: cut };
}

function hindrance(described: Described): string | undefined {
  if (described === 'unknown') return undefined;
  if ('missing' in described) return 'the site has no such field';
  return described.property.readOnly ? 'the field cannot be written' : undefined;
}
