/** What the vendor's table says of a field. */
export type Field = {
  name: string;
  required: boolean;
} & (
  | { kind: 'text'; maxLength: number }
  | { kind: 'integer'; min?: number; max?: number }
  /** The id of one of the tenant's types of contact. */
  | { kind: 'contact-type' }
  | { kind: 'boolean' }
  | { kind: 'date' }
);

const text = (name: string, maxLength: number, required: boolean): Field => ({
  name,
  required,
  kind: 'text',
  maxLength,
});

/** The fields of a contact, `locations` apart, in the order of the vendor's table. */
export const CONTACT_FIELDS: readonly Field[] = [
  text('clientRef', 50, true),
  text('contactRef', 50, true),
  text('salutation', 50, true),
  text('forename', 80, true),
  text('surname', 80, true),
  text('contact1', 80, true),
  { name: 'contact1Type', kind: 'contact-type', required: true },
  // Shorter than the other three in the vendor's table, too.
  text('contact2', 50, false),
  { name: 'contact2Type', kind: 'contact-type', required: false },
  text('contact3', 80, false),
  { name: 'contact3Type', kind: 'contact-type', required: false },
  text('contact4', 80, false),
  { name: 'contact4Type', kind: 'contact-type', required: false },
  { name: 'preferredContact', kind: 'integer', min: 1, max: 4, required: true },
  text('address1', 200, true),
  text('address2', 200, true),
  text('address3', 200, false),
  text('address4', 200, false),
  text('postCode', 50, true),
  text('notes', 2_000, false),
  text('considerations', 4_000, false),
];

/** The fields of each element of `locations`. */
export const LOCATION_FIELDS: readonly Field[] = [
  text('locationRef', 50, true),
  { name: 'isPreferred', kind: 'boolean', required: true },
  { name: 'startDate', kind: 'date', required: false },
  { name: 'endDate', kind: 'date', required: false },
  { name: 'usageTypeId', kind: 'integer', required: false },
];
