import { html, nothing } from 'lit/html.js';
import type { OfflineMessages } from '../../locales/offline/offline-messages.ts';
import { helpLine } from '../parts/help-line.ts';
import { draw } from '../parts/icon.ts';
import type { View } from '../views/view.ts';

const clock = draw('M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 1 0 0-19m0 4V12l3.5 2');

/** What a reader can do about an application that waits. */
export interface WaitingActions {
  sendNow(): void;
  /** Takes it back, to change it. */
  edit(): void;
}

/** An application that is complete, and has not reached us yet. */
export function waitingView(view: View, words: OfflineMessages, act: WaitingActions) {
  const { messages, progress } = view;
  if (progress.status !== 'waiting') return nothing;
  const { trying, kept } = progress;
  const { sending } = messages.words;
  // Nothing yet: the heading has the focus, and says it.
  const news = trying ? sending : trying === false && words.waiting;
  return html`<div class="receipt" part="waiting">
    <span class="seal pending" part="waiting-mark">${clock}</span>
    <h2 part="title" id="title" tabindex="-1">${words.waiting}</h2>
    <p class="help">${kept === 'device' ? words.waitingHere : words.waitingOpen}</p>
    <div class="actions" part="actions">
      <button class="back" part="back-button" type="button" @click=${act.edit}>${words.edit}</button>
      <button class="primary" part="submit-button" id="primary" type="button" aria-disabled=${!!trying}
        @click=${act.sendNow}><span>${words.sendNow}</span><span class="busy"
        ><i class="spinner"></i>${sending}</span></button>
    </div>
    <p class="hidden" role="status">${news || nothing}</p>
    ${helpLine(view)}
  </div>`;
}
