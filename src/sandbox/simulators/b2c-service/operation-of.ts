import { API_ROOT, effectiveMethod, segmentsOf } from './call.ts';

/** The operations that a fault can be ordered for. */
export const OPERATIONS = [
  'query',
  'create-contact',
  'update-contact',
  'create-incident',
  'attach-file',
  'read-menu',
  'read-metadata',
  'read-contact',
  'list-files',
  'token',
  'update-incident',
  'read-incident',
  'send-response',
  'any',
] as const;

const BY_PLACE: Readonly<Partial<Record<string, string>>> = {
  'POST contacts': 'create-contact',
  'PATCH contacts/{id}': 'update-contact',
  'GET contacts/{id}': 'read-contact',
  'POST incidents': 'create-incident',
  'PATCH incidents/{id}': 'update-incident',
  'GET incidents/{id}': 'read-incident',
  'POST incidents/{id}/fileAttachments': 'attach-file',
  'GET incidents/{id}/fileAttachments': 'list-files',
  'POST incidentResponse': 'send-response',
};

const READ_BY_RESOURCE: Readonly<Partial<Record<string, string>>> = {
  queryResults: 'query',
  namedIDs: 'read-menu',
  namedIDHierarchies: 'read-menu',
  'metadata-catalog': 'read-metadata',
  // Products and the like, and countries, are what a caller chooses values from.
  serviceProducts: 'read-menu',
  serviceCategories: 'read-menu',
  serviceDispositions: 'read-menu',
  countries: 'read-menu',
};

/** What a call does, in the words in which faults are ordered (and a few more that only the log uses). */
export function operationOf(call: {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
}): string {
  const method = effectiveMethod(call.method, call.headers);
  const [resource = '', id, part] = segmentsOf(call.path.slice(API_ROOT.length)).slice(1);
  if (method === 'GET' && id === undefined && call.query.has('q')) return 'query';
  const place = `${method} ${resource}${id === undefined ? '' : '/{id}'}${part === undefined ? '' : `/${part}`}`;
  const read = method === 'GET' ? (READ_BY_RESOURCE[resource] ?? 'read') : 'other';
  return BY_PLACE[place] ?? read;
}
