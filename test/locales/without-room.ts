import type { IntakePage } from '../element/intake.page.ts';

/** What sticks out of that which holds it: a text out of its box, or a box out of the one around it. */
export function withoutRoom(form: IntakePage): string[] {
  const root = form.element.shadowRoot as ShadowRoot;
  const tight: string[] = [];
  const within = (inner: DOMRect, outer: DOMRect, name: string) => {
    const over = [
      outer.left - inner.left,
      inner.right - outer.right,
      outer.top - inner.top,
      inner.bottom - outer.bottom,
    ];
    if (Math.max(...over) > 1) tight.push(`${name} by ${over.map(Math.round)}`);
  };
  const measure = (parent: Element) => {
    for (const child of parent.childNodes) {
      const outer = parent.getBoundingClientRect();
      if (child instanceof Text && child.data.trim()) {
        const range = document.createRange();
        range.selectNodeContents(child);
        // A line of text may be taller than the inline box that it stands in.
        for (const line of range.getClientRects()) within(line, outer, child.data.trim());
      }
      // A list shows as much as fits. The buttons float over the whole width.
      if (!(child instanceof Element) || child.matches('.hidden, svg, i, progress, select, slot, style'))
        continue;
      if (!child.getClientRects().length) continue;
      if (!child.matches('.actions')) within(child.getBoundingClientRect(), outer, child.outerHTML);
      measure(child);
    }
  };
  const base = root.querySelector('.root') as Element;
  within(base.getBoundingClientRect(), form.element.getBoundingClientRect(), 'the form');
  measure(base);
  return tight;
}
