import type { MappingTarget } from '../mapping/mapping.ts';
import { nearby } from '../mapping/mapping-mistakes.ts';
import { contactFields, mappedFields } from './fields.ts';

const reserved: Readonly<Record<string, string>> = {
  clientRef: 'is the setting clientRef; leave it out',
  contactRef: 'is made of the submission’s id; see the setting contactRef',
  locations: 'is filled by the setting locations; leave it out',
};

/** What a mapping to Oneserve fills. There is no country: city and state go into the second line of the address. */
export const oneserveMapping: MappingTarget<'contact'> = {
  objects: ['contact'],
  defaults: {
    contact: {
      salutation: { constant: '-' },
      forename: 'answers.first_name',
      surname: 'answers.last_name',
      address1: 'answers.street',
      address2: { template: '{answers.city} {answers.state}' },
      postCode: 'answers.postal_code',
      notes: { template: '{application}' },
    },
  },
  exampleLine: 'address2',
  // People read all of it, and there are no fields of a customer's own.
  isTextForPeople: () => true,

  lineMistakes(_, line) {
    const known: readonly string[] = mappedFields;
    if (known.includes(line)) return [];
    const slot = /^(contact\d|preferredContact)/.test(line);
    const message =
      reserved[line.split('.')[0] ?? ''] ??
      (slot
        ? 'is filled by the settings contactSlots, contactTypes and preferredContact; leave it out'
        : undefined) ??
      `is no field of a contact; ${nearby(line, known)}`;
    return [{ path: [], message }];
  },

  jointMistakes: ({ contact }) =>
    mappedFields
      .filter((field) => contactFields[field].required && !Object.hasOwn(contact, field))
      .map((field) => ({ path: ['contact'], message: `has no line for ${field}, which Oneserve demands` })),
};
