import { html } from 'lit/html.js';
import { describedBy, fieldFrame } from '../../parts/field-frame.ts';
import type { FurtherKind } from './further-kind.ts';

/** Several lines of text. There is no `maxlength`: it would cut what is pasted without a word. */
export const textareaField: FurtherKind = {
  draw(props) {
    const { id, path, field, complaint } = props;
    return fieldFrame(
      props,
      html`<textarea class="control" part="input" id=${id} name=${path} rows="4" ?required=${field.required}
        autocomplete=${field.autocomplete ?? 'off'} aria-invalid=${complaint ? 'true' : 'false'}
        aria-describedby=${describedBy(props)}></textarea>`,
    );
  },
};
