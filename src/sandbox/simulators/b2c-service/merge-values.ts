import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Assumptions } from './assumptions.ts';
import { type ListProperty, type Properties, propertyOf } from './properties.ts';
import { invalidValue } from './read-plain-value.ts';

/**
 * What an object holds after a change: only the properties that are there change, property by property also inside
 * nested objects (as in the vendor's example, where a new city leaves the country). What becomes of lists is inferred.
 */
export function mergeValues(
  stored: JsonObject,
  changes: JsonObject,
  properties: Properties,
  listsInPatch: Assumptions['listsInPatch'],
): JsonObject {
  const merged: JsonObject = { ...stored };
  for (const [name, value] of Object.entries(changes)) {
    const property = propertyOf(properties, name);
    const before = stored[name];
    if (value === null) {
      if (property?.kind === 'list') merged[name] = property.appendOnly ? (before ?? []) : [];
      else delete merged[name];
    } else if (property?.kind === 'object' && isJsonObject(value)) {
      merged[name] = mergeValues(
        isJsonObject(before) ? before : {},
        value,
        property.properties,
        listsInPatch,
      );
    } else if (property?.kind === 'list' && Array.isArray(value)) {
      merged[name] = mergeList(Array.isArray(before) ? before : [], value, name, property, listsInPatch);
    } else {
      merged[name] = value;
    }
  }
  return merged;
}

function mergeList(
  before: readonly Json[],
  items: readonly Json[],
  name: string,
  { slot }: ListProperty,
  listsInPatch: Assumptions['listsInPatch'],
): Json[] {
  if (slot === undefined) return [...before, ...items];
  if (listsInPatch === 'replace-all') return [...items];
  const taken = new Set(before.map((each) => slotOf(each, slot)));
  if (listsInPatch === 'add' && items.some((each) => taken.has(slotOf(each, slot)))) {
    throw invalidValue(name, `the ${slot} is taken`);
  }
  const kept = before.map((each) => items.find((item) => slotOf(item, slot) === slotOf(each, slot)) ?? each);
  return [...kept, ...items.filter((each) => !taken.has(slotOf(each, slot)))];
}

function slotOf(element: Json, slot: string): Json | undefined {
  const value = isJsonObject(element) ? element[slot] : undefined;
  return isJsonObject(value) ? value.id : undefined;
}
