import { DeliveryError } from '../connector.ts';
import { cutToFit } from '../cut-text.ts';
import type { Assignment } from '../mapping/assignments.ts';
import type { FusionObject } from './mapping-target.ts';

/**
 * The longest texts, in characters. Those of the service request and of an interaction's number are documented; the
 * others are what such columns have elsewhere at the vendor's, and a site says by `describe` whether it agrees.
 */
export const defaultLengths: Readonly<Record<string, number>> = {
  'serviceRequest.Title': 400,
  'serviceRequest.ProblemDescription': 1_000,
  'interaction.InteractionNumber': 30,
  'interaction.Description': 1_000,
  'contact.FirstName': 150,
  'contact.LastName': 150,
  'contact.EmailAddress': 320,
  'contact.MobileNumber': 40,
  'contact.AddressLine1': 240,
  'contact.AddressLine2': 240,
  'contact.City': 60,
  'contact.State': 60,
  'contact.PostalCode': 60,
};

/** The shortest limit of titles that leaves a few characters before an id of 36. */
export const minTitle = 50;

/** Places without which the site takes no row. */
export const defaultRequired: readonly string[] = ['contact.LastName', 'serviceRequest.Title'];

export interface Limits {
  readonly lengths: Readonly<Record<string, number>>;
  readonly required: readonly string[];
  readonly tooLong: 'cut' | 'attention';
  /** Attributes that have a value besides the assignments. */
  readonly anyway: readonly string[];
  /** Whether something else holds the whole application, so that a copy may be cut whatever `tooLong` says. */
  readonly heldElsewhere: boolean;
}

/** Text for people means the same once it is cut; a number, an address or a code does not. */
const uncuttable = /(EmailAddress|Number|Code|Cd|State|Country|Id|URL)(_c)?$/;

/**
 * The values of an object as the site takes them: text that is too long is cut, or sets the application aside, and so
 * does an attribute that is required and has no value; by a `rejected` {@link DeliveryError}, before anything is sent.
 */
export function withinLimits(
  object: FusionObject,
  assignments: readonly Assignment[],
  { lengths, required, anyway, tooLong, heldElsewhere }: Limits,
): Assignment[] {
  for (const place of required) {
    const [of, name = ''] = place.split('.');
    const has = anyway.includes(name) || assignments.some(({ line }) => line === name);
    if (of === object && !has) {
      throw setAside(object, name, 'the site wants a value, and the application has none');
    }
  }
  return assignments.map((assignment) => {
    const { line, value, source } = assignment;
    const place = `${object}.${line}`;
    const max = Object.hasOwn(lengths, place) ? lengths[place] : undefined;
    if (max === undefined || typeof value !== 'string' || value.length <= max) return assignment;
    const isCopy =
      heldElsewhere &&
      typeof source === 'object' &&
      'template' in source &&
      source.template === '{application}';
    if (uncuttable.test(line) || assignment.whole || (tooLong === 'attention' && !isCopy)) {
      throw setAside(object, line, `the text is longer than the ${max} characters that the site takes`);
    }
    return { ...assignment, value: cutTo(value, max) };
  });
}

/** Text of so many units of UTF-16 at the most, as Java counts. */
export const cutTo = (text: string, max: number) => cutToFit(text, (cut) => cut.length <= max);

const setAside = (object: FusionObject, line: string, problem: string) =>
  new DeliveryError('rejected', `${object} "${line}": ${problem}`);
