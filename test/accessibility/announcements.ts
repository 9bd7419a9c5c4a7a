import type { IntakePage } from '../element/intake.page.ts';

const text = (node: Element) => (node as HTMLElement).innerText.replace(/\s+/g, ' ').trim();

/**
 * What a screen reader says by itself, in order: text that comes into a live region, what focus moves to, and a
 * changed state of the control that has focus. What a live region holds when it is drawn is not read out, except for
 * an alert (ARIA 1.2, "alert").
 */
export class Announcements {
  readonly #form: IntakePage;
  readonly #root: ShadowRoot;
  readonly #said: string[] = [];
  #live = new Map<Element, string>();

  constructor(form: IntakePage) {
    this.#form = form;
    this.#root = form.element.shadowRoot as ShadowRoot;
    this.#live = this.#regions();
    const observer = new MutationObserver((changes) => this.#look(changes));
    const attributeFilter = ['aria-pressed', 'aria-checked', 'aria-expanded'];
    const whole = { subtree: true, childList: true, characterData: true };
    observer.observe(this.#root, { ...whole, attributes: true, attributeFilter });
    this.#root.addEventListener('focusin', ({ target }) => this.#onFocus(target as Element));
  }

  /** What has been said since the last time, once everything is drawn. */
  async take(): Promise<string[]> {
    await this.#form.settled();
    await new Promise((resolve) => setTimeout(resolve));
    return this.#said.splice(0);
  }

  #regions(): Map<Element, string> {
    const regions = this.#root.querySelectorAll('[role=status], [role=alert], [aria-live], output');
    return new Map([...regions].map((region) => [region, text(region)]));
  }

  #look(changes: readonly MutationRecord[]): void {
    const regions = this.#regions();
    for (const [region, now] of regions) {
      const before = this.#live.get(region) ?? (region.matches('[role=alert]') ? '' : now);
      if (now && now !== before) this.#said.push(`${region.role}: ${now}`);
    }
    this.#live = regions;
    for (const { target, attributeName } of changes) {
      if (!attributeName || target !== this.#root.activeElement) continue;
      this.#said.push(
        `${text(target as Element)}: ${attributeName} ${(target as Element).getAttribute(attributeName)}`,
      );
    }
  }

  #onFocus(target: Element): void {
    const label = this.#root.getElementById(target.getAttribute('aria-labelledby') ?? '');
    const own = target.matches('input, select') ? (target as HTMLInputElement).labels?.[0] : target;
    this.#said.push(`focus: ${text(label ?? own ?? target)}`);
  }
}
