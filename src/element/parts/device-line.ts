import { html } from 'lit/html.js';
import type { View } from '../views/view.ts';

/** What is kept on the reader's device, and how to be rid of it: phones are lent, and kiosks shared. */
export function deviceLine({ kept, messages: { words } }: View) {
  if (!kept) return '';
  const isSaved = kept === 'saved';
  return html`<p class="quiet-line hint" part="device-line">${words[kept]}
    <button class="quiet" part="clear-button" id="clear" name="device"
      value=${isSaved ? 'clear' : 'undo'} formnovalidate>${isSaved ? words.clear : words.undo}</button></p>`;
}
