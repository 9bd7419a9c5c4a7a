/** The BCP 47 tag that holds at an element: the nearest `lang`, through shadow roots, or the browser's own. */
export function languageOf(element: Element): string {
  for (let at: Element | undefined = element; at; ) {
    const tag = at.closest('[lang]')?.getAttribute('lang');
    if (tag) return tag;
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : undefined;
  }
  return navigator.language;
}
