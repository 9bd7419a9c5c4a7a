import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { TenantSettings } from './tenant-settings.ts';

/** How a tenant is set up, as `GET /_tenant` tells it: without the password. */
export function showTenant({ account, ...settings }: TenantSettings): JsonObject {
  const json = JSON.parse(JSON.stringify({ account: { userName: account.userName }, ...settings })) as Json;
  return isJsonObject(json) ? json : {};
}
