/** Markup that a careful site would not let through: inline styles, handlers, addresses that hold their own data. */
export function looseMarkup(root: ParentNode | null): string[] {
  const loose = [...(root?.querySelectorAll('style, link') ?? [])].map(({ outerHTML }) => outerHTML);
  for (const each of root?.querySelectorAll('*') ?? []) {
    for (const { name, value } of each.attributes) {
      // What a script sets through the style property of a canvas is no attribute to a page's policy.
      const bad = (!each.matches('canvas') && /^(style|on)/.test(name)) || /^(data|blob):/.test(value);
      if (bad) loose.push(each.outerHTML);
    }
  }
  return loose;
}
