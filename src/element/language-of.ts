/** The BCP 47 tag that holds at an element: the nearest `lang`, through shadow roots, or the browser's own. */
export function languageOf(element: Element): string {
  const tag = element.closest('[lang]')?.getAttribute('lang');
  if (tag) return tag;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageOf(root.host) : navigator.language;
}
