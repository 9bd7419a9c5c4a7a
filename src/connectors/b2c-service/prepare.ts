import { DeliveryError } from '../connector.ts';
import { nearest } from '../nearest.ts';
import type { Catalog } from './catalog.ts';
import type { Assignment } from './mapping/assignments.ts';
import { type Menus, type MenuValue, provincesOf } from './menus.ts';

export interface PrepareOptions {
  readonly menus: Menus;
  readonly catalog: Catalog;
  /** How menu values go out where both ways are open. Default: by name. */
  readonly menuValues: 'lookupName' | 'id';
  /** What becomes of text that is longer than the site's field: cut, with a mark, or set aside for a person. */
  readonly tooLong: 'cut' | 'attention';
  /** After how long an application that was set aside is worth another look, in milliseconds. */
  readonly recheckMs: number;
  /**
   * The site has refused at this time what was right by what we knew, in milliseconds since 1970: what was read before
   * is asked again. Default: it has not.
   */
  readonly refusedAt?: number | undefined;
  readonly signal: AbortSignal;
}

export type SiteObject = 'contacts' | 'incidents';

/** Stands at the end of text that was cut. */
const mark = '…';

/** Lengths that are documented; all others the site tells. */
const documentedLengths: Readonly<Record<string, number>> = {
  'incidents.subject': 240,
  'contacts.phones.number': 40,
};

/** Text that means something else, or nothing, once it is cut. */
const uncuttable = new Set(['contacts.emails.address', 'contacts.phones.number']);

/**
 * Holds what is about to be sent against what is known of the site: menu values by name or id, fields that are there
 * and can be written, text that fits. Throws a `rejected` {@link DeliveryError} that says what is wrong and what the
 * site has instead, before anything is sent; the application goes out by itself once that is put right.
 */
export async function prepare(
  object: SiteObject,
  assignments: readonly Assignment[],
  options: PrepareOptions,
): Promise<Assignment[]> {
  const country = await countryIn(object, assignments, options);
  const prepared = await Promise.all(
    assignments.map(async (assignment) => {
      const settled = await chooseMenuValue(object, assignment, { ...options, country });
      return settled && fitToField(object, settled, options);
    }),
  );
  return prepared.filter((assignment) => assignment !== undefined);
}

/** `contacts.address.city`: a place in words that settings and messages use. */
export function placeOf(object: SiteObject, path: readonly string[]): string {
  return [object, ...path.filter((segment) => !/^\d+$/.test(segment))].join('.');
}

/** The menu that a path takes its value from; undefined where it is none by its looks. */
function menuAt(object: SiteObject, path: readonly string[]): string | undefined {
  return path.at(-1) === 'lookupName' && path.length > 1 ? placeOf(object, path.slice(0, -1)) : undefined;
}

/** The id of the country whose provinces count. */
async function countryIn(
  object: SiteObject,
  assignments: readonly Assignment[],
  { menus, signal }: PrepareOptions,
): Promise<number | undefined> {
  if (!assignments.some(({ path }) => menuAt(object, path) === provincesOf)) return undefined;
  const given = assignments.find(({ path }) => placeOf(object, path).startsWith('contacts.address.country.'));
  if (typeof given?.value === 'number') return given.value;
  const countries = given && (await menus.read('contacts.address.country', signal));
  return countries?.find(({ lookupName }) => lookupName === given?.value)?.id;
}

