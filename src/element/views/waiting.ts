import { html, nothing } from 'lit';
import { helpLine } from '../parts/help-line.ts';
import { icon } from '../parts/icon.ts';
import type { View } from './view.ts';

/** An application that is complete, and has not reached us yet. */
export function waitingView(view: View) {
  const { messages, progress, act } = view;
  if (progress.status !== 'waiting') return nothing;
  const { words } = messages;
  const { trying, kept } = progress;
  return html`<div class="receipt" part="waiting">
    <span class="seal pending" part="waiting-mark">${icon.clock}</span>
    <h2 part="title" id="title" tabindex="-1">${words.waiting}</h2>
    <p>${kept === 'device' ? words.waitingHere : words.waitingOpen}</p>
    <div class="actions" part="actions">
      <button class="back" part="back-button" type="button" @click=${act.edit}>${words.edit}</button>
      <button class="primary" part="submit-button" id="primary" type="button" aria-disabled=${trying}
        @click=${act.sendNow}><span>${words.sendNow}</span><span class="busy"
        ><i class="spinner"></i>${words.sending}</span></button>
    </div>
    ${helpLine(view)}
  </div>`;
}
