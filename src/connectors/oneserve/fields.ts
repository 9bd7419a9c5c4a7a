/** The members of a contact as the vendor's page on the contact API lists them ("Request fields"). */

export interface ContactField {
  readonly type: 'text' | 'integer';
  /** In characters; of an integer, its digits. */
  readonly maxLength: number;
  readonly required: boolean;
  /** Text that means something else, or nothing, once it is cut. */
  readonly whole?: true;
}

const text = (maxLength: number, required: boolean): ContactField => ({ type: 'text', maxLength, required });
const reference = (maxLength: number): ContactField => ({ ...text(maxLength, true), whole: true });
const integer = (required: boolean): ContactField => ({ type: 'integer', maxLength: 10, required });

/** In the order of the vendor's example, in which they go out. `contact2` is shorter than its siblings there too. */
export const contactFields = {
  clientRef: reference(50),
  contactRef: reference(50),
  salutation: text(50, true),
  forename: text(80, true),
  surname: text(80, true),
  contact1: { ...text(80, true), whole: true },
  contact1Type: integer(true),
  contact2: { ...text(50, false), whole: true },
  contact2Type: integer(false),
  contact3: { ...text(80, false), whole: true },
  contact3Type: integer(false),
  contact4: { ...text(80, false), whole: true },
  contact4Type: integer(false),
  preferredContact: integer(true),
  address1: text(200, true),
  address2: text(200, true),
  address3: text(200, false),
  address4: text(200, false),
  postCode: { ...text(50, true), whole: true },
  notes: text(2_000, false),
  considerations: text(4_000, false),
} as const satisfies Readonly<Record<string, ContactField>>;

export type ContactFieldName = keyof typeof contactFields;

/** The fields that lines of the mapping fill; the others come from settings. */
export const mappedFields = [
  'salutation',
  'forename',
  'surname',
  'address1',
  'address2',
  'address3',
  'address4',
  'postCode',
  'notes',
  'considerations',
] as const satisfies readonly ContactFieldName[];

/** The four places for a telephone number or an e-mail address. */
export const slots = ['contact1', 'contact2', 'contact3', 'contact4'] as const;
