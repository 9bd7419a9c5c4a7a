import type { FieldKind } from '../field-props.ts';

export { furtherMessagesOf } from '../../../locales/further/further-messages-of.ts';
export { furtherRules } from '../../../model/further-rules.ts';

/** Puts the style sheet of these kinds on the element's shadow root. */
export function addFurtherStyles(_root: Node): void {}

/**
 * The kinds of fields that the short form does without. `fieldKind` finds any kind: it is given, since these are loaded
 * apart from it.
 */
export function furtherKinds(
  _fieldKind: (name: string) => FieldKind | undefined,
): Readonly<Record<string, FieldKind>> {
  return {};
}
