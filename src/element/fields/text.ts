import { html, nothing } from 'lit/html.js';
import { describedBy, fieldFrame } from '../parts/field-frame.ts';
import type { FieldKind } from './field-props.ts';

/**
 * How each kind is typed: the keyboard, and what it capitalizes. Postal codes take letters too (Canada). There is no
 * `maxlength`: it would cut what is pasted without a word.
 */
const typing: Readonly<Record<string, readonly [type: string, capitals: string]>> = {
  email: ['email', 'none'],
  tel: ['tel', 'none'],
  'postal-code': ['text', 'characters'],
};

/** One line of text. */
export const textField: FieldKind = {
  draw(props) {
    const { id, path, field, complaint, enter, given } = props;
    const [type, capitals] = typing[field.kind] ?? ['text', 'words'];
    return fieldFrame(
      props,
      html`<input class="control" part="input" id=${id} name=${path} type=${type} value=${given ?? nothing}
        inputmode=${type} ?required=${field.required} autocomplete=${field.autocomplete ?? 'off'}
        autocapitalize=${capitals} spellcheck="false" enterkeyhint=${enter}
        aria-invalid=${!!complaint} aria-describedby=${describedBy(props)}>`,
    );
  },
};
