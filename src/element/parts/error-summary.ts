import { html } from 'lit/html.js';
import type { Messages } from '../../locales/messages.ts';
import { fill } from '../../locales/text-of.ts';
import { icon } from './icon.ts';

/** One complaint of the summary; settled once `text` is gone. */
export interface Complaint {
  /** The id of the control it is about. */
  readonly id: string;
  readonly label: string;
  readonly text: string | undefined;
}

/**
 * What is wrong with a step, as links to the fields. It takes focus when it appears, which reads it out once. A settled
 * complaint leaves a tick, so that nothing below moves under the reader's finger.
 */
export function errorSummary({ words, problems, language }: Messages, complaints: readonly Complaint[]) {
  // A link's own way to an id ends at the shadow root.
  const link = (event: Event, id: string) => {
    event.preventDefault();
    ((event.target as Element).getRootNode() as ShadowRoot).getElementById(id)?.focus();
  };
  const item = ({ id, label, text }: Complaint) =>
    text
      ? html`<li><a href=${`#${id}`} @click=${(event: Event) => link(event, id)}>${text}</a></li>`
      : html`<li class="settled">${icon.check}<span class="hidden">${words.fixed}:</span> ${label}</li>`;
  const done = complaints.every(({ text }) => !text);
  return html`<div class=${done ? 'summary done' : 'summary'} part="error-summary" id="summary" role="group" tabindex="-1"
    aria-labelledby="problems"><h3 id="problems">${done ? [icon.check, words.fixed] : [icon.warning, fill(problems, { count: complaints.length }, language)]}</h3>
    <ul>${complaints.map(item)}</ul></div>`;
}
