/**
 * The shape of an object of the API, as data: reading a body, writing an answer, listing menus, describing the schema
 * and finding the columns of a query all walk the same description.
 */
export type Properties = Readonly<Record<string, Property>>;

/** One property of an object of the API. */
export type Property = (
  | TextProperty
  | { kind: 'boolean' | 'integer' | 'date' | 'date-time' }
  /** One value of a list kept by the tenant, set by id or by name. */
  | { kind: 'menu' }
  /** A country of the tenant, set by id or by name. */
  | { kind: 'country' }
  /** A province of the country beside it. */
  | { kind: 'province' }
  /** Another object, set by id or by name. */
  | { kind: 'reference'; to: string; noun: string }
  | { kind: 'object'; properties: Properties }
  | ListProperty
  /** A real property that the simulator keeps as it was sent. */
  | { kind: 'opaque' }
) & { readOnly?: true; required?: true };

/** A property that holds text. */
export interface TextProperty {
  kind: 'text';
  maxLength?: number;
  pattern?: RegExp;
  /** The pattern as the vendor writes it, where that is not how this language writes it. */
  schemaPattern?: string;
  /** What the system will not have, though the schema does not say so. */
  refuses?: RegExp;
  ignoreCase?: true;
  /** Taken in but never shown in an object, such as the content of a file. */
  writeOnly?: true;
}

/** A list of small objects that live inside another one. */
export interface ListProperty {
  kind: 'list';
  properties: Properties;
  /** The optional word between list and column in a query: `Emails.EmailList.Address`. */
  queryName: string;
  /** The placeholder in the templated link to an element. */
  elementId: string;
  /** The menu of which each value can be taken once only, such as the three e-mail slots. It numbers the elements. */
  slot?: string;
  /** Elements can be added, but neither changed nor removed. */
  appendOnly?: true;
  /** What cannot be changed in an element once it is there. */
  fixed?: readonly string[];
  /** Written out in full rather than as links. */
  inline?: true;
}

/** The property of that name, never something inherited such as `constructor`. */
export function propertyOf(properties: Properties, name: string): Property | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** What every primary object carries; set by the system alone. */
export const SYSTEM_PROPERTIES = {
  id: { kind: 'integer', readOnly: true },
  lookupName: { kind: 'text', readOnly: true, maxLength: 255 },
  createdTime: { kind: 'date-time', readOnly: true },
  updatedTime: { kind: 'date-time', readOnly: true },
} as const satisfies Properties;
