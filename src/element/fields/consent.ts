import { html, nothing } from 'lit/html.js';
import { documentText } from '../parts/document-text.ts';
import { describedBy, fieldFrame } from '../parts/field-frame.ts';
import type { FieldKind } from './field-props.ts';

/** A box to tick beside the whole text that it agrees to. It starts unticked: only a deliberate tick is consent. */
export const consentField: FieldKind = {
  draw(props) {
    const { id, path, field, complaint, given } = props;
    return fieldFrame(
      props,
      html`${field.key === 'terms' ? html`<slot name="terms"></slot>` : nothing}<label class="card consent" part="option"><input type="checkbox" id=${id}
        name=${path} value="true" ?required=${field.required} ?checked=${given === true}
        aria-invalid=${!!complaint} aria-describedby=${describedBy(props)}
        ><span>${documentText(props)}</span></label>`,
      'group',
    );
  },
  read: (control) => (control as HTMLInputElement).checked,
};
