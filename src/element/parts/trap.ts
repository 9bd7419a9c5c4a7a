import { html } from 'lit/html.js';

/** The name of the field that only a robot fills in. Not like any real one, or browsers would fill it in themselves. */
export const trapName = 'intake-trap';

/** A field that nobody sees, hears or reaches: whoever fills it in is no person. */
export const trap = html`<div class="hidden" aria-hidden="true"><label>Leave this empty
  <input name=${trapName} tabindex="-1" autocomplete="off"></label></div>`;
