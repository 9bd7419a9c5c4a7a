import { VendorProblem } from './problem.ts';

/** One value of a menu, as the API writes it. */
export interface MenuValue {
  id: number;
  lookupName: string;
  /** In a hierarchical menu: the id of the value above it. */
  parent?: number;
}

/** What an operator does to a menu: in this order values go, get another name, are doubled (under a new id), come. */
export interface MenuChanges {
  /** By name or id. */
  remove?: readonly (string | number)[];
  /** New names by old ones. */
  rename?: Readonly<Record<string, string>>;
  /** By name or id. */
  duplicate?: readonly (string | number)[];
  /** A bare name gets the next free id. */
  add?: readonly (string | MenuValue)[];
}

/** A menu value as a caller chooses it. */
export interface MenuChoice {
  id?: number | string;
  lookupName?: string;
}

/** Menus by the path under which `namedIDs` lists them, such as `contacts/customFields/c/cdl_type`. */
export type Menus = ReadonlyMap<string, readonly MenuValue[]>;

/** The menus after the changes. Throws a RangeError for a menu or value that does not exist. */
export function changeMenus(menus: Menus, changes: Readonly<Record<string, MenuChanges>> = {}): Menus {
  const changed = new Map(menus);
  for (const [path, each] of Object.entries(changes)) {
    const values = changed.get(path);
    if (values === undefined) {
      throw new RangeError(`There is no menu ${path}; there are ${[...menus.keys()].join(', ')}`);
    }
    changed.set(path, changeValues(values, each, path));
  }
  return changed;
}

function changeValues(current: readonly MenuValue[], changes: MenuChanges, path: string): MenuValue[] {
  const { remove = [], rename = {}, duplicate = [], add = [] } = changes;
  const isNamed = (asked: string | number) => (value: MenuValue) =>
    value.id === asked || value.lookupName === asked;
  for (const asked of [...remove, ...Object.keys(rename)]) {
    if (!current.some(isNamed(asked))) throw new RangeError(`The menu ${path} has no value ${asked}`);
  }
  const values = current
    .filter((value) => !remove.some((asked) => isNamed(asked)(value)))
    .map((value) =>
      Object.hasOwn(rename, value.lookupName)
        ? { ...value, lookupName: rename[value.lookupName] ?? value.lookupName }
        : value,
    );
  const free = () => nextId([...current, ...values]);
  for (const asked of duplicate) {
    const original = values.find(isNamed(asked));
    if (original === undefined) throw new RangeError(`The menu ${path} has no value ${asked}`);
    values.push({ ...original, id: free() });
  }
  for (const each of add) {
    values.push(typeof each === 'string' ? { id: free(), lookupName: each } : { ...each });
  }
  return values;
}

/**
 * The value that is meant. A name that fits no value, or more than one, is refused; where both id and name are given
 * they must agree (inferred).
 */
export function chooseValue<V extends MenuValue>(
  choice: MenuChoice,
  values: readonly V[],
  property: string,
): V {
  const found = values.filter(
    ({ id, lookupName }) =>
      (choice.id === undefined || String(choice.id) === String(id)) &&
      (choice.lookupName === undefined || choice.lookupName === lookupName),
  );
  const [value] = found;
  const asked = choice.lookupName ?? `ID = ${choice.id}`;
  if (value === undefined)
    throw new VendorProblem('OSC-CREST-00006', `Invalid value for ${property}: no such ${asked}`);
  if (found.length > 1) {
    throw new VendorProblem('OSC-CREST-00006', `Invalid value for ${property}: more than one ${asked}`);
  }
  return value;
}

/** A menu value as objects hold it and answers show it. */
export function shownValue({ id, lookupName }: MenuValue): { id: number; lookupName: string } {
  return { id, lookupName };
}

function nextId(values: readonly MenuValue[]): number {
  return Math.max(0, ...values.map(({ id }) => id)) + 1;
}
