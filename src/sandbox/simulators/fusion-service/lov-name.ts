/** The name of the list of an attribute's values, such as `StatusCdLookup`. */
export function lovNameOf(attribute: string): string {
  return `${attribute}Lookup`;
}
