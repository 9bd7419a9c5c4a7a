import { html, nothing } from 'lit';
import type { Messages } from '../../locales/messages.ts';
import { fill } from '../../locales/text-of.ts';

/** How far along the reader is. Nothing for a form of a single step. */
export function progress({ words }: Messages, step: number, steps: number) {
  if (steps < 2) return nothing;
  return html`<div class="progress" part="progress">
    <label for="progress">${fill(words.progress, { step, steps })}</label>
    <progress id="progress" part="progress-bar" max=${steps} value=${step}></progress>
  </div>`;
}
