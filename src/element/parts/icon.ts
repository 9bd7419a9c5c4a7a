import { html, svg } from 'lit/html.js';

/** A picture of lines, 24 by 24. */
export const draw = (paths: unknown) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;

/** The pictures of the form: outlines in the colour of the text beside them. */
export const icon = {
  warning: draw(svg`<circle cx="12" cy="12" r="9.5"/><path d="M12 7v6m0 3.5v.5"/>`),
  check: draw(svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`),
};
