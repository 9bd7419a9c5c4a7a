import { furtherStyles } from './further.styles.ts';

let sheet: CSSStyleSheet | undefined;

/**
 * Puts the style sheet of these kinds on the element's shadow root, once. A sheet that a script constructs needs no
 * leave from a page's policy; where browsers have none yet, it is an element, as the element's own styles are there.
 */
export function addFurtherStyles(root: Node | undefined): void {
  // Where a server draws the form there is none.
  if (typeof ShadowRoot === 'undefined' || !(root instanceof ShadowRoot)) return;
  if ('adoptedStyleSheets' in root) {
    sheet ??= constructed();
    if (!root.adoptedStyleSheets.includes(sheet))
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } else if (!(root as ShadowRoot).querySelector('[data-further]')) {
    const style = document.createElement('style');
    style.dataset.further = '';
    style.textContent = furtherStyles;
    (root as ShadowRoot).append(style);
  }
}

function constructed(): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(furtherStyles);
  return made;
}
