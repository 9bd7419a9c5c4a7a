import type { FieldDefinition } from '../../model/definition.ts';
import { choiceField, yesNoField } from './choice.ts';
import { consentField } from './consent.ts';
import type { FieldTemplate } from './field-props.ts';
import { textField } from './text.ts';

/** Which template draws which kind of field. */
export const fieldRegistry: Readonly<Record<FieldDefinition['kind'], FieldTemplate>> = {
  text: textField,
  email: textField,
  tel: textField,
  'postal-code': textField,
  choice: choiceField,
  'yes-no': yesNoField,
  consent: consentField,
};
