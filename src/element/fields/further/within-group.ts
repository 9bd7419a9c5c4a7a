/**
 * For `focusout` on what holds the controls of one field: going from one to another is not leaving the field, and
 * nothing is checked yet. True: the field has been left.
 */
export function hasLeft(event: FocusEvent): boolean {
  const group = event.currentTarget as Element;
  const stays = group.contains(event.relatedTarget as Element | null);
  if (stays) event.stopPropagation();
  return !stays;
}
