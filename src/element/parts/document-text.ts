import { html, nothing } from 'lit/html.js';
import type { FieldProps } from '../fields/field-props.ts';
import { documentProps } from '../views/field-props.ts';

/** The text of a document and the links after it: `… · Terms · Privacy notice`. They open beside the form. */
export function documentText({ field, view }: FieldProps) {
  const { text, links } = documentProps(view, field.key, view.page);
  // The space belongs to the text: in a node of its own it is lost in the name of a box.
  return html`${`${text} `}${links.map(
    ({ label, href }, index) =>
      html`${index ? ' · ' : nothing}<a href=${href} target="_blank" rel="noopener">${label}</a>`,
  )}`;
}
