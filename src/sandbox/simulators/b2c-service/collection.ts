import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Properties } from './properties.ts';

/** An object of the API as it is stored: every value in place, menu values with id and name. Never changed, only replaced. */
export interface StoredObject extends JsonObject {
  id: number;
  lookupName: string | null;
  createdTime: string;
  updatedTime: string;
}

/** All objects of one kind. */
export interface Collection {
  /** The plural by which the API names it, such as `contacts`. */
  name: string;
  /** The singular, which queries accept as well. */
  singular: string;
  properties: Properties;
  /** In the order of their ids. */
  all(): StoredObject[];
  get(id: number): StoredObject | undefined;
  /**
   * The objects that hold a value at a path (`emails.address`), capitals or not, in the order of their ids;
   * undefined when that path has no index.
   */
  holding(path: string, value: string | number): StoredObject[] | undefined;
  /** Stores an object under the next free id. */
  add(make: (id: number) => StoredObject): StoredObject;
  reset(): void;
}

/** What a collection is made from. */
export interface CollectionOptions {
  name: string;
  singular: string;
  properties: Properties;
  initial: () => readonly StoredObject[];
  /** The id of the next new object. */
  nextId: number;
  /** Paths by which objects are looked up so often that a search through all of them would be slow. */
  indexes?: readonly string[];
}

/** A collection in memory. */
export function createCollection(options: CollectionOptions): Collection {
  const { name, singular, properties, indexes = [] } = options;
  const objects = new Map<number, StoredObject>();
  const idsByValue = new Map<string, Map<string, number[]>>();
  let { nextId } = options;

  function store(object: StoredObject): void {
    objects.set(object.id, object);
    for (const [path, ids] of idsByValue) {
      for (const value of new Set(valuesAt(object, path.split('.')))) {
        const known = ids.get(value);
        if (known === undefined) ids.set(value, [object.id]);
        else known.push(object.id);
      }
    }
  }

  function reset(): void {
    objects.clear();
    for (const path of indexes) idsByValue.set(path, new Map());
    for (const object of options.initial()) store(object);
    nextId = options.nextId;
  }

  reset();
  return {
    name,
    singular,
    properties,
    all: () => [...objects.values()],
    get: (id) => objects.get(id),
    holding(path, value) {
      if (path === 'id') {
        const object = objects.get(Number(value));
        return object === undefined ? [] : [object];
      }
      const ids = idsByValue.get(path);
      if (ids === undefined) return undefined;
      const found = ids.get(comparable(value)) ?? [];
      return found.map((id) => objects.get(id)).filter((object) => object !== undefined);
    },
    add(make) {
      const object = make(nextId);
      nextId += 1;
      store(object);
      return object;
    },
    reset,
  };
}

/** Every plain value at a path, through lists, as an index compares it. */
function valuesAt(value: Json | undefined, [name, ...rest]: readonly string[]): string[] {
  if (Array.isArray(value))
    return value.flatMap((item) => valuesAt(item, name === undefined ? [] : [name, ...rest]));
  if (name !== undefined) return isJsonObject(value) ? valuesAt(value[name], rest) : [];
  return typeof value === 'string' || typeof value === 'number' ? [comparable(value)] : [];
}

function comparable(value: string | number): string {
  return String(value).toLowerCase();
}
