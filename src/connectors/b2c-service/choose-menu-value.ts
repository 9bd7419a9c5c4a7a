import { DeliveryError } from '../connector.ts';
import type { Assignment } from '../mapping/assignments.ts';
import { nearest } from '../nearest.ts';
import { type MenuValue, provincesOf } from './menus.ts';
import { isInList, menuOf, type SiteObject } from './places.ts';
import type { PrepareOptions } from './prepare.ts';

/**
 * A value of a menu as the site will take it, by name or by id; undefined where the mapping wants none in place of one
 * that the menu lacks. A name goes out as it is where the menu has it once; as an id where two differ in capitals only,
 * which some sites take for one name, or where the settings want ids. A value that the menu does not have is never sent
 * and never guessed: throws a `rejected` {@link DeliveryError} that says what the menu has.
 */
export async function chooseMenuValue(
  object: SiteObject,
  assignment: Assignment,
  { menus, menuValues, recheckMs, signal, country, refusedAt: since }: PrepareOptions & { country?: number },
): Promise<Assignment | undefined> {
  const { path, value, line } = assignment;
  const menu = menuOf(object, path);
  if (!menu || value === null) return assignment;
  // The types of addresses and numbers are fixed, and sites do not always list them: their refusal counts.
  if (typeof value !== 'string' && isInList(path) && since === undefined) return assignment;
  const asked = { signal, country: menu === provincesOf ? country : undefined };

  const known = await menus.read(menu, { ...asked, since });
  if (!known) return assignment;
  const pick = (values: readonly MenuValue[], wanted: unknown) => among(values, wanted, path, menuValues);
  let values = known;
  let picked = pick(values, value);
  if (!picked) {
    values = (await menus.read(menu, { ...asked, since, fresh: true })) ?? known;
    picked = pick(values, value);
  }
  if (!picked) {
    const otherwise = otherwiseOf(assignment);
    if (otherwise === null) return undefined;
    picked = otherwise === undefined ? undefined : pick(values, otherwise);
  }
  if (picked) return { ...assignment, ...picked };
  throw new DeliveryError('rejected', `${object} "${line}": ${problemWith(assignment, values)}`, {
    recheckMs,
  });
}

type Picked = Pick<Assignment, 'path' | 'value'>;

/** How a wanted name or id goes out, if the menu has it and it is clear which value it is. */
function among(
  values: readonly MenuValue[],
  wanted: unknown,
  path: readonly string[],
  menuValues: PrepareOptions['menuValues'],
): Picked | undefined {
  const at = (end: string) => [...path.slice(0, -1), end];
  if (path.at(-1) === 'id') {
    return values.some(({ id }) => String(id) === String(wanted)) ? { path, value: wanted } : undefined;
  }
  const name = String(wanted);
  const same = values.filter(({ lookupName }) => lookupName === name);
  const [only] = same;
  if (!only || same.length > 1) return undefined;
  const alike = values.filter(({ lookupName }) => lookupName.toLowerCase() === name.toLowerCase());
  if (menuValues === 'id' || alike.length > 1) return { path: at('id'), value: only.id };
  return { path: at('lookupName'), value: name };
}

function otherwiseOf({ source }: Assignment): string | null | undefined {
  return typeof source === 'object' && 'from' in source ? source.otherwise : undefined;
}

/** The longest list of names that a message carries. */
const maxShown = 20;

/** What is wrong, by what the configuration says, and what the menu holds: never what a person typed. */
function problemWith(assignment: Assignment, values: readonly MenuValue[]): string {
  if (assignment.path.at(-1) === 'id') {
    const there = values.map(({ id, lookupName }) => `${id} "${lookupName}"`);
    return `the menu has no value with the id ${assignment.value}; it has ${list(there)}`;
  }
  const name = configuredName(assignment);
  const same = values.filter(({ lookupName }) => lookupName === name);
  if (name !== undefined && same.length > 1) {
    const ids = same.map(({ id }) => id).join(', ');
    return `the menu has ${same.length} values "${name}" (ids ${ids}); give the id in the mapping`;
  }
  const names = values.map(({ lookupName }) => lookupName);
  const there = nearest(name ?? '', names).map((each) => `"${each}"`);
  const what = name === undefined ? 'not the value that was given' : `no value "${name}"`;
  return `the menu has ${what}; it has ${list(there)}`;
}

function list(things: readonly string[]): string {
  if (things.length === 0) return 'no values at all';
  const more = things.length > maxShown ? ` and ${things.length - maxShown} more` : '';
  return `${things.slice(0, maxShown).join(', ')}${more}`;
}

/** The name that was wanted, where the configuration has it. */
function configuredName({ value, source }: Assignment): string | undefined {
  const table = typeof source === 'object' && 'from' in source ? source.names : undefined;
  const constant = typeof source === 'object' && 'constant' in source;
  return constant || Object.values(table ?? {}).includes(String(value)) ? String(value) : undefined;
}
