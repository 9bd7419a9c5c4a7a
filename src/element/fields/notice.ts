import { html } from 'lit/html.js';
import { documentText } from '../parts/document-text.ts';
import type { FieldKind } from './field-props.ts';

/** A text to be read where the answers that it speaks of are asked for. */
export const noticeField: FieldKind = {
  draw: (props) => html`<p class="field hint" part="notice">${documentText(props)}</p>`,
};
