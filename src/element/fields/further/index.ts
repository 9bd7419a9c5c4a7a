import type { FieldKind } from '../field-props.ts';
import { checkboxesField } from './checkboxes.ts';
import { dateField } from './date.ts';
import { fileField } from './file.ts';
import { furthered } from './further-kind.ts';
import { repeaterField } from './repeater.ts';
import { signatureField } from './signature.ts';
import { textareaField } from './textarea.ts';

export { furtherMessagesOf } from '../../../locales/further/further-messages-of.ts';
export { furtherRules } from '../../../model/further-rules.ts';
export { wear } from '../../styles/wear.ts';
export { furtherStyles } from './further.styles.ts';
export { withFileTypes } from './with-file-types.ts';

/**
 * The kinds of fields that the short form does without. `fieldKind` finds any kind: it is given, since these are loaded
 * apart from it.
 */
export const furtherKinds = (
  fieldKind: (name: string) => FieldKind | undefined,
): Readonly<Record<string, FieldKind>> => ({
  textarea: furthered(textareaField),
  checkboxes: furthered(checkboxesField),
  date: furthered(dateField),
  file: furthered(fileField),
  signature: furthered(signatureField),
  repeater: furthered(repeaterField(fieldKind)),
});
