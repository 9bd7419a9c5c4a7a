import { isJsonObject, type JsonObject } from '../json.ts';
import { attachFiles } from './attach-files.ts';
import { withNamespaces } from './custom-fields.ts';
import { elementsOf, numberedElements, type SavedKind } from './save-object.ts';

const UNRESOLVED = { id: 1, lookupName: 'Unresolved' };
const FROM_API = { id: 3, lookupName: 'API' };

/** The types of the statuses that every site has; a status of the tenant's own counts as unresolved (inferred). */
const TYPES_BY_STATUS: Readonly<Record<string, JsonObject>> = {
  2: { id: 2, lookupName: 'Solved' },
  3: { id: 3, lookupName: 'Waiting' },
};

/** What is particular to saving an incident. */
export const INCIDENTS: SavedKind = {
  name: 'incidents',
  collection: ({ incidents }) => incidents,
  refuse() {},
  start(tenant) {
    const referenceNumber = tenant.nextReferenceNumber();
    // That the name of an incident is its reference number is inferred.
    return { lookupName: referenceNumber, referenceNumber, source: { ...FROM_API } };
  },
  complete(values, tenant, at) {
    return {
      ...values,
      threads: numberedElements(values.threads, tenant, at),
      fileAttachments: attachFiles(elementsOf(values.fileAttachments), tenant, at),
      statusWithType: statusOf(values),
      customFields: withNamespaces(values.customFields, tenant.incidents.properties),
    };
  },
};

/** A new incident is unresolved unless the caller says otherwise; the type of a status is the system's to set. */
function statusOf({ statusWithType }: JsonObject): JsonObject {
  const given = isJsonObject(statusWithType) ? statusWithType.status : undefined;
  const status = isJsonObject(given) ? given : { ...UNRESOLVED };
  return { status, statusType: { ...(TYPES_BY_STATUS[String(status.id)] ?? UNRESOLVED) } };
}
