import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** What a business rule is told of a save. */
export interface SaveEvent {
  collection: 'contacts' | 'incidents';
  on: 'create' | 'update';
}

/** A rule as data: what it sets is written like the body of a PATCH. */
export interface BusinessRule {
  /** Default: `incidents`. */
  collection?: SaveEvent['collection'];
  /** Default: at either. */
  on?: SaveEvent['on'];
  /**
   * Values that the saved object must hold, by path: `{ "customFields.c.truck_type": "Tractor" }`. A menu value fits by
   * its name or id. Default: every object.
   */
  when?: Readonly<Record<string, string | number | boolean | null>>;
  set: JsonObject;
}

/** A rule as a function: gives back what to set, as the body of a PATCH, or undefined. */
export type BusinessRuleFunction = (saved: JsonObject, event: SaveEvent) => JsonObject | undefined;

/**
 * Rules that run whenever a contact or incident is saved, in this order. One that sets what cannot be (a queue that has
 * been removed, say) makes the save fail, with the problem that a caller would meet who sent the same.
 */
export type BusinessRules = readonly BusinessRule[] | BusinessRuleFunction;

/** What the rules set in an object that is about to be saved; a later rule sees what was sent, not what an earlier one set. */
export function rulesOutcome(rules: BusinessRules, saved: JsonObject, event: SaveEvent): JsonObject[] {
  if (typeof rules === 'function') {
    const set = rules(structuredClone(saved), event);
    return set === undefined ? [] : [set];
  }
  return rules.filter((rule) => isFor(rule, saved, event)).map(({ set }) => set);
}

/** Whether a call asks that no rules run on what it saves. The vendor spells the first header in two ways. */
export function suppressesRules(headers: Headers): boolean {
  return ['osvc-crest-suppress-rules', 'osvc-crest-suppress-rule', 'osvc-crest-suppress-all'].some((name) =>
    ['true', 'yes'].includes(headers.get(name)?.trim().toLowerCase() ?? ''),
  );
}

function isFor(
  { collection = 'incidents', on, when = {} }: BusinessRule,
  saved: JsonObject,
  event: SaveEvent,
) {
  return (
    collection === event.collection &&
    (on === undefined || on === event.on) &&
    Object.entries(when).every(([path, wanted]) => fits(valueAt(saved, path), wanted))
  );
}

function valueAt(object: JsonObject, path: string): Json {
  let value: Json = object;
  for (const name of path.split('.')) value = (isJsonObject(value) ? value[name] : undefined) ?? null;
  return value;
}

function fits(value: Json, wanted: Json): boolean {
  return isJsonObject(value) ? value.lookupName === wanted || value.id === wanted : value === wanted;
}
