import { VendorProblem } from './problem.ts';
import type { Permissions } from './site-settings.ts';
import type { Tenant } from './tenant.ts';

/** One thing that a profile may or may not do. */
export type Permission = keyof Permissions;

/** What it takes to use contacts and incidents. */
export const PERMISSIONS_BY_KIND = {
  contacts: {
    read: 'readContacts',
    create: 'createContacts',
    update: 'updateContacts',
    delete: 'deleteContacts',
  },
  incidents: {
    read: 'readIncidents',
    create: 'createIncidents',
    update: 'updateIncidents',
    delete: 'deleteIncidents',
  },
} as const satisfies Record<string, Record<string, Permission>>;

/** Whether the profile of the account may do something. */
export function isPermitted({ settings }: Tenant, permission: Permission | null): boolean {
  return permission === null || settings.permissions[permission];
}

/** Refuses what the profile may not do. That it has this code is inferred. */
export function demand(tenant: Tenant, permission: Permission | null): void {
  if (isPermitted(tenant, permission)) return;
  throw new VendorProblem(
    tenant.settings.assumptions.codes.permissionDenied,
    `The profile of the account does not permit this: ${permission}`,
    403,
  );
}
