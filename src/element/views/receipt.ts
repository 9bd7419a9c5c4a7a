import { html } from 'lit';
import type { Messages } from '../../locales/messages.ts';
import { fill } from '../../locales/text-of.ts';
import { icon } from '../parts/icon.ts';

/** What a receipt is drawn from. */
export interface ReceiptProps {
  readonly messages: Messages;
  /** The applicant's first name, or `''`. */
  readonly name: string;
  /** The code to give over the phone, or `''`. */
  readonly reference: string;
  readonly earlier: boolean;
  readonly onCopy: () => void;
}

/** What an applicant keeps, and takes a picture of. */
export function receiptView({ messages, name, reference, earlier, onCopy }: ReceiptProps) {
  const { words, afterwards } = messages;
  return html`<div class="receipt" part="receipt">
    <span class="seal" part="receipt-mark">${icon.check}</span>
    <h2 part="title" id="title" tabindex="-1">${fill(words.received, { name: name && `, ${name}` })}</h2>
    ${earlier ? html`<p class="help">${words.earlier}</p>` : ''}
    ${
      reference &&
      html`<div class="reference" part="reference">
        <p><span class="hint">${words.reference}</span><strong id="reference">${reference}</strong></p>
        <button class="back" part="copy-button" type="button" @click=${onCopy}>${words.copy}</button>
      </div>`
    }
    <h3>${words.afterwards}</h3>
    <ol>${afterwards.map((line) => html`<li>${line}</li>`)}</ol>
    <slot name="receipt"></slot>
  </div>`;
}
