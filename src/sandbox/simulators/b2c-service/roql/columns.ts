import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { StoredObject } from '../collection.ts';
import type { Properties, Property } from '../properties.ts';
import { RoqlError } from './syntax.ts';

/** How the values of a column compare. */
export type ColumnType = 'text' | 'address' | 'number' | 'boolean' | 'time';

/**
 * One row of a query: an object and, for each list that the query mentions, one of its items. An object with two
 * e-mails thus makes two rows in a query about `Emails.Address`, as a join does.
 */
export interface Row {
  object: StoredObject;
  items: Readonly<Record<string, JsonObject>>;
}

/** A column that a query can name. */
export interface Column {
  /** The last part of its path in camel case, as the answer names it. */
  name: string;
  type: ColumnType;
  /** The list it stands in, if any. */
  list: string | null;
  /** Where objects hold it, such as `emails.address`. */
  path: string;
  /** Whether `*` stands for it too. */
  plain: boolean;
  valueIn: (row: Row) => string | number | boolean | null;
}

interface Catalog {
  columns: readonly Column[];
  /** By each path that a query may write, in small letters. */
  byPath: ReadonlyMap<string, Column>;
}

const catalogs = new WeakMap<Properties, Catalog>();

/** Finds a column by its path, capitals or not, or throws the engine's complaint. */
export function findColumn(properties: Properties, path: readonly string[]): Column {
  const written = path.join('.');
  const column = catalogOf(properties).byPath.get(written.toLowerCase());
  if (column === undefined) throw new RoqlError(`Unknown table or column: ${written}`);
  return column;
}

/** Every column of an object. */
export function columnsOf(properties: Properties): readonly Column[] {
  return catalogOf(properties).columns;
}

function catalogOf(properties: Properties): Catalog {
  const known = catalogs.get(properties);
  if (known !== undefined) return known;
  const columns: Column[] = [];
  const byPath = new Map<string, Column>();
  addColumns({ properties, keys: [], spellings: [''], list: null }, (column, spellings) => {
    columns.push(column);
    for (const each of spellings) byPath.set(each, column);
  });
  const catalog = { columns, byPath };
  catalogs.set(properties, catalog);
  return catalog;
}

/** Where the walk through the properties stands. */
interface Level {
  properties: Properties;
  keys: readonly string[];
  /** What a query may write up to here, each ending in a dot. */
  spellings: readonly string[];
  list: string | null;
}

type Add = (column: Column, spellings: readonly string[]) => void;

function addColumns(level: Level, add: Add): void {
  for (const [name, property] of Object.entries(level.properties)) {
    const keys = [...level.keys, name];
    const spellings = level.spellings.map((each) => `${each}${name.toLowerCase()}`);
    const below = spellings.map((each) => `${each}.`);
    switch (property.kind) {
      case 'object':
        addColumns({ ...level, properties: property.properties, keys, spellings: below }, add);
        break;
      case 'list': {
        const named = below.map((each) => `${each}${property.queryName.toLowerCase()}.`);
        addColumns(
          { properties: property.properties, keys, spellings: [...below, ...named], list: name },
          add,
        );
        break;
      }
      case 'menu':
      case 'country':
      case 'province':
      case 'reference':
        addNamedColumns(property.kind === 'reference', { ...level, keys, spellings }, add);
        break;
      case 'opaque':
        break;
      default:
        add(columnAt(keys, typeOf(property), level.list), spellings);
    }
  }
}

/** A menu value or reference: by itself it reads as its id; a menu value has a name besides. */
function addNamedColumns(isReference: boolean, level: Omit<Level, 'properties'>, add: Add): void {
  const id = columnAt([...level.keys, 'id'], 'number', level.list);
  const itself = { ...id, name: level.keys.at(-1) ?? id.name, plain: level.keys.length === 1 };
  add(itself, level.spellings);
  add(
    id,
    level.spellings.map((each) => `${each}.id`),
  );
  if (isReference) return;
  const lookupName = columnAt([...level.keys, 'lookupName'], 'text', level.list);
  add(
    lookupName,
    level.spellings.map((each) => `${each}.lookupname`),
  );
}

function columnAt(keys: readonly string[], type: ColumnType, list: string | null): Column {
  return {
    name: keys.at(-1) ?? '',
    type,
    list,
    path: keys.join('.'),
    plain: keys.length === 1,
    valueIn: ({ object, items }) =>
      list === null ? valueAt(object, keys) : valueAt(items[list], keys.slice(1)),
  };
}

function valueAt(from: Json | undefined, keys: readonly string[]): string | number | boolean | null {
  let value = from;
  for (const key of keys) value = isJsonObject(value) ? value[key] : undefined;
  return value === undefined || typeof value === 'object' ? null : value;
}

function typeOf(property: Property): ColumnType {
  switch (property.kind) {
    case 'boolean':
      return 'boolean';
    case 'integer':
      return 'number';
    case 'date':
    case 'date-time':
      return 'time';
    default:
      return property.kind === 'text' && property.ignoreCase ? 'address' : 'text';
  }
}
