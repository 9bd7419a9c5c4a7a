import type { Assignment } from '../mapping/assignments.ts';
import type { Catalog } from './catalog.ts';
import { chooseMenuValue } from './choose-menu-value.ts';
import { fitToField } from './fit-to-field.ts';
import { type Menus, provincesOf } from './menus.ts';
import { menuOf, type SiteObject } from './places.ts';

export interface PrepareOptions {
  readonly menus: Menus;
  readonly catalog: Catalog;
  /** How menu values go out where both ways are open. */
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
      const chosen = await chooseMenuValue(object, assignment, {
        ...options,
        ...(country !== undefined && { country }),
      });
      return chosen && fitToField(object, chosen, options);
    }),
  );
  return prepared.filter((assignment) => assignment !== undefined);
}

/** The id of the country whose provinces count. */
async function countryIn(
  object: SiteObject,
  assignments: readonly Assignment[],
  { menus, signal, refusedAt: since }: PrepareOptions,
): Promise<number | undefined> {
  if (!assignments.some(({ path }) => menuOf(object, path) === provincesOf)) return undefined;
  const countryMenu = 'contacts.address.country';
  const given = assignments.find(({ path }) => menuOf(object, path) === countryMenu)?.value;
  if (typeof given === 'number') return given;
  const countries = given === undefined ? [] : await menus.read(countryMenu, { signal, since });
  return countries?.find(({ lookupName }) => lookupName === given)?.id;
}
