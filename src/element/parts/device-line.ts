import { html } from 'lit/html.js';
import type { View } from '../views/view.ts';

/** What is kept on the reader's device, and how to be rid of it: phones are lent, and kiosks shared. */
export function deviceLine({ kept, messages: { words }, act }: View) {
  if (kept === 'no') return '';
  const [text, action, word] =
    kept === 'yes' ? [words.saved, act.clearDevice, words.clear] : [words.cleared, act.undoClear, words.undo];
  return html`<p class="quiet-line" part="device-line">${text}
    <button class="quiet" part="clear-button" id="clear" type="button" @click=${action}>${word}</button></p>`;
}
