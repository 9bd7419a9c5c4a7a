import type { DrawnElement } from '../../drawn-element.ts';

const rootOf = (node: EventTarget | null) => (node as Element).getRootNode() as ShadowRoot;

/** Has the form drawn again that a node is in, if it still is in one. */
export const redraw = (node: EventTarget | null): void =>
  (rootOf(node).host as DrawnElement | undefined)?.requestUpdate();

/**
 * Moves focus once the form that a node is in has been drawn: to what has that id, or, if that is a fieldset, to its
 * first control.
 */
export async function focusOn(node: EventTarget | null, id: string): Promise<void> {
  const root = rootOf(node);
  await (root.host as DrawnElement).updateComplete;
  const found = root.getElementById(id);
  const inside = found?.matches('fieldset') && found.querySelector<HTMLElement>('input, select, textarea');
  (inside || found)?.focus();
}
