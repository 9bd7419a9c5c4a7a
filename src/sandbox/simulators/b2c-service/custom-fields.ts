import type { MenuValue } from './menus.ts';
import type { Properties, Property } from './properties.ts';

/** A field that a tenant has added to contacts or incidents, below `customFields.c`. */
type CustomField =
  | { type: 'boolean' | 'integer' | 'date' | 'date-time' }
  | { type: 'text'; maxLength: number }
  | { type: 'menu'; values: readonly MenuValue[] };

/** Custom fields by name. */
export type CustomFields = Readonly<Record<string, CustomField>>;

/** Fields to add or replace; null takes a default field away. */
export type CustomFieldChanges = Readonly<Record<string, CustomField | null>>;

/** The fields after the changes. */
export function changeCustomFields(fields: CustomFields, changes: CustomFieldChanges = {}): CustomFields {
  const merged: [string, CustomField | null][] = Object.entries({ ...fields, ...changes });
  return Object.fromEntries(merged.filter((pair): pair is [string, CustomField] => pair[1] !== null));
}

/** The property `customFields` of an object with these fields. */
export function customFieldsProperty(fields: CustomFields): Property {
  const properties: Properties = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, propertyFor(field)]),
  );
  return { kind: 'object', properties: { c: { kind: 'object', properties } } };
}

/** The menus among the fields, by the path under which the API lists their values. */
export function customMenus(collection: string, fields: CustomFields): Record<string, readonly MenuValue[]> {
  const menus: [string, readonly MenuValue[]][] = [];
  for (const [name, field] of Object.entries(fields)) {
    if (field.type === 'menu') menus.push([`${collection}/customFields/c/${name}`, field.values]);
  }
  return Object.fromEntries(menus);
}

/** Where an object holds its own text fields, such as `customFields.c.submission_id`: they may serve as search keys. */
export function textFieldPaths(fields: CustomFields): string[] {
  const texts = Object.entries(fields).filter(([, field]) => field.type === 'text');
  return texts.map(([name]) => `customFields.c.${name}`);
}

function propertyFor(field: CustomField): Property {
  if (field.type === 'text') return { kind: 'text', maxLength: field.maxLength };
  return { kind: field.type };
}
