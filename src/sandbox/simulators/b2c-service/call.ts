import type { VendorCall } from '../create-simulator.ts';
import type { Version } from './check-request.ts';
import type { Addresses } from './links.ts';
import type { Tenant } from './tenant.ts';

/** What stands between the site and the version in every path. */
export const API_ROOT = '/services/rest/connect';

/** A call that has passed the checks that come before any resource is looked at. */
export interface B2cCall extends VendorCall, Addresses {
  version: Version;
  tenant: Tenant;
}

/** The parts of a path behind the version, decoded; a slash at the end does not count. */
export function segmentsOf(path: string): string[] {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decoded);
}

/** The method that counts: a POST can carry another one in a header, for clients that cannot send it. */
export function effectiveMethod(method: string, headers: Headers): string {
  const override = headers.get('x-http-method-override');
  return method === 'POST' && override !== null ? override.trim().toUpperCase() : method;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
