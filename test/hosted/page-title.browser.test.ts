import { expect, it, onTestFinished } from 'vitest';
import type { Begun } from '../../src/hosted/begun.ts';
import { followTitle } from '../../src/hosted/browser/page-title.ts';

/** What the page is titled once its form shows in Spanish; the server has drawn it in English. */
function titleInSpanish(begun: Pick<Begun, 'employer'>): string {
  const { title } = document;
  const { lang } = document.documentElement;
  onTestFinished(() => {
    document.title = title;
    document.documentElement.lang = lang;
  });
  const root = document.createElement('div');
  root.innerHTML = '<div lang="es"><h2 id="title">¿Qué busca?</h2></div>';
  const headings = { en: 'Driver application', es: 'Solicitud para choferes' };
  followTitle(root, { headings, ...begun });
  return document.title;
}

it('the title of a hosted page ends with the carrier, or what the page is in the language that it is in', () => {
  expect(titleInSpanish({ employer: 'Example Freight' })).toBe('¿Qué busca? – Example Freight');
  expect(titleInSpanish({ employer: '' })).toBe('¿Qué busca? – Solicitud para choferes');
});
