import { VendorProblem } from './problem.ts';

/** One value of a menu, as the API writes it. */
export interface MenuValue {
  id: number;
  lookupName: string;
}

/** Values that come to a menu (a bare name gets the next free id) and values that go, by name or id. */
export interface MenuChanges {
  add?: readonly (string | MenuValue)[];
  remove?: readonly (string | number)[];
}

/** A menu value as a caller chooses it. */
export interface MenuChoice {
  id?: number;
  lookupName?: string;
}

/** The menus of a tenant, each under the path by which `namedIDs` lists it, such as `contacts/customFields/c/cdl_type`. */
export interface MenuBook {
  /** The values in the tenant's order, or undefined when there is no such menu. */
  values(path: string): readonly MenuValue[] | undefined;
  change(path: string, changes: MenuChanges): void;
  reset(): void;
}

/** A menu book that can be changed while it is used and put back to how it began. */
export function createMenuBook(
  initial: Readonly<Record<string, readonly MenuValue[]>>,
  changes: Readonly<Record<string, MenuChanges>> = {},
): MenuBook {
  let menus = new Map<string, readonly MenuValue[]>();

  function change(path: string, { add = [], remove = [] }: MenuChanges): void {
    const current = menus.get(path);
    if (current === undefined) throw new RangeError(`There is no menu ${path}`);
    const values = current.filter(
      ({ id, lookupName }) => !remove.includes(id) && !remove.includes(lookupName),
    );
    for (const each of add) {
      values.push(
        typeof each === 'string' ? { id: nextId([...current, ...values]), lookupName: each } : { ...each },
      );
    }
    menus.set(path, values);
  }

  function reset(): void {
    menus = new Map(Object.entries(initial));
    for (const [path, each] of Object.entries(changes)) change(path, each);
  }

  reset();
  return { values: (path) => menus.get(path), change, reset };
}

/**
 * The value that is meant. A name that fits no value, or more than one, is refused; where both id and name are given
 * they must agree (inferred).
 */
export function chooseValue(choice: MenuChoice, values: readonly MenuValue[], property: string): MenuValue {
  const found = values.filter(
    ({ id, lookupName }) =>
      (choice.id === undefined || choice.id === id) &&
      (choice.lookupName === undefined || choice.lookupName === lookupName),
  );
  const [value] = found;
  const asked = choice.lookupName ?? `ID = ${choice.id}`;
  if (value === undefined)
    throw new VendorProblem('OSC-CREST-00006', `Invalid value for ${property}: no such ${asked}`);
  if (found.length > 1) {
    throw new VendorProblem('OSC-CREST-00006', `Invalid value for ${property}: more than one ${asked}`);
  }
  return { ...value };
}

function nextId(values: readonly MenuValue[]): number {
  return Math.max(0, ...values.map(({ id }) => id)) + 1;
}
