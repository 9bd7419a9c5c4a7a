import { html } from 'lit';
import type { Messages } from '../../locales/messages.ts';
import { controlId } from './field-frame.ts';
import { icon } from './icon.ts';

/** One complaint of the summary; settled once `text` is gone. */
export interface Complaint {
  readonly key: string;
  readonly label: string;
  readonly text: string | undefined;
}

/**
 * What is wrong with a step, as links to the fields. It takes focus when it appears, which reads it out once. A settled
 * complaint leaves a tick, so that nothing below moves under the reader's finger.
 */
export function errorSummary(
  { words }: Messages,
  complaints: readonly Complaint[],
  onLink: (key: string) => void,
) {
  // A link's own way to an id ends at the shadow root.
  const link = (event: Event, key: string) => {
    event.preventDefault();
    onLink(key);
  };
  const item = ({ key, label, text }: Complaint) =>
    text
      ? html`<li><a href=${`#${controlId(key)}`} @click=${(event: Event) => link(event, key)}>${text}</a></li>`
      : html`<li class="settled">${icon.check}<span class="hidden">${words.fixed}:</span> ${label}</li>`;
  const done = complaints.every(({ text }) => !text);
  return html`<div class=${done ? 'summary done' : 'summary'} part="error-summary" id="summary" role="group" tabindex="-1"
    aria-labelledby="problems"><h3 id="problems">${done ? [icon.check, words.fixed] : [icon.warning, words.problems]}</h3>
    <ul>${complaints.map(item)}</ul></div>`;
}
