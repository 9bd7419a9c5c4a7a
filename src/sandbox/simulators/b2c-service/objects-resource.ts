import { jsonResponse } from '../json.ts';
import { suppressesRules } from './business-rules.ts';
import type { B2cCall } from './call.ts';
import type { ReadableCollection, StoredObject } from './collection.ts';
import { demand } from './permissions.ts';
import { VendorProblem } from './problem.ts';
import { readBody } from './read-body.ts';
import { renderObject } from './render-object.ts';
import { createObject, elementsOf, type SavedKind, updateObject } from './save-object.ts';
import { readView, renderView } from './select-fields.ts';

/** POST to a collection: 201, the absolute address of the new object in `Location`, and the object in full. */
export async function answerCreate(call: B2cCall, kind: SavedKind): Promise<Response> {
  const { tenant } = call;
  const body = readBody(call);
  if (body.fileAttachments !== undefined) demand(tenant, 'attachFiles');
  const object = createObject(kind, tenant, body, { withoutRules: suppressesRules(call.headers) });
  const collection = kind.collection(tenant);
  const rendered = renderObject(object, collection, call, { expand: [], withoutNulls: false });
  await tenant.files.hashed();
  return jsonResponse(rendered, 201, { location: `${call.base}/${collection.name}/${object.id}` });
}

/** GET of one object. */
export function answerRead(call: B2cCall, collection: ReadableCollection, id: string): Response {
  const object = findObject(call, collection, id);
  return jsonResponse(renderView(object, collection, call, readView(call, collection.properties)));
}

/** PATCH of one object: 200 and no body, though the answer is declared as JSON. */
export async function answerUpdate(call: B2cCall, kind: SavedKind, id: string): Promise<Response> {
  const { tenant } = call;
  const object = findObject(call, kind.collection(tenant), id);
  const body = readBody(call);
  if (body.fileAttachments !== undefined) demand(tenant, 'attachFiles');
  updateObject(kind, tenant, object, body, { withoutRules: suppressesRules(call.headers) });
  await tenant.files.hashed();
  return updated();
}

/** What an update is answered with: 200, declared as JSON, no body. */
export function updated(): Response {
  return new Response(null, {
    status: 200,
    headers: { 'content-type': 'application/json', 'content-length': '0' },
  });
}

/** What a deletion is answered with: 200, declared as a page, no body. */
export function deleted(): Response {
  return new Response(null, { status: 200, headers: { 'content-type': 'text/html; charset=UTF-8' } });
}

/** DELETE of one object. */
export function answerDelete(call: B2cCall, kind: SavedKind, id: string): Response {
  const { tenant } = call;
  const collection = kind.collection(tenant);
  const object = findObject(call, collection, id);
  for (const file of elementsOf(object.fileAttachments)) tenant.files.remove(Number(file.id));
  collection.remove(object.id);
  return deleted();
}

/** The object with that id, or 404. */
export function findObject({ tenant }: B2cCall, collection: ReadableCollection, id: string): StoredObject {
  const object = /^[0-9]{1,19}$/.test(id) ? collection.get(id) : undefined;
  if (object !== undefined) return object;
  throw new VendorProblem(
    tenant.settings.assumptions.codes.objectNotFound,
    `No such object: ${collection.name}/${id}`,
    404,
  );
}
