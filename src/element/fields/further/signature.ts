import { html, nothing } from 'lit/html.js';
import { fill } from '../../../locales/text-of.ts';
import { describedBy, fieldFrame } from '../../parts/field-frame.ts';
import { drawingOffer } from './drawing-offer.ts';
import type { FurtherFieldProps, FurtherKind } from './further-kind.ts';
import { isNameOf } from './same-name.ts';

/** A name typed in full. That it is not the one given before is said, and no complaint: licences have middle names. */
export const signatureField: FurtherKind = {
  draw(given) {
    const { further, hint } = given;
    const props = { ...given, hint: hint ?? further.messages.further?.sign, note: noteOn(given) };
    const { id, path, field, complaint, enter, note } = props;
    return fieldFrame(
      // The note is drawn here, where it is read out when it comes.
      { ...props, note: undefined },
      html`<input class="control" part="input" id=${id} name=${path} value=${given.given ?? nothing}
          ?required=${field.required} autocomplete=${field.autocomplete ?? 'off'} autocapitalize="words"
          spellcheck="false" enterkeyhint=${enter} aria-invalid=${complaint ? 'true' : 'false'}
          aria-describedby=${describedBy(props)}>
        <div role="status">${note && html`<p class="note" part="field-note" id=${`${id}:note`}>${note}</p>`}</div>
        ${drawingOffer(props)}`,
    );
  },
};

/** What there is to say about a signature that is not that of the name given in the form. */
function noteOn({ further }: FurtherFieldProps): string | undefined {
  const { value, messages, answer } = further;
  const name = ['first_name', 'last_name']
    .map((key) => answer(key) ?? '')
    .join(' ')
    .trim();
  if (!value || !name || isNameOf(name, String(value))) return undefined;
  return fill(messages.further?.differs ?? '', { name });
}
