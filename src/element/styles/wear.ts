/**
 * Puts a style sheet on a shadow root. A sheet that a script constructs needs no leave from a page's policy; where
 * browsers have none yet (Safari before 16.4), it is an element.
 */
export function wear(root: ShadowRoot, text: string): void {
  const worn: CSSStyleSheet[] | undefined = root.adoptedStyleSheets;
  if (worn) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    worn.push(sheet);
  } else {
    const style = document.createElement('style');
    style.textContent = text;
    root.prepend(style);
  }
}
