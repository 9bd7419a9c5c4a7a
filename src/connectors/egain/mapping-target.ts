import { englishLabels } from '../../model/labels.ts';
import type { MappingTarget, Source } from '../mapping/mapping.ts';
import { nearby } from '../mapping/mapping-mistakes.ts';

export type EgainObject = 'customer' | 'contactPerson' | 'phone' | 'postal' | 'attributes';

const menu = (field: keyof typeof englishLabels): Source => ({
  from: `answers.${field}`,
  names: englishLabels[field],
});

/**
 * The members that lines can fill ("Create individual customer"), with the longest text where the vendor names it. What
 * says nothing about a driver's work is not among them, whatever the vendor has fields for.
 */
export const members: Readonly<
  Record<Exclude<EgainObject, 'attributes'>, Readonly<Record<string, number | undefined>>>
> = {
  customer: {
    'level.value': undefined,
    'role.value': undefined,
    'howReferred.value': undefined,
    'industry.value': undefined,
    pin: 255,
    marketSegment: 50,
    entitlements: 1_024,
  },
  contactPerson: {
    salutation: undefined,
    firstName: 124,
    middleName: 124,
    lastName: 124,
    'suffix.value': undefined,
    initials: 16,
    jobTitle: 255,
    'employmentStatus.value': undefined,
    'type.value': undefined,
    startGreeting: undefined,
    endGreeting: undefined,
    occupation: 255,
  },
  phone: { number: undefined, extension: 10 },
  postal: {
    address_1: undefined,
    address_2: undefined,
    city: undefined,
    state: undefined,
    zip: undefined,
    country: undefined,
    region: undefined,
  },
};

/** The kinds of telephone that the vendor lists. */
export const phoneTypes: readonly string[] = ['home', 'office', 'mobile', 'fax', 'pager'];

/** Values that the vendor lists. */
export const listedValues: Readonly<Record<string, readonly string[]>> = {
  'role.value': ['Partner', 'Reseller', 'Customer'],
  'howReferred.value': ['Website', 'Customer', 'Partner', 'Employee', 'Reseller'],
};

/** Whether a line holds a whole application as text. */
export const holdsApplication = (source: Source): boolean =>
  typeof source === 'object' && 'template' in source && source.template.includes('{application}');

/** What a mapping to eGain fills. `attributes` are the tenant's own, of the customer, by their names. */
export const egainMapping: MappingTarget<EgainObject> = {
  objects: ['customer', 'contactPerson', 'phone', 'postal', 'attributes'],
  defaults: {
    customer: { 'howReferred.value': { constant: 'Website' } },
    contactPerson: { firstName: 'answers.first_name', lastName: 'answers.last_name' },
    phone: { number: 'answers.phone' },
    postal: {
      address_1: 'answers.street',
      city: 'answers.city',
      state: 'answers.state',
      zip: 'answers.postal_code',
      country: 'answers.country',
    },
    attributes: {
      application: { template: '{application}' },
      application_reference: 'reference',
      application_type: menu('application_type'),
      application_source: 'attribution.application_source',
      has_cdl: 'answers.has_cdl',
      cdl_type: menu('cdl_type'),
      driving_preference: menu('driving_preference'),
      truck_type: menu('truck_type'),
    },
  },
  exampleLine: 'cdl_type',
  // Any other attribute is a field of its own.
  isTextForPeople: (line, object) => object !== 'attributes' || line === 'application',

  lineMistakes(object, line) {
    if (object === 'attributes') {
      if (/^\w+$/.test(line)) return [];
      return [{ path: [], message: 'must be the name of a custom attribute, without dots' }];
    }
    const known = Object.keys(members[object]);
    if (known.includes(line)) return [];
    return [{ path: [], message: `is no member that can be filled; ${nearby(line, known)}` }];
  },

  jointMistakes: ({ contactPerson }) =>
    Object.hasOwn(contactPerson, 'firstName')
      ? []
      : [{ path: ['contactPerson'], message: 'has no line for firstName, which eGain demands' }],
};
