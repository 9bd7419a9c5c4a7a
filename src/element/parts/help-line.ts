import { html } from 'lit/html.js';
import type { View } from '../views/view.ts';

/** The address that calls a number: `720-555-0142 ext 5` → `tel:7205550142;ext=5` (RFC 3966). */
export function telephone(phone: string): string {
  const [number = '', extension] = phone.split(/(?:ext\.?|x|#)/i);
  const digits = (text: string) => text.replace(/[^\d+]/g, '');
  return `tel:${digits(number)}${extension ? `;ext=${digits(extension)}` : ''}`;
}

/** Where to turn with a question, in the same place on every screen (WCAG 2.2, 3.2.6). */
export function helpLine({ messages, page: { phone } }: Pick<View, 'messages' | 'page'>) {
  if (!phone) return '';
  const [before, after] = messages.words.help.split('{phone}');
  return html`<p class="quiet-line hint" part="help-line">${before}<a href=${telephone(phone)}><bdi>${phone}</bdi></a>${after}</p>`;
}
