import { isJsonObject, type JsonObject } from '../json.ts';
import type { StoredObject } from './collection.ts';
import { readProperties } from './read-properties.ts';
import type { Tenant } from './tenant.ts';
import { valueSources } from './value-sources.ts';

const UNRESOLVED = { id: 1, lookupName: 'Unresolved' };
const FROM_API = { id: 3, lookupName: 'API' };

/** Stores a new incident under the day's next reference number, or refuses it whole. */
export function createIncident(tenant: Tenant, body: JsonObject): StoredObject {
  const { incidents } = tenant;
  const values = readProperties(body, incidents.properties, incidents.name, valueSources(tenant));
  const at = new Date(tenant.now()).toISOString();
  const referenceNumber = tenant.nextReferenceNumber();
  return incidents.add((id) => ({
    id,
    // That the name of an incident is its reference number is inferred.
    lookupName: referenceNumber,
    createdTime: at,
    updatedTime: at,
    referenceNumber,
    source: { ...FROM_API },
    threads: [],
    fileAttachments: [],
    ...values,
    statusWithType: statusOf(values),
    customFields: { c: {}, ...(isJsonObject(values.customFields) ? values.customFields : {}) },
  }));
}

/** A new incident is unresolved unless the caller says otherwise; the type of a status is the system's to set. */
function statusOf({ statusWithType }: JsonObject): JsonObject {
  const given = isJsonObject(statusWithType) ? statusWithType.status : undefined;
  const status = isJsonObject(given) ? given : { ...UNRESOLVED };
  return { status, statusType: { ...UNRESOLVED } };
}
