/** What the value of an attribute can name: a row or an entry that must exist. */
export const REFERENCES = [
  'businessUnits',
  'sourceSystems',
  'countries',
  'contacts',
  'accounts',
  'accountNumbers',
  'queues',
  'resources',
  'resourceNumbers',
] as const;

/** What the value of an attribute can name. */
export type Reference = (typeof REFERENCES)[number];

/** The types of values; an `integer` has 64 bits, `base64` is a large object that is sent as such text. */
export const ATTRIBUTE_TYPES = ['string', 'integer', 'boolean', 'datetime', 'base64'] as const;

/** One attribute of a resource, as the tenant has it. */
export interface Attribute {
  type: (typeof ATTRIBUTE_TYPES)[number];
  /** In characters, of the base64 text where it is that; null: any length. */
  maxLength: number | null;
  /** Whether a row must be created with it. */
  mandatory: boolean;
  /** When a caller may set it. */
  allowChanges: 'always' | 'inInsert' | 'never';
  /** The lookup type whose codes are its values; null: any. */
  lookup: string | null;
  /** Where its value must be found; null: nowhere. */
  refersTo: Reference | null;
}

/** The attributes of a resource by name, in the order in which rows show them. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** An attribute that anybody may set to any text. */
export const PLAIN_TEXT: Attribute = {
  type: 'string',
  maxLength: null,
  mandatory: false,
  allowChanges: 'always',
  lookup: null,
  refersTo: null,
};
