import { html } from 'lit/html.js';
import { fill } from '../../locales/text-of.ts';
import type { Received } from '../application.ts';
import { telephone } from '../parts/help-line.ts';
import { icon } from '../parts/icon.ts';
import type { View } from './view.ts';

/** What an applicant keeps, and takes a picture of. */
export function receiptView({ messages, page, state, files, act }: View, { reference, earlier }: Received) {
  const { words, afterwards } = messages;
  // Where text runs from right to left, a number still runs from left to right.
  const [before, after] = words.call.split('{phone}');
  const name = String(state.value('first_name') ?? '').trim();
  return html`<div class="receipt" part="receipt">
    <span class="seal" part="receipt-mark">${icon.check}</span>
    <h2 part="title" id="title" tabindex="-1">${fill(words.received, { name: name && `, ${name}` })}</h2>
    ${earlier ? html`<p class="help">${words.earlier}</p>` : ''}
    ${
      reference &&
      html`<div class="reference" part="reference">
        <p><span class="hint">${words.reference}</span><strong id="reference"><bdi>${reference}</bdi></strong></p>
        ${act.copy && html`<button class="back" part="copy-button" type="button" @click=${act.copy}>${words.copy}</button>`}
      </div>`
    }
    ${files}
    <h3>${words.afterwards}</h3>
    <ol>${afterwards.map((each) => html`<li>${each}</li>`)}</ol>
    ${
      page.phone &&
      html`<a class="button" part="call-button" href=${telephone(page.phone)}><span>${before}<bdi>${page.phone}</bdi>${after}</span></a>`
    }
    <slot name="receipt"></slot>
  </div>`;
}
