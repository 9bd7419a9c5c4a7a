import { Directive, directive, type ElementPart } from 'lit/directive.js';

class Drawn extends Directive {
  override render(_then: (element: Element) => void): void {}

  override update({ element }: ElementPart, [then]: [(element: Element) => void]): void {
    // The element may stand outside of the page until the drawing is done.
    queueMicrotask(() => then(element));
  }
}

/** Calls back with the element after each drawing of it, for what no template can say, such as a picture. */
export const drawn = directive(Drawn);
