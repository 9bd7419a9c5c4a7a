import { html } from 'lit/html.js';
import { fill } from '../../locales/text-of.ts';
import type { View } from '../views/view.ts';

/** How far along the reader is, and the languages to choose from. Nothing where there is neither. */
export function progress(view: View, step: number) {
  const { messages, state } = view;
  const steps = state.steps.length;
  const choice = languages(view);
  const text = steps > 1 ? fill(messages.words.progress, { step, steps }) : '';
  if (!text && !choice) return '';
  return html`<div class="progress hint" part="progress">
    <div class="progress-line"><span id="step">${text}</span>${choice}</div>
    ${
      text &&
      html`<progress part="progress-bar" max=${steps} value=${step} aria-labelledby="step"></progress>`
    }
  </div>`;
}

/** What each language calls itself, by the first part of its tag. */
const names: Readonly<Record<string, string>> = { en: 'English', es: 'Español', fr: 'Français' };

/** The languages to choose from. One that is asked for as `fr` may show as `fr-CA`. */
function languages({ messages, page }: View) {
  const first = (tag: string) => tag.slice(0, 2);
  const shows = (tag: string) => first(tag) === first(messages.language);
  const tags = page.languages?.match(/[^\s,]+/g) ?? [];
  if (tags.every(shows)) return '';
  const button = (tag: string) =>
    html`<button class="quiet" part="language-button" name="lang" value=${tag} formnovalidate lang=${tag}
      aria-pressed=${shows(tag)}>${names[first(tag)] ?? tag}</button> `;
  return html`<span class="languages" role="group" aria-label=${messages.words.language}>${tags.map(button)}</span>`;
}
