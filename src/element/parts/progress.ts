import { html } from 'lit/html.js';
import { fill } from '../../locales/text-of.ts';
import type { View } from '../views/view.ts';

/** How far along the reader is, and the languages to choose from. Nothing where there is neither. */
export function progress(view: View, step: number) {
  const { messages, state, page } = view;
  const steps = state.steps.length;
  if (steps < 2 && !page.languages.length) return '';
  const text = fill(messages.words.progress, { step, steps });
  return html`<div class="progress" part="progress">
    <div class="progress-line"><span id="step">${steps > 1 ? text : ''}</span>${languages(view)}</div>
    ${
      steps > 1
        ? html`<progress part="progress-bar" max=${steps} value=${step} aria-labelledby="step"></progress>`
        : ''
    }
  </div>`;
}

/** The languages to choose from, each by its own name. One that is asked for as `fr` may show as `fr-CA`. */
function languages({ messages, page }: View) {
  const shows = (tag: string) => tag.slice(0, 2) === messages.language.slice(0, 2);
  if (page.languages.every(shows)) return '';
  const button = (tag: string) =>
    html`<button class="quiet" part="language-button" name="lang" value=${tag} formnovalidate lang=${tag}
      aria-pressed=${shows(tag) ? 'true' : 'false'}>${nameOf(tag)}</button> `;
  return html`<span class="languages" role="group" aria-label=${messages.words.language}>${page.languages.map(button)}</span>`;
}

/** `es` → `Español`. */
function nameOf(tag: string): string {
  try {
    const name = new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  } catch {
    return tag;
  }
}
