import { html } from 'lit/html.js';
import type { Messages } from '../../locales/messages.ts';

/** What each language calls itself, by the first part of its tag. */
const names: Readonly<Record<string, string>> = { en: 'English', es: 'Español', fr: 'Français' };

/**
 * The languages to choose from, given as BCP 47 tags between spaces or commas; nothing where there is no choice. One that
 * is asked for as `fr` may show as `fr-CA`.
 */
export function languageChoice(messages: Messages, languages: string | null | undefined) {
  const first = (tag: string) => tag.slice(0, 2);
  const shows = (tag: string) => first(tag) === first(messages.language);
  const tags = languages?.match(/[^\s,]+/g) ?? [];
  if (tags.every(shows)) return '';
  const button = (tag: string) =>
    html`<button class="quiet" part="language-button" name="lang" value=${tag} formnovalidate lang=${tag}
      aria-pressed=${shows(tag)}>${names[first(tag)] ?? tag}</button> `;
  return html`<span class="languages" role="group" aria-label=${messages.words.language}>${tags.map(button)}</span>`;
}
