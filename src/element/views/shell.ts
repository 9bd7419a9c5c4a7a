import { html, nothing, type TemplateResult } from 'lit/html.js';
import { stepView } from './step.ts';
import type { View } from './view.ts';

/** The name of the field that only a robot fills in. Not like any real one, or browsers would fill it in themselves. */
export const trapName = 'intake-trap';

/**
 * What stands in the shadow root, whatever shows: a box for the styles, and a line for screen readers. Where a server
 * has drawn it, text could not take the place of an empty one.
 */
export const shell = (language: string, content: unknown, announcement: string): TemplateResult =>
  html`<div class="root" part="base" lang=${language}>
      ${content}
      <p class="hidden" role="status">${announcement || nothing}</p>
    </div>`;

/**
 * The form at one of its steps. A button says by name and value what it does. The first one is what the enter key
 * presses; it has neither, and leads on. Nobody sees, hears or reaches the field at the end: whoever fills it in is no
 * person.
 */
export function formView(view: View, onEvent: (event: Event) => void): TemplateResult {
  const { state, step, page } = view;
  // Each step has a place of its own, so that no step is drawn into the controls of another.
  const views = state.definition.steps.map((each) => (each === step ? stepView(view) : null));
  return html`<form part="form" id="form" method="post" action=${page.action ?? nothing} novalidate
      @submit=${onEvent} @input=${onEvent} @change=${onEvent}>
      <button class="hidden" tabindex="-1" aria-hidden="true"></button>${views}
      <div class="hidden" aria-hidden="true"><label>Leave this empty
        <input name=${trapName} tabindex="-1" autocomplete="off"></label></div></form>`;
}
