import { html } from 'lit/html.js';
import type { FieldProps } from '../fields/field-props.ts';

/** The text of a document and the links after it: `… · Terms · Privacy notice`. They open beside the form. */
export function documentText({ document: { text, links } }: FieldProps) {
  return html`${text}${links.map(
    ({ label, href }, index) =>
      html`${index ? ' · ' : ' '}<a href=${href} target="_blank" rel="noopener">${label}</a>`,
  )}`;
}
