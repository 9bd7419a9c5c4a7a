/** A field of a contact or of its location, as the vendor's page on the contact API lists it. */
export interface VendorField {
  readonly type: 'text' | 'integer' | 'boolean' | 'date';
  /** The longest text, as the page counts. */
  readonly maxLength?: number;
  /** No contact, or no location, is taken without it. */
  readonly required: boolean;
  /** Text that means something else, or nothing, once it is cut. Default: false. */
  readonly whole?: boolean;
  /** Line ends stay; anywhere else they become spaces. Default: false. */
  readonly manyLines?: boolean;
  /** The largest number, the smallest being 1. Default: any that 31 bits hold, from 0 on. */
  readonly upTo?: number;
}

const text = (maxLength: number, required: boolean, more: Partial<VendorField> = {}): VendorField => ({
  type: 'text',
  maxLength,
  required,
  ...more,
});
const integer = (required: boolean): VendorField => ({ type: 'integer', required });

/** The numbers of the places for ways to reach a contact. */
export const slots = [1, 2, 3, 4] as const;

export type Slot = (typeof slots)[number];

/** The fields that lines of the mapping fill, in the order of the vendor's table. */
export const contactFields: Readonly<Record<string, VendorField>> = {
  salutation: text(50, true),
  forename: text(80, true),
  surname: text(80, true),
  contact1: text(80, true, { whole: true }),
  contact1Type: integer(true),
  // Shorter than its siblings.
  contact2: text(50, false, { whole: true }),
  contact2Type: integer(false),
  contact3: text(80, false, { whole: true }),
  contact3Type: integer(false),
  contact4: text(80, false, { whole: true }),
  contact4Type: integer(false),
  preferredContact: { ...integer(true), upTo: slots.length },
  address1: text(200, true),
  address2: text(200, true),
  address3: text(200, false),
  address4: text(200, false),
  postCode: text(50, true, { whole: true }),
  notes: text(2000, false, { manyLines: true }),
  considerations: text(4000, false, { manyLines: true }),
};

/** The fields of each of a contact's locations. */
export const locationFields: Readonly<Record<string, VendorField>> = {
  locationRef: text(50, true, { whole: true }),
  isPreferred: { type: 'boolean', required: true },
  startDate: { type: 'date', required: false },
  endDate: { type: 'date', required: false },
  usageTypeId: integer(false),
};

/** The longest `clientRef` and `contactRef`. */
export const maxRefLength = 50;

/** The keys of a contact, which no line fills. */
export const keyFields: readonly string[] = ['clientRef', 'contactRef'];

/** The number and the field that a line such as `locations.0.locationRef` names. */
export function locationLine(line: string): { readonly index: number; readonly field: string } | undefined {
  const [, index, field] = /^locations\.(\d{1,3})\.(\w+)$/.exec(line) ?? [];
  return index === undefined || field === undefined ? undefined : { index: Number(index), field };
}

/** The field that a line fills; undefined where a contact has none of that name. */
export function fieldOf(line: string): VendorField | undefined {
  const location = locationLine(line);
  const [fields, name] = location ? [locationFields, location.field] : [contactFields, line];
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
