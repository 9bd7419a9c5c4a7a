import { choiceField, yesNoField } from './choice.ts';
import { consentField } from './consent.ts';
import type { FieldKind } from './field-props.ts';
import { noticeField } from './notice.ts';
import { textField } from './text.ts';

const kinds: Record<string, FieldKind> = {
  text: textField,
  email: textField,
  tel: textField,
  'postal-code': textField,
  choice: choiceField,
  'yes-no': yesNoField,
  consent: consentField,
  notice: noticeField,
};

/** The kind of field of that name; undefined while nobody has brought it. */
export const fieldKind = (name: string | undefined): FieldKind | undefined =>
  name !== undefined && Object.hasOwn(kinds, name) ? kinds[name] : undefined;

/** Brings further kinds of fields, or draws known ones in another way. */
export function addFieldKinds(further: Readonly<Record<string, FieldKind>>): void {
  Object.assign(kinds, further);
}
