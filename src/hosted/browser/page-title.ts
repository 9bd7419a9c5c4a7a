import type { Begun } from '../begun.ts';

/** Keeps title, heading and language of the page in step with the form. */
export function followTitle(
  root: ParentNode,
  { headings, employer }: Pick<Begun, 'headings' | 'employer'>,
): void {
  const language = root.querySelector('[lang]')?.getAttribute('lang') ?? '';
  const heading = document.querySelector('h1');
  const text = headings[language] ?? heading?.textContent ?? '';
  if (language) document.documentElement.lang = language;
  if (heading) heading.textContent = text;
  const title = root.querySelector('#title')?.textContent?.trim();
  // The word that announces complaints, in the reader's language, stands before each of them.
  const wrong = root.querySelector('[part=field-error] .hidden')?.textContent;
  if (title) document.title = `${wrong ? `${wrong} ` : ''}${title} – ${employer || text}`;
}
