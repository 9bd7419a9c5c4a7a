import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { MenuValue } from './menus.ts';
import { type Properties, type Property, propertyOf } from './properties.ts';

/** A field that a tenant has added to contacts or incidents. */
export type CustomField = (
  | { type: 'boolean' | 'integer' | 'date' | 'date-time' }
  | { type: 'text'; maxLength: number }
  | { type: 'menu'; values: readonly MenuValue[] }
  /** A reference to an object of another collection. */
  | { type: 'reference'; to: string }
) & { readOnly?: boolean; required?: boolean };

/**
 * Custom fields by name. A bare name stands below `customFields.c`; a name with a dot is a custom attribute of a
 * package: `Fleet.Yard` stands at `customFields.Fleet.Yard`.
 */
export type CustomFields = Readonly<Record<string, CustomField>>;

/**
 * Fields to add or to change; null takes a field away. A change without `type`, or with the type that the field has,
 * keeps what it does not mention. A field of another type begins anew: text with 255 characters, a menu without values.
 */
export type CustomFieldChanges = Readonly<Record<string, Partial<CustomField> | null>>;

/** The fields after the changes. Throws a RangeError for a new field without a type. */
export function changeCustomFields(fields: CustomFields, changes: CustomFieldChanges = {}): CustomFields {
  const changed: Record<string, CustomField> = { ...fields };
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) delete changed[name];
    else changed[name] = changeField(name, Object.hasOwn(fields, name) ? fields[name] : undefined, change);
  }
  return changed;
}

function changeField(
  name: string,
  field: CustomField | undefined,
  change: Partial<CustomField>,
): CustomField {
  const type = change.type ?? field?.type;
  if (type === undefined) throw new RangeError(`The new custom field ${name} needs a "type"`);
  const kept = field?.type === type ? field : {};
  const fresh = { text: { maxLength: 255 }, menu: { values: [] }, reference: { to: 'contacts' } };
  const defaults = type in fresh ? fresh[type as keyof typeof fresh] : {};
  return { ...defaults, ...kept, ...change, type } as CustomField;
}

/** Where a field stands below `customFields`: its namespace, which is `c` or a package, and its name there. */
function placeOf(name: string): readonly [namespace: string, name: string] {
  const dot = name.indexOf('.');
  return dot === -1 ? ['c', name] : [name.slice(0, dot), name.slice(dot + 1)];
}

/** The property `customFields` of an object with these fields. */
export function customFieldsProperty(fields: CustomFields): Property {
  const namespaces: Record<string, Record<string, Property>> = { c: {} };
  for (const [key, field] of Object.entries(fields)) {
    const [namespace, name] = placeOf(key);
    namespaces[namespace] = { ...namespaces[namespace], [name]: propertyFor(field) };
  }
  const properties: Properties = Object.fromEntries(
    Object.entries(namespaces).map(([name, each]) => [name, { kind: 'object', properties: each }]),
  );
  return { kind: 'object', properties };
}

/** The values of custom fields with every namespace that there is, also those in which nothing is set. */
export function withNamespaces(values: Json | undefined, properties: Properties): JsonObject {
  const property = propertyOf(properties, 'customFields');
  const namespaces = property?.kind === 'object' ? Object.keys(property.properties) : [];
  const empty: JsonObject = Object.fromEntries(namespaces.map((name) => [name, {}]));
  return { ...empty, ...(isJsonObject(values) ? values : {}) };
}

/** The menus among the fields, by the path under which the API lists their values. */
export function customMenus(collection: string, fields: CustomFields): Map<string, readonly MenuValue[]> {
  const menus = new Map<string, readonly MenuValue[]>();
  for (const [name, field] of Object.entries(fields)) {
    if (field.type === 'menu') {
      menus.set(`${collection}/customFields/${placeOf(name).join('/')}`, field.values);
    }
  }
  return menus;
}

/** Where an object holds its own text fields, such as `customFields.c.submission_id`: they may serve as search keys. */
export function textFieldPaths(fields: CustomFields): string[] {
  const texts = Object.entries(fields).filter(([, field]) => field.type === 'text');
  return texts.map(([name]) => `customFields.${placeOf(name).join('.')}`);
}

function propertyFor(field: CustomField): Property {
  const rules = {
    ...(field.readOnly ? { readOnly: true as const } : {}),
    ...(field.required ? { required: true as const } : {}),
  };
  switch (field.type) {
    case 'text':
      return { kind: 'text', maxLength: field.maxLength, ...rules };
    case 'reference':
      return { kind: 'reference', to: field.to, noun: field.to, ...rules };
    default:
      return { kind: field.type, ...rules };
  }
}
