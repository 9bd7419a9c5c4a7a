import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { compareIds, type IdSequence, idKey, type ObjectId } from './object-id.ts';
import type { Properties } from './properties.ts';

/** An object of the API as it is stored: every value in place, menu values with id and name. Never changed, only replaced. */
export interface StoredObject extends JsonObject {
  id: ObjectId;
  lookupName: string | null;
  createdTime: string;
  updatedTime: string;
}

/** All objects of one kind, for reading. */
export interface ReadableCollection {
  /** The plural by which the API names it, such as `contacts`. */
  readonly name: string;
  /** The singular, which queries accept as well. */
  readonly singular: string;
  /** What its objects look like at the moment: an operator may add, change and remove fields. */
  readonly properties: Properties;
  /** In the order in which they were made. */
  all(): StoredObject[];
  get(id: ObjectId): StoredObject | undefined;
  /**
   * The objects that hold a value at a path (`emails.address`), capitals or not, in the order of their ids;
   * undefined when that path has no index.
   */
  holding(path: string, value: string | number): StoredObject[] | undefined;
}

/** All objects of one kind. */
export interface Collection extends ReadableCollection {
  /** Stores an object under the next free id. */
  add(make: (id: ObjectId) => StoredObject): StoredObject;
  /** Puts an object in the place of the one with the same id. */
  replace(object: StoredObject): void;
  remove(id: ObjectId): void;
  /** Goes on with other properties and other indexes; the objects stay. */
  redefine(properties: Properties, indexes: readonly string[]): void;
  reset(): void;
}

/** What a collection is made from. */
export interface CollectionOptions {
  name: string;
  singular: string;
  properties: Properties;
  initial: () => readonly StoredObject[];
  ids: IdSequence;
  /** Paths by which objects are looked up so often that a search through all of them would be slow. */
  indexes?: readonly string[];
  /** How many objects are kept; the oldest go first. Default: 200,000. */
  maxObjects?: number;
}

/** A collection in memory. */
export function createCollection(options: CollectionOptions): Collection {
  const { name, singular, ids, maxObjects = 200_000 } = options;
  const objects = new Map<string, StoredObject>();
  const keysByValue = new Map<string, Map<string, Set<string>>>();
  let { properties, indexes = [] } = options;

  function index(object: StoredObject): void {
    for (const [path, keys] of keysByValue) {
      for (const value of valuesAt(object, path.split('.'))) {
        const known = keys.get(value);
        if (known === undefined) keys.set(value, new Set([idKey(object.id)]));
        else known.add(idKey(object.id));
      }
    }
  }

  function forget(object: StoredObject): void {
    for (const [path, keys] of keysByValue) {
      for (const value of valuesAt(object, path.split('.'))) {
        const known = keys.get(value);
        known?.delete(idKey(object.id));
        if (known?.size === 0) keys.delete(value);
      }
    }
  }

  function indexAll(): void {
    keysByValue.clear();
    for (const path of indexes) keysByValue.set(path, new Map());
    for (const object of objects.values()) index(object);
  }

  function remove(id: ObjectId): void {
    const object = objects.get(idKey(id));
    if (object === undefined) return;
    forget(object);
    objects.delete(idKey(id));
  }

  function store(object: StoredObject): void {
    objects.set(idKey(object.id), object);
    index(object);
    const [oldest] = objects.values();
    if (objects.size > maxObjects && oldest !== undefined) remove(oldest.id);
  }

  function reset(): void {
    objects.clear();
    indexAll();
    for (const object of options.initial()) store(object);
  }

  reset();
  return {
    name,
    singular,
    get properties() {
      return properties;
    },
    all: () => [...objects.values()],
    get: (id) => objects.get(idKey(id)),
    holding(path, value) {
      if (path === 'id') {
        const object = objects.get(String(value));
        return object === undefined ? [] : [object];
      }
      const keys = keysByValue.get(path);
      if (keys === undefined) return undefined;
      const found = [...(keys.get(comparable(value)) ?? [])].map((key) => objects.get(key));
      return found.filter((object) => object !== undefined).sort((a, b) => compareIds(a.id, b.id));
    },
    add(make) {
      const object = make(ids.next());
      store(object);
      return object;
    },
    replace(object) {
      const previous = objects.get(idKey(object.id));
      if (previous !== undefined) forget(previous);
      store(object);
    },
    remove,
    redefine(changed, paths) {
      properties = changed;
      if (paths.join() === indexes.join()) return;
      indexes = paths;
      indexAll();
    },
    reset,
  };
}

/** Every plain value at a path, through lists, as an index compares it; each once. */
function valuesAt(object: Json | undefined, path: readonly string[]): Set<string> {
  return new Set(listValues(object, path));
}

function listValues(value: Json | undefined, [name, ...rest]: readonly string[]): string[] {
  if (Array.isArray(value))
    return value.flatMap((item) => listValues(item, name === undefined ? [] : [name, ...rest]));
  if (name !== undefined) return isJsonObject(value) ? listValues(value[name], rest) : [];
  return typeof value === 'string' || typeof value === 'number' ? [comparable(value)] : [];
}

function comparable(value: string | number): string {
  return String(value).toLowerCase();
}
