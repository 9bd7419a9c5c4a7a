/** Where a call goes, below context and version. */
export interface Place {
  version: string;
  /** What is asked for: a word for every place that exists. */
  resource: 'login' | 'logout' | 'customers' | 'customer';
  /** The last segment of `customer`: one id, or several with commas. */
  ids: string;
  /** Path down to the version, such as `/system/ws/v12`. */
  base: string;
}

/** Which method each operation has at which place. */
const OPERATION_BY_CALL: Readonly<Partial<Record<string, string>>> = {
  'POST login': 'login',
  'DELETE logout': 'logout',
  'GET customers': 'search',
  'POST customers': 'create-customer',
  'PUT customers': 'update-customer',
  'GET customer': 'read-customer',
};

/** The operations that a fault can be ordered for. */
export const OPERATIONS = [
  'login',
  'logout',
  'search',
  'read-customer',
  'create-customer',
  'update-customer',
  'any',
] as const;

/** The place of a path, or null where there is nothing. */
export function readPlace(path: string, context: string): Place | null {
  const match = /^\/([^/]+)\/ws\/([^/]+)\/(.+)$/.exec(path);
  if (match === null || match[1] !== context) return null;
  const [, , version = '', rest = ''] = match;
  const base = `/${context}/ws/${version}`;
  const at = (resource: Place['resource'], ids = ''): Place => ({ version, resource, ids, base });
  if (rest === 'authentication/user/login') return at('login');
  if (rest === 'authentication/user/logout') return at('logout');
  if (rest === 'interaction/customer') return at('customers');
  const ids = /^interaction\/customer\/([^/]+)$/.exec(rest)?.[1];
  return ids === undefined ? null : at('customer', ids);
}

/** What a call does; `other` where there is no such place or it does not take the method. */
export function operationAt(method: string, place: Place | null): string {
  return (place && OPERATION_BY_CALL[`${method} ${place.resource}`]) ?? 'other';
}

/** The methods that a place takes. */
export function methodsAt({ resource }: Place): string[] {
  return Object.keys(OPERATION_BY_CALL).flatMap((call) => {
    const [method = '', at] = call.split(' ');
    return at === resource ? [method] : [];
  });
}
