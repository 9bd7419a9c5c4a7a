import type { Begun } from '../begun.ts';

/** Keeps title, heading and language of the page in step with the form. */
export function followTitle(root: ParentNode, { headings, titleEnd }: Begun): void {
  const language = root.querySelector('[lang]')?.getAttribute('lang');
  if (language) {
    document.documentElement.lang = language;
    const heading = document.querySelector('h1');
    const text = headings[language];
    if (heading && text) heading.textContent = text;
  }
  const title = root.querySelector('#title')?.textContent?.trim();
  // The word that announces complaints, in the reader's language, stands before each of them.
  const wrong = root.querySelector('[part=field-error] .hidden')?.textContent;
  if (title) document.title = `${wrong ? `${wrong} ` : ''}${title} – ${titleEnd}`;
}
