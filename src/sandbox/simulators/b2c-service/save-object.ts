import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { rulesOutcome, type SaveEvent } from './business-rules.ts';
import type { Collection, StoredObject } from './collection.ts';
import { mergeValues } from './merge-values.ts';
import type { ObjectId } from './object-id.ts';
import { readChanges, readProperties } from './read-properties.ts';
import type { Tenant } from './tenant.ts';
import { valueSources } from './value-sources.ts';

/** What is particular to saving a contact or an incident. */
export interface SavedKind {
  collection: (tenant: Tenant) => Collection;
  name: SaveEvent['collection'];
  /** Throws where these values, together with what else is stored, cannot be. `id` is null for a new object. */
  refuse: (values: JsonObject, tenant: Tenant, id: ObjectId | null) => void;
  /** The values that the system sets in a new object before those of the caller. */
  start: (tenant: Tenant) => JsonObject;
  /** The values that follow from others. Throws before anything is kept. */
  complete: (values: JsonObject, tenant: Tenant, at: string) => JsonObject;
}

/** How to save. */
export interface SaveOptions {
  /** Whether the caller asked that no business rules run. */
  withoutRules: boolean;
}

/** Stores a new object, or refuses it whole. */
export function createObject(
  kind: SavedKind,
  tenant: Tenant,
  body: JsonObject,
  { withoutRules }: SaveOptions,
): StoredObject {
  const collection = kind.collection(tenant);
  const read = readProperties(body, collection.properties, kind.name, valueSources(tenant));
  kind.refuse(read, tenant, null);
  const ruled = withoutRules ? read : applyRules(kind, tenant, read, 'create');
  const at = new Date(tenant.now()).toISOString();
  const completed = kind.complete(ruled, tenant, at);
  const started = kind.start(tenant);
  return collection.add((id) => ({
    id,
    lookupName: null,
    createdTime: at,
    updatedTime: at,
    ...started,
    ...completed,
  }));
}

/** Changes a stored object, or refuses the change whole. */
export function updateObject(
  kind: SavedKind,
  tenant: Tenant,
  stored: StoredObject,
  body: JsonObject,
  { withoutRules }: SaveOptions,
): StoredObject {
  const collection = kind.collection(tenant);
  const changes = readChanges(body, collection.properties, kind.name, valueSources(tenant), stored);
  const { listsInPatch } = tenant.settings.assumptions;
  const merged = mergeValues(stored, changes, collection.properties, listsInPatch);
  kind.refuse(merged, tenant, stored.id);
  const ruled = withoutRules ? merged : applyRules(kind, tenant, merged, 'update');
  return saveAgain(kind, tenant, stored, ruled);
}

/** Puts an object with other values in the place of a stored one. */
export function saveAgain(
  kind: SavedKind,
  tenant: Tenant,
  stored: StoredObject,
  values: JsonObject,
): StoredObject {
  const at = new Date(tenant.now()).toISOString();
  const { id, createdTime } = stored;
  const saved = { lookupName: null, ...kind.complete(values, tenant, at), id, createdTime, updatedTime: at };
  kind.collection(tenant).replace(saved);
  return saved;
}

function applyRules(kind: SavedKind, tenant: Tenant, values: JsonObject, on: SaveEvent['on']): JsonObject {
  const { properties } = kind.collection(tenant);
  const { businessRules, assumptions } = tenant.settings;
  let ruled = values;
  for (const set of rulesOutcome(businessRules, values, { collection: kind.name, on })) {
    const changes = readChanges(set, properties, kind.name, valueSources(tenant), ruled);
    ruled = mergeValues(ruled, changes, properties, assumptions.listsInPatch);
  }
  return ruled;
}

/** The elements of a list, numbered and dated where they are new. */
export function numberedElements(list: Json | undefined, tenant: Tenant, at: string): JsonObject[] {
  return elementsOf(list).map((each) =>
    each.id === undefined ? { id: tenant.nextElementId(), ...each, createdTime: at } : each,
  );
}

/** The elements of a list that may be missing. */
export function elementsOf(list: Json | undefined): JsonObject[] {
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}
