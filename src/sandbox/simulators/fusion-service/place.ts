import { type Child, RESOURCE_TYPES, ROOT_TYPES, type TypeName } from './resource-types.ts';

/** Where the token endpoint stands below the simulator's prefix: a convenience of the sandbox. */
export const TOKEN_PATH = '/oauth2/v1/token';

/** One collection on the way down, and the key of a row in it where the way goes on to that. */
export interface Step {
  name: string;
  child: Child;
  key: string | null;
}

/** What stands at the end of the way. */
export type Destination =
  | { kind: 'rows' | 'row' | 'describe' }
  | { kind: 'lov' | 'enclosure' | 'action'; name: string };

/** Where a call goes, below the version. Whether version and resource exist is another question. */
export interface Place {
  version: string;
  steps: readonly [Step, ...Step[]];
  end: Destination;
}

/** The operations that a fault can be ordered for. */
export const OPERATIONS = [
  'query',
  'read',
  'create-contact',
  'update-contact',
  'create-service-request',
  'update-service-request',
  'create-message',
  'create-interaction',
  'create-reference',
  'attach-file',
  'describe',
  'action',
  'token',
  'any',
] as const;

/** What it is to create, and to change or delete, a row of a kind. `update-interaction` is no operation of a fault. */
const WRITES: Readonly<Record<TypeName, readonly [create: string, change: string]>> = {
  contacts: ['create-contact', 'update-contact'],
  contactPoints: ['update-contact', 'update-contact'],
  accounts: ['other', 'other'],
  queues: ['other', 'other'],
  serviceRequests: ['create-service-request', 'update-service-request'],
  srContacts: ['update-service-request', 'update-service-request'],
  srResourceMembers: ['update-service-request', 'update-service-request'],
  messages: ['create-message', 'update-service-request'],
  attachments: ['attach-file', 'update-service-request'],
  interactions: ['create-interaction', 'update-interaction'],
  interactionReferences: ['create-reference', 'update-interaction'],
};

const READS: Readonly<Record<Destination['kind'], string>> = {
  rows: 'query',
  lov: 'query',
  row: 'read',
  enclosure: 'read',
  describe: 'describe',
  action: 'other',
};

/** The place of a path, or null where there can be nothing. */
export function readPlace(path: string): Place | null {
  const [, version, tail] = /^\/crmRestApi\/resources\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (version === undefined || tail === undefined) return null;
  const segments = tail.split('/').map(decoded);
  const [name, ...rest] = segments;
  if (name === undefined || segments.some((each) => each === null || each === '')) return null;
  const root = ROOT_TYPES.find((each) => each === name);
  const first: Step = {
    name: name ?? '',
    child: root === undefined ? { kind: 'none' } : { kind: 'rows', type: root },
    key: null,
  };
  return readSteps(version, [first], rest as string[]);
}

function readSteps(version: string, steps: [Step, ...Step[]], rest: readonly string[]): Place | null {
  const last = steps[steps.length - 1] ?? steps[0];
  const place = (end: Destination): Place => ({ version, steps, end });
  const [word = '', name, ...more] = rest;
  if (rest.length === 0) return place({ kind: last.key === null ? 'rows' : 'row' });
  if (word === 'describe' && name === undefined) return place({ kind: 'describe' });
  if ((word === 'lov' || (word === 'enclosure' && last.key !== null)) && name !== undefined) {
    return more.length === 0 ? place({ kind: word, name }) : null;
  }
  if (last.key === null) {
    if (word === 'action')
      return name !== undefined && more.length === 0 ? place({ kind: word, name }) : null;
    last.key = word;
    return readSteps(version, steps, rest.slice(1));
  }
  if (word !== 'child' || name === undefined || last.child.kind === 'none') return null;
  const { children } = RESOURCE_TYPES[last.child.type];
  const child = Object.hasOwn(children, name) ? children[name] : undefined;
  return child === undefined ? null : readSteps(version, [...steps, { name, child, key: null }], more);
}

/** The last collection on the way to a place. */
export function lastStep({ steps }: Place): Step {
  return steps[steps.length - 1] ?? steps[0];
}

/** What a call does; `other` where there is no such place or it does not take the method. */
export function operationAt(method: string, path: string): string {
  if (path === TOKEN_PATH) return 'token';
  const place = readPlace(path);
  if (place === null || !methodsAt(place).includes(method)) return 'other';
  if (method === 'GET') return READS[place.end.kind];
  if (place.end.kind === 'action') return 'action';
  const { child } = lastStep(place);
  const [create, change] = child.kind === 'rows' ? WRITES[child.type] : ['other', 'other'];
  return method === 'POST' ? create : change;
}

/** The methods that a place takes. */
export function methodsAt(place: Place): string[] {
  const { child } = lastStep(place);
  const isWritable = child.kind === 'rows' && RESOURCE_TYPES[child.type].isWritable;
  switch (place.end.kind) {
    case 'action':
      return ['POST'];
    case 'rows':
      return isWritable ? ['GET', 'POST'] : ['GET'];
    case 'row':
      return isWritable ? ['GET', 'PATCH', 'DELETE'] : ['GET'];
    default:
      return ['GET'];
  }
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
