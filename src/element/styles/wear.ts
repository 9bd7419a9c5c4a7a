const sheets = new Map<string, CSSStyleSheet>();

/**
 * Puts a style sheet on a shadow root, once. A sheet that a script constructs needs no leave from a page's policy, and
 * all forms share it; where browsers have none yet (Safari before 16.4), it is an element.
 */
export function wear(root: ShadowRoot, text: string): void {
  if (!('adoptedStyleSheets' in root)) {
    const worn = [...(root as ShadowRoot).querySelectorAll('style')];
    if (worn.some(({ textContent }) => textContent === text)) return;
    const style = document.createElement('style');
    style.textContent = text;
    (root as ShadowRoot).prepend(style);
    return;
  }
  const sheet = sheets.get(text) ?? new CSSStyleSheet();
  if (!sheets.has(text)) sheet.replaceSync(text);
  sheets.set(text, sheet);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
