import type { B2cCall } from './call.ts';
import { effectiveMethod, segmentsOf } from './call.ts';
import { createContact } from './contacts.ts';
import { createIncident } from './incidents.ts';
import { answerList } from './list-resource.ts';
import { answerNamedIds } from './named-ids.ts';
import { answerCreate, answerRead } from './objects-resource.ts';
import { VendorProblem } from './problem.ts';
import { answerQuery } from './query-results.ts';

/** What stands between the site and the version in every path. */
export const API_ROOT = '/services/rest/connect';

type Handler = (call: B2cCall) => Response;

/** What can be done with a resource; null stands for what the real API can do and this simulator does not (yet). */
type Resource = Partial<Record<string, Handler | null>>;

/** Methods of the API at large. PUT is documented as not supported. */
const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'OPTIONS'];

/** Answers a call by method and path; `segments` are those behind the version. */
export function route(call: B2cCall, segments: readonly string[]): Response {
  const method = effectiveMethod(call.method, call.headers);
  if (!METHODS.includes(method)) throw unsupported(method);
  const resource = resourceAt(segments, call);
  if (resource === null) {
    throw new VendorProblem('OSC-CREST-00013', `Unrecognized resource: ${segments.join('/')}`, 404);
  }
  if (method === 'OPTIONS') return new Response(null, { headers: { allow: allowed(resource) } });
  const handler = Object.hasOwn(resource, method) ? resource[method] : undefined;
  if (handler === undefined) throw unsupported(method);
  if (handler === null) {
    throw new VendorProblem(call.tenant.assumptions.codes.notSimulated, `${method} is not simulated here`);
  }
  return handler(call);
}

/** What a call does, in the words in which faults are ordered (and, for reading, a few more). */
export function operationOf(call: {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
}): string {
  const method = effectiveMethod(call.method, call.headers);
  const [resource, id, part] = segmentsOf(call.path.slice(API_ROOT.length)).slice(1);
  if (resource === 'queryResults' || (method === 'GET' && id === undefined && call.query.has('q')))
    return 'query';
  const place = `${resource}${id === undefined ? '' : '/{id}'}${part === undefined ? '' : `/${part}`}`;
  return OPERATIONS[`${method} ${place}`] ?? (method === 'GET' ? 'read' : 'other');
}

const OPERATIONS: Readonly<Partial<Record<string, string>>> = {
  'POST contacts': 'create-contact',
  'PATCH contacts/{id}': 'update-contact',
  'POST incidents': 'create-incident',
  'POST incidents/{id}/fileAttachments': 'attach-file',
};

function resourceAt(segments: readonly string[], { tenant }: B2cCall): Resource | null {
  const [name, id, ...rest] = segments;
  const { contacts, incidents, countries } = tenant;
  if (name === 'namedIDs') return { GET: (call) => answerNamedIds(call, segments.slice(1)) };
  if (rest.length > 0) return null;
  if (id === undefined) {
    switch (name) {
      case 'contacts':
        return {
          GET: (call) => answerList(call, contacts),
          POST: (call) => answerCreate(call, contacts, createContact),
        };
      case 'incidents':
        return {
          GET: (call) => answerList(call, incidents),
          POST: (call) => answerCreate(call, incidents, createIncident),
        };
      case 'countries':
        return { GET: (call) => answerList(call, countries) };
      case 'queryResults':
        return { GET: answerQuery };
      default:
        return null;
    }
  }
  const collection = [contacts, incidents, countries].find((each) => each.name === name);
  if (collection === undefined) return null;
  const read: Resource = { GET: (call) => answerRead(call, collection, id) };
  return collection === countries ? read : { ...read, PATCH: null, DELETE: null };
}

function allowed(resource: Resource): string {
  return [...Object.keys(resource), 'OPTIONS'].join(', ');
}

function unsupported(method: string): VendorProblem {
  return new VendorProblem('OSC-CREST-00002', `Unsupported method: ${method}`);
}
