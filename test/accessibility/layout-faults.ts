import type { IntakePage } from '../element/intake.page.ts';
import { withoutRoom } from '../locales/without-room.ts';

/** What shows and is not for robots or screen readers alone. */
const shown = (form: IntakePage, selector: string) =>
  [...(form.element.shadowRoot as ShadowRoot).querySelectorAll<HTMLElement>(selector)].filter(
    (each) => !each.closest('.hidden, [aria-hidden=true]') && each.getClientRects().length,
  );

/** What sticks out, is cut off, or lies on something else. */
export const layoutFaults = (form: IntakePage): string[] => [
  ...withoutRoom(form),
  ...cutOff(form),
  ...overlapping(form),
];

/** Boxes that hide a part of their text. A list shows as much as fits of what was chosen, and the rest when opened. */
function cutOff(form: IntakePage): string[] {
  const cutting = shown(form, '.root *:not(select, option, optgroup, input, progress)').filter((each) => {
    const { overflow, display } = getComputedStyle(each);
    return overflow !== 'visible' && display !== 'inline';
  });
  return cutting
    .filter((each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
    .map(({ outerHTML }) => `cut off: ${outerHTML}`);
}

/** Texts and controls that lie on others. */
function overlapping(form: IntakePage): string[] {
  const boxes = shown(
    form,
    'label, legend, h2, h3, p, li, dt, dd, .control, .card, button, progress, .button',
  );
  const found: string[] = [];
  for (const [index, one] of boxes.entries()) {
    const inner = one.getBoundingClientRect();
    for (const other of boxes.slice(index + 1)) {
      // The buttons of a step float, over what can be scrolled from below them.
      if (one.contains(other) || one.closest('.actions') !== other.closest('.actions')) continue;
      const outer = other.getBoundingClientRect();
      const across = Math.min(inner.right, outer.right) - Math.max(inner.left, outer.left);
      const down = Math.min(inner.bottom, outer.bottom) - Math.max(inner.top, outer.top);
      if (across > 1 && down > 1) found.push(`${one.outerHTML} lies on ${other.outerHTML}`);
    }
  }
  return found;
}

/** What is too small for a finger: whatever a reader has to touch below 48 pixels, the rest below 24. */
export const smallTargets = (form: IntakePage): string[] =>
  shown(form, 'a, button, .card, .control').flatMap((each) => {
    // Within a sentence the height of its lines decides (WCAG 2.2, 2.5.8, "Inline").
    if (each.matches('label a, p.hint a')) return [];
    const { width, height } = each.getBoundingClientRect();
    const least = each.matches('a:not(.button), .quiet') ? 24 : 48;
    return Math.min(width, height) < least ? [`${width} by ${height}: ${each.outerHTML}`] : [];
  });
