import { html } from 'lit';
import { describedBy, fieldFrame } from '../parts/field-frame.ts';
import type { FieldTemplate } from './field-props.ts';

/** A box to tick beside the whole text that it agrees to. It starts unticked: only a deliberate tick is consent. */
export const consentField: FieldTemplate = (props) => {
  const { id, field, agreement, complaint } = props;
  return fieldFrame(
    props,
    html`<label class="card consent" part="option"><input type="checkbox" id=${id}
      name=${field.key} value="true" ?required=${field.required} aria-invalid=${complaint ? 'true' : 'false'}
      aria-describedby=${describedBy(props)}
      ><span>${agreement}</span></label>`,
    true,
  );
};
