/** Paths of contacts and incidents, in the words that settings and messages use. */

export type SiteObject = 'contacts' | 'incidents';

/** `contacts.address.city`: a place without the numbers of lists. */
export function placeOf(object: SiteObject, path: readonly string[]): string {
  return [object, ...path.filter((segment) => !isNumber(segment))].join('.');
}

/** Whether a path ends in the id or the name of a menu value. */
export function isMenuPath(path: readonly string[]): boolean {
  return path.length > 1 && ['lookupName', 'id'].includes(path.at(-1) ?? '');
}

/** The field that a path fills: for a menu value the menu itself. */
export function fieldOf(path: readonly string[]): readonly string[] {
  return isMenuPath(path) ? path.slice(0, -1) : path;
}

/** The menu that a path takes its value from, such as `incidents.queue`. */
export function menuOf(object: SiteObject, path: readonly string[]): string | undefined {
  return isMenuPath(path) ? placeOf(object, fieldOf(path)) : undefined;
}

/** Whether a path leads into a list. */
export const isInList = (path: readonly string[]) => path.some(isNumber);

const isNumber = (segment: string) => /^\d+$/.test(segment);
