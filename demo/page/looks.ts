import bold from '../looks/bold.css?raw';
import own from '../looks/own.css?raw';
import type { Settings } from '../settings.ts';

/** What a page adds to its own style sheet, to the letter, for each look of the form. */
export const lookStyles: Readonly<Record<Settings['look'], string>> = { plain: '', bold, own };

/** Makes the function that gives page and form a look. The page's part of it hangs on `data-look` in its style sheets. */
export function createLooks(): (look: Settings['look']) => void {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  return (look) => {
    document.documentElement.dataset.look = look;
    sheet.replaceSync(lookStyles[look]);
  };
}
