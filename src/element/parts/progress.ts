import { html, nothing } from 'lit';
import type { Messages } from '../../locales/messages.ts';
import { fill } from '../../locales/text-of.ts';

/** How far along the reader is. Nothing for a form of a single step. */
export function progress({ words }: Messages, step: number, steps: number) {
  if (steps < 2) return nothing;
  return html`<div class="progress" part="progress">
    <span id="step">${fill(words.progress, { step, steps })}</span>
    <progress part="progress-bar" max=${steps} value=${step} aria-labelledby="step"></progress>
  </div>`;
}
