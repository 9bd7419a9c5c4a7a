import { html } from 'lit/html.js';

/** A picture of one line, 24 by 24. */
export const draw = (line: string) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${line}></path></svg>`;

/** The pictures of the form: outlines in the colour of the text beside them. */
export const icon = {
  warning: draw('M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 1 0 0-19m0 4.5v6m0 3.5v.5'),
  check: draw('m5 12.5 4.5 4.5L19 7.5'),
};
