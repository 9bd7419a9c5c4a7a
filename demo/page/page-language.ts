import type { Settings } from '../settings.ts';
import { spanish } from './spanish.ts';

const other = { en: { language: 'es', name: 'Español' }, es: { language: 'en', name: 'English' } } as const;

/**
 * Makes the function that puts the page into a language. English is what the page was served in and is kept aside
 * before anything is replaced. Parts with a `lang` of their own are left alone.
 */
export function createPageLanguage(button: HTMLElement): (language: Settings['language']) => void {
  const texts = new Map<Element, string>();
  for (const element of document.querySelectorAll('[data-text]'))
    texts.set(element, element.textContent ?? '');
  const labels = new Map<Element, string>();
  for (const element of document.querySelectorAll('[data-label]')) {
    labels.set(element, element.getAttribute('aria-label') ?? '');
  }

  return (language) => {
    document.documentElement.lang = language;
    const say = (key: string | null, english: string) => (language === 'es' ? spanish[key ?? ''] : english);
    for (const [element, english] of texts) {
      element.textContent = say(element.getAttribute('data-text'), english) ?? english;
    }
    for (const [element, english] of labels) {
      element.setAttribute('aria-label', say(element.getAttribute('data-label'), english) ?? english);
    }
    button.textContent = other[language].name;
    button.lang = other[language].language;
  };
}
