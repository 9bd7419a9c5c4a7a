import { html } from 'lit/html.js';
import type { FailureText } from '../../locales/messages.ts';
import type { View } from '../views/view.ts';
import { icon } from './icon.ts';

/** Why the application could not be sent, and what to do. */
export function failureLine({ messages: { failures }, progress }: View) {
  const text = progress.status === 'failed' && failures[progress.kind as FailureText];
  return html`<p class="failure" part="failure">${icon.warning}${text || failures.unreachable}</p>`;
}
