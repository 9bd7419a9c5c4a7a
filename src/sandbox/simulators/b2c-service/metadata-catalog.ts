import { type JsonObject, jsonResponse } from '../json.ts';
import type { B2cCall } from './call.ts';
import { VendorProblem } from './problem.ts';
import { type Property, propertyOf } from './properties.ts';
import { type SchemaOptions, schemaOf } from './property-schema.ts';

const SCHEMA = 'application/schema+json';

/**
 * GET below `metadata-catalog`: the resources, one of them, or a part of it down to a single property such as
 * `incidents/customFields/c/truck_type`. As JSON Schema if that is what the caller accepts, otherwise as links.
 */
export function answerCatalog(call: B2cCall, path: readonly string[]): Response {
  const address = [call.base, 'metadata-catalog', ...path].join('/');
  const property = propertyAt(path, call);
  if (property === null) {
    throw new VendorProblem(
      'OSC-CREST-00013',
      `Unrecognized resource: metadata-catalog/${path.join('/')}`,
      404,
    );
  }
  if (asksForSchema(call.headers)) {
    const schema = schemaOf(property, address, schemaOptions(call));
    return jsonResponse({ $schema: 'http://json-schema.org/draft-04/schema#', ...schema }, 200, {
      'content-type': SCHEMA,
    });
  }
  return jsonResponse(linksOf(property, path, address));
}

/** Whether a caller accepts a schema. A collection asked that way sends its caller on to the catalog. */
export function asksForSchema(headers: Headers): boolean {
  return headers.get('accept')?.toLowerCase().includes(SCHEMA) === true;
}

/** The answer of a collection, or an object in it, to a caller who wants a schema. */
export function sendToCatalog(call: B2cCall, resource: string): Response {
  const location = `${call.base}/metadata-catalog/${resource}`;
  return new Response(null, {
    status: call.tenant.settings.assumptions.schemaRedirectStatus,
    headers: { location },
  });
}

/** The catalog itself counts as an object of which each collection is a part. */
function propertyAt(path: readonly string[], { tenant }: B2cCall): Property | null {
  const resources = tenant.collections.map(({ name, properties }): [string, Property] => [
    name,
    { kind: 'object', properties },
  ]);
  let property: Property | undefined = { kind: 'object', properties: Object.fromEntries(resources) };
  for (const name of path) {
    const parts = property?.kind === 'object' || property?.kind === 'list' ? property.properties : {};
    property = propertyOf(parts, name);
  }
  return property ?? null;
}

function linksOf(property: Property, path: readonly string[], address: string): JsonObject {
  const links = [
    { rel: 'self', href: address },
    { rel: 'canonical', href: address },
    { rel: 'describedby', href: address, mediaType: SCHEMA },
  ];
  const parts = property.kind === 'object' || property.kind === 'list' ? property.properties : {};
  // Of a resource only the parts with a description of their own are listed (inferred).
  const listed = Object.entries(parts).filter(([, each]) => path.length === 0 || hasParts(each));
  const items = listed.map(([name]) => ({
    name,
    links: [
      { rel: 'canonical', href: `${address}/${name}` },
      { rel: 'describedby', href: `${address}/${name}`, mediaType: SCHEMA },
    ],
  }));
  return { ...(path.length === 0 ? {} : { name: path.at(-1) ?? '' }), items, links };
}

function hasParts({ kind }: Property): boolean {
  return kind === 'object' || kind === 'list' || kind === 'menu';
}

function schemaOptions({ base, tenant }: B2cCall): SchemaOptions {
  const { nestedSchemas, listSchemas } = tenant.settings.assumptions;
  return { catalog: `${base}/metadata-catalog`, nestedSchemas, listSchemas };
}
