import { html } from 'lit/html.js';
import { fill } from '../../locales/text-of.ts';
import type { View } from '../views/view.ts';

/** How far along the reader is, and the languages to choose from. Nothing where there is neither. */
export function progress(view: View, step: number) {
  const { messages, state, page, languages } = view;
  const steps = state.steps.length;
  // Its place, until it is there.
  const choice = languages ?? (page.languages ? html`<span class="quiet">&nbsp;</span>` : '');
  const text = steps > 1 ? fill(messages.words.progress, { step, steps }) : '';
  if (!text && !choice) return '';
  return html`<div class="progress hint" part="progress">
    <div class="progress-line"><span id="step">${text}</span>${choice}</div>
    ${
      text &&
      html`<progress part="progress-bar" max=${steps} value=${step} aria-labelledby="step"></progress>`
    }
  </div>`;
}