async function chooseMenuValue(
  object: SiteObject,
  assignment: Assignment,
  {
    menus,
    menuValues,
    recheckMs,
    signal,
    country,
    refusedAt: since,
  }: PrepareOptions & { country: number | undefined },
): Promise<Assignment | undefined> {
  const { path, value, source, line } = assignment;
  const menu = menuAt(object, path);
  if (!menu || typeof value !== 'string') return assignment;
  const place = { country: menu === provincesOf ? country : undefined };
  const known = await menus.read(menu, signal, { ...place, since });
  if (!known) return assignment;
  const byId = (id: number): Assignment => ({ ...assignment, path: [...path.slice(0, -1), 'id'], value: id });

  const choose = (values: readonly MenuValue[], name: string): Assignment | undefined => {
    const same = values.filter(({ lookupName }) => lookupName === name);
    const [only] = same;
    if (!only || same.length > 1) return undefined;
    // Two names that differ in capitals only are one name for some sites.
    const alike = values.filter(({ lookupName }) => lookupName.toLowerCase() === name.toLowerCase());
    return menuValues === 'id' || alike.length > 1 ? byId(only.id) : { ...assignment, value: name };
  };
  const chosen = choose(known, value);
  if (chosen) return chosen;
  const fresh = (await menus.read(menu, signal, { ...place, fresh: true })) ?? known;
  const chosenNow = choose(fresh, value);
  if (chosenNow) return chosenNow;

  const otherwise = typeof source === 'object' && 'from' in source ? source.otherwise : undefined;
  if (otherwise === null) return undefined;
  const instead = otherwise === undefined ? undefined : choose(fresh, otherwise);
  if (instead) return instead;
  throw new DeliveryError('rejected', menuProblem(`${object} "${line}"`, fresh, codeWords(assignment)), {
    recheckMs,
  });
}

/** How a value that the mapping made may be named in a log: by what the configuration says, never as it was typed. */
function codeWords({ value, source }: Assignment): { name: string | undefined } {
  const table = typeof source === 'object' && 'from' in source ? source.names : undefined;
  const constant = typeof source === 'object' && 'constant' in source;
  const configured = constant || Object.values(table ?? {}).includes(String(value));
  return { name: configured ? String(value) : undefined };
}

function menuProblem(
  where: string,
  values: readonly MenuValue[],
  { name }: { name: string | undefined },
): string {
  const same = values.filter(({ lookupName }) => lookupName === name);
  if (name !== undefined && same.length > 1) {
    const ids = same.map(({ id }) => id).join(', ');
    return `${where}: the menu has ${same.length} values "${name}" (ids ${ids}); give the id in the mapping`;
  }
  const names = nearest(
    name ?? '',
    values.map(({ lookupName }) => lookupName),
  );
  const shown = names.slice(0, 20).map((each) => `"${each}"`);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  const what = name === undefined ? 'not the value that was given' : `no value "${name}"`;
  return `${where}: the menu has ${what}; it has ${shown.join(', ') || 'no values at all'}${more}`;
}

/** A field that is not there or cannot be written sets the application aside; text that does not fit is cut, or that too. */
async function fitToField(
  object: SiteObject,
  assignment: Assignment,
  { catalog, tooLong, recheckMs, signal, refusedAt: since }: PrepareOptions,
): Promise<Assignment> {
  const { path, value, line } = assignment;
  const place = placeOf(object, path);
  const field = path.at(-1) === 'lookupName' || path.at(-1) === 'id' ? path.slice(0, -1) : path;
  let maxLength = documentedLengths[place];
  if (catalog.known || since !== undefined) {
    const ask = (fresh: boolean) => catalog.describe(object, field, { signal, fresh, since });
    let described = await ask(false);
    const usable = (answer: typeof described) =>
      answer === 'unknown' || ('property' in answer && !answer.property.readOnly);
    if (!usable(described)) described = await ask(true);
    if (described !== 'unknown') {
      if ('missing' in described || described.property.readOnly) {
        const problem = 'missing' in described ? 'the site has no such field' : 'the field cannot be written';
        throw new DeliveryError('rejected', `${object} "${line}": ${problem}`, { recheckMs });
      }
      maxLength = described.property.maxLength ?? maxLength;
    }
  }
  if (typeof value !== 'string' || maxLength === undefined || path.at(-1) === 'lookupName') return assignment;
  const characters = [...value];
  if (characters.length <= maxLength) return assignment;
  if (tooLong === 'attention' || uncuttable.has(place)) {
    throw new DeliveryError('rejected', `${object} "${line}": the text is longer than the site's field`, {
      recheckMs,
    });
  }
  return { ...assignment, value: characters.slice(0, maxLength - 1).join('') + mark };
}
