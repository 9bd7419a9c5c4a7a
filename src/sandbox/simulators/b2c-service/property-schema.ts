import type { JsonObject } from '../json.ts';
import type { Assumptions } from './assumptions.ts';
import type { Properties, Property } from './properties.ts';

/** What the wording of a schema depends on. */
export interface SchemaOptions extends Pick<Assumptions, 'nestedSchemas' | 'listSchemas'> {
  /** The absolute address of the catalog. */
  catalog: string;
}

/** The JSON Schema of a property, as the description at its own address; its parts may only refer to theirs. */
export function schemaOf(property: Property, address: string, options: SchemaOptions): JsonObject {
  switch (property.kind) {
    case 'object':
      return describe(property.properties, address, options);
    case 'list': {
      const element = describe(property.properties, address, options);
      return options.listSchemas === 'element' ? element : { type: 'array', items: element };
    }
    case 'menu':
      return { type: 'object', properties: { id: { type: 'integer' }, lookupName: { type: 'string' } } };
    default:
      return summaryOf(property, address, options);
  }
}

function describe(properties: Properties, address: string, options: SchemaOptions): JsonObject {
  const parts = Object.entries(properties).map(([name, property]) => [
    name,
    summaryOf(property, `${address}/${name}`, options),
  ]);
  const required = Object.entries(properties)
    .filter(([, property]) => property.required)
    .map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(parts),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** A property as it stands in the schema of what it is part of. */
function summaryOf(property: Property, address: string, options: SchemaOptions): JsonObject {
  const isInline = options.nestedSchemas === 'inline';
  const readOnly = property.readOnly ? { readOnly: true } : {};
  switch (property.kind) {
    case 'text':
      return {
        type: 'string',
        ...(property.maxLength === undefined ? {} : { maxLength: property.maxLength }),
        ...patternOf(property),
        ...readOnly,
      };
    case 'boolean':
    case 'integer':
      return { type: property.kind, ...readOnly };
    case 'date':
    case 'date-time':
      return { type: 'string', format: property.kind, ...readOnly };
    // A menu is told from a reference by where it refers to: to its own address.
    case 'menu':
      return { type: 'object', isEnumerable: true, $ref: address, ...readOnly };
    case 'province':
      return {
        type: 'object',
        isEnumerable: true,
        $ref: `${options.catalog}/countries/provinces`,
        ...readOnly,
      };
    case 'country':
      return { type: 'object', isEnumerable: true, $ref: `${options.catalog}/countries`, ...readOnly };
    case 'reference':
      return { type: 'object', isEnumerable: true, $ref: `${options.catalog}/${property.to}`, ...readOnly };
    case 'object':
      return isInline
        ? { ...schemaOf(property, address, options), ...readOnly }
        : { type: 'object', $ref: address, ...readOnly };
    case 'list':
      return isInline
        ? { type: 'array', items: describe(property.properties, address, options), ...readOnly }
        : options.listSchemas === 'element'
          ? { type: 'array', items: { $ref: address }, ...readOnly }
          : { type: 'array', $ref: address, ...readOnly };
    case 'opaque':
      return { type: 'object', ...readOnly };
  }
}

function patternOf({ pattern, schemaPattern }: { pattern?: RegExp; schemaPattern?: string }): JsonObject {
  const written = schemaPattern ?? pattern?.source;
  return written === undefined ? {} : { pattern: written };
}
