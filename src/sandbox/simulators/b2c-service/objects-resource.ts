import { type JsonObject, jsonResponse } from '../json.ts';
import type { B2cCall } from './call.ts';
import type { Collection, StoredObject } from './collection.ts';
import { VendorProblem } from './problem.ts';
import { propertyOf } from './properties.ts';
import { readBody } from './read-body.ts';
import { type RenderOptions, renderObject } from './render-object.ts';
import type { Tenant } from './tenant.ts';

/** POST to a collection: 201, the absolute address of the new object in `Location`, and the object in full. */
export function answerCreate(
  call: B2cCall,
  collection: Collection,
  create: (tenant: Tenant, body: JsonObject) => StoredObject,
): Response {
  const object = create(call.tenant, readBody(call));
  const rendered = renderObject(object, collection, call, { expand: [], withoutNulls: false });
  return jsonResponse(rendered, 201, { location: `${call.base}/${collection.name}/${object.id}` });
}

/** GET of one object. */
export function answerRead(call: B2cCall, collection: Collection, idSegment: string): Response {
  const object = /^[0-9]{1,15}$/.test(idSegment) ? collection.get(Number(idSegment)) : undefined;
  if (object === undefined) {
    const { objectNotFound } = call.tenant.assumptions.codes;
    throw new VendorProblem(objectNotFound, `No such object: ${collection.name}/${idSegment}`, 404);
  }
  return jsonResponse(renderObject(object, collection, call, readRenderOptions(call, collection)));
}

function readRenderOptions({ query, headers }: B2cCall, { properties }: Collection): RenderOptions {
  const expand = (query.get('expand') ?? '').split(',').filter((name) => name !== '');
  const unknown = expand.find((name) => propertyOf(properties, name)?.kind !== 'list');
  if (unknown !== undefined) throw new VendorProblem('OSC-CREST-00007', `Cannot expand: ${unknown}`);
  const preferences = (headers.get('prefer') ?? '').toLowerCase().split(/[\s,;]+/);
  return { expand, withoutNulls: preferences.includes('exclude-null-properties') };
}
