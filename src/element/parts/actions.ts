import { html } from 'lit/html.js';
import type { Messages, Word } from '../../locales/messages.ts';

/** The second click of a double click is not meant for the step that the first one has brought. */
const once = (event: MouseEvent): void => {
  if (event.detail > 1) event.preventDefault();
};

/** The buttons of a step. A busy button keeps its width and its focus, and is not `disabled`, which would lose both. */
export function actions({ words }: Messages, primary: Word, busy: boolean, first: boolean) {
  return html`<div class="actions" part="actions">
    ${
      first
        ? ''
        : html`<button class="back" part="back-button" name="go" value="back" formnovalidate aria-disabled=${busy}
        @click=${once}>
        ${words.back}
      </button>`
    }
    <button class="primary" part="submit-button" id="primary" type="submit" aria-disabled=${busy}
      @click=${once}>
      <span>${words[primary]}</span><span class="busy"><i class="spinner"></i>${words.sending}</span>
    </button>
  </div>`;
}
