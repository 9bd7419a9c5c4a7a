import type { IntakePage } from '../element/intake.page.ts';

/** What is amiss with the sight of the control that has focus: no ring around it, off the screen, or covered. */
export function unseenFocus(form: IntakePage): string[] {
  const focused = form.focused as HTMLElement | null;
  if (!focused) return ['nothing has focus'];
  const name = focused.outerHTML;
  // A radio shows the ring around its card.
  const ringed = [focused, focused.closest('.card')].some((each) => {
    if (!each) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  });
  if (!ringed) return [`no ring: ${name}`];
  const { left, right, top, bottom, width, height } = focused.getBoundingClientRect();
  if (left < -1 || right > innerWidth + 1 || top < -1 || bottom > innerHeight + 1) {
    return [`not on the screen as a whole, ${Math.round(top)} to ${Math.round(bottom)}: ${name}`];
  }
  const parts = [0.1, 0.5, 0.9];
  const points = parts.flatMap((x) => parts.map((y) => [left + width * x, top + height * y] as const));
  const covered = points.filter(([x, y]) => {
    const above = (form.element.shadowRoot as ShadowRoot).elementFromPoint(x, y);
    return !above || !(focused.contains(above) || above.contains(focused));
  });
  return covered.length ? [`covered at ${covered.length} of ${points.length} points: ${name}`] : [];
}
