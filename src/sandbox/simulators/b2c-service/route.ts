import type { B2cCall } from './call.ts';
import { effectiveMethod } from './call.ts';
import type { ReadableCollection } from './collection.ts';
import { CONTACTS } from './contacts.ts';
import { answerDownload, answerFileData } from './file-content.ts';
import { answerIncidentResponse } from './incident-response.ts';
import { INCIDENTS } from './incidents.ts';
import {
  answerAdd,
  answerElement,
  answerElements,
  answerRemove,
  answerUpdateElement,
  type ListPlace,
} from './list-elements.ts';
import { answerList } from './list-resource.ts';
import { answerCatalog, asksForSchema, sendToCatalog } from './metadata-catalog.ts';
import { answerHierarchies, answerNamedIds } from './named-ids.ts';
import { answerCreate, answerDelete, answerRead, answerUpdate } from './objects-resource.ts';
import { demand, isPermitted, PERMISSIONS_BY_KIND, type Permission } from './permissions.ts';
import { VendorProblem } from './problem.ts';
import { propertyOf } from './properties.ts';
import { answerQuery } from './query-results.ts';
import type { SavedKind } from './save-object.ts';

type Handler = (call: B2cCall) => Response | Promise<Response>;

/** What can be done with a resource, and what the profile must permit for it (null: nothing in particular). */
type Resource = Partial<Record<string, readonly [Permission | null, Handler]>>;

/** Methods of the API at large. PUT is documented as not supported. */
const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'OPTIONS'];

const KINDS: readonly SavedKind[] = [CONTACTS, INCIDENTS];

/** Answers a call by method and path; `segments` are those behind the version. */
export function route(call: B2cCall, segments: readonly string[]): Response | Promise<Response> {
  const method = effectiveMethod(call.method, call.headers);
  if (!METHODS.includes(method)) throw unsupported(method);
  const resource = resourceAt(segments, call);
  if (resource === null) {
    throw new VendorProblem('OSC-CREST-00013', `Unrecognized resource: ${segments.join('/')}`, 404);
  }
  if (method === 'OPTIONS') return new Response(null, { headers: { allow: allowed(resource, call) } });
  const operation = Object.hasOwn(resource, method) ? resource[method] : undefined;
  if (operation === undefined) throw unsupported(method);
  const [permission, handler] = operation;
  demand(call.tenant, permission);
  return handler(call);
}

function resourceAt(segments: readonly string[], call: B2cCall): Resource | null {
  const [name = '', id, ...rest] = segments;
  switch (name) {
    case 'namedIDs':
      return { GET: [null, (each) => answerNamedIds(each, segments.slice(1))] };
    case 'namedIDHierarchies':
      return { GET: [null, (each) => answerHierarchies(each, segments.slice(1))] };
    case 'metadata-catalog':
      return { GET: [null, (each) => answerCatalog(each, segments.slice(1))] };
    case 'queryResults':
      return id === undefined ? { GET: ['runQueries', answerQuery] } : null;
    case 'incidentResponse':
      return id === undefined ? { POST: ['sendResponses', answerIncidentResponse] } : null;
  }
  const collection = call.tenant.collections.find((each) => each.name === name);
  if (collection === undefined) return null;
  const kind = KINDS.find((each) => each.name === name);
  if (id === undefined) return collectionResource(collection, kind);
  if (rest.length === 0) return objectResource(collection, kind, id);
  return listResource(collection, kind, id, rest);
}

function collectionResource(collection: ReadableCollection, kind: SavedKind | undefined): Resource {
  const read: Handler = (call) =>
    asksForSchema(call.headers) ? sendToCatalog(call, collection.name) : answerList(call, collection);
  if (kind === undefined) return { GET: [null, read] };
  const permissions = PERMISSIONS_BY_KIND[kind.name];
  return {
    GET: [permissions.read, read],
    POST: [permissions.create, (call) => answerCreate(call, kind)],
  };
}

function objectResource(collection: ReadableCollection, kind: SavedKind | undefined, id: string): Resource {
  const read: Handler = (call) =>
    asksForSchema(call.headers) ? sendToCatalog(call, collection.name) : answerRead(call, collection, id);
  if (kind === undefined) return { GET: [null, read] };
  const permissions = PERMISSIONS_BY_KIND[kind.name];
  return {
    GET: [permissions.read, read],
    PATCH: [permissions.update, (call) => answerUpdate(call, kind, id)],
    DELETE: [permissions.delete, (call) => answerDelete(call, kind, id)],
  };
}

/** A list inside an object inherits the rights of the object; to attach files is a right of its own. */
function listResource(
  collection: ReadableCollection,
  kind: SavedKind | undefined,
  id: string,
  [name = '', elementId, part, ...more]: readonly string[],
): Resource | null {
  const property = propertyOf(collection.properties, name);
  if (property?.kind !== 'list' || more.length > 0) return null;
  const place: ListPlace = { collection, id, name, property };
  const holdsFiles = name === 'fileAttachments';
  const permissions = kind && PERMISSIONS_BY_KIND[kind.name];
  const readRight = permissions?.read ?? null;
  const changeRight = holdsFiles ? 'attachFiles' : (permissions?.update ?? null);
  if (part !== undefined) {
    if (!holdsFiles || part !== 'data' || elementId === undefined) return null;
    return { GET: [readRight, (call) => answerFileData(call, place, elementId)] };
  }
  if (elementId === undefined) {
    const read: Resource = { GET: [readRight, (call) => answerElements(call, place)] };
    if (kind === undefined) return read;
    return { ...read, POST: [changeRight, (call) => answerAdd(call, kind, place)] };
  }
  const readOne: Handler = (call) =>
    holdsFiles && call.query.has('download')
      ? answerDownload(call, place, elementId)
      : answerElement(call, place, elementId);
  if (kind === undefined || property.appendOnly) return { GET: [readRight, readOne] };
  return {
    GET: [readRight, readOne],
    PATCH: [changeRight, (call) => answerUpdateElement(call, kind, place, elementId)],
    DELETE: [changeRight, (call) => answerRemove(call, kind, place, elementId)],
  };
}

/** The methods that the profile permits. */
function allowed(resource: Resource, { tenant }: B2cCall): string {
  const methods = Object.entries(resource)
    .filter(([, operation]) => operation !== undefined && isPermitted(tenant, operation[0]))
    .map(([method]) => method);
  return [...methods, 'OPTIONS'].join(', ');
}

function unsupported(method: string): VendorProblem {
  return new VendorProblem('OSC-CREST-00002', `Unsupported method: ${method}`);
}
