import { render } from 'lit/html.js';
import { styles } from './styles/styles.ts';
import { wear } from './styles/wear.ts';

/** What a page sets, by name: texts and flags, as properties or attributes; and objects, as properties alone. */
export type Settings = Readonly<Record<'text' | 'flag' | 'object', string>>;

/** What lasts as long as an element, and is told what happens to it. */
export interface Controller {
  /** The element has come to the page, or to another place of it. */
  hostConnected?(): void;
  /** The element has left its place. */
  hostDisconnected?(): void;
  /** The element has been drawn. */
  hostUpdated?(): void;
}

/** What a controller may ask of its element. */
export interface Host extends HTMLElement {
  readonly renderRoot: ShadowRoot;
  addController(controller: Controller): void;
  requestUpdate(): void;
}

/**
 * An element that draws a Lit template into its shadow root whenever something has changed that it is drawn from, once
 * for all changes of a moment. What LitElement does, as far as one element needs it (`docs/decisions/0016`).
 */
export abstract class DrawnElement extends HTMLElement implements Host {
  readonly renderRoot: ShadowRoot = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
  readonly #controllers: Controller[] = [];
  readonly #objects: Record<string, unknown> = {};
  /** Whether the element has been on a page: nothing is drawn before. */
  #hasConnected = false;
  #update: Promise<void> | undefined;
  #hasUpdated = false;

  /**
   * Makes properties of settings, and gives those of their attributes that are to be observed. Texts and flags live in
   * their attributes, as those of HTML's own elements do, so that both always say the same.
   */
  protected static offer(prototype: DrawnElement, names: Settings): readonly string[] {
    return Object.entries(names).flatMap(([kind, list]) =>
      list.split(' ').flatMap((property) => {
        const attribute = property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        Object.defineProperty(prototype, property, {
          get(this: DrawnElement) {
            if (kind === 'object') return this.#objects[property];
            return kind === 'flag' ? this.hasAttribute(attribute) : this.getAttribute(attribute);
          },
          set(this: DrawnElement, value: unknown) {
            if (kind === 'object') {
              if (value !== this.#objects[property]) this.requestUpdate();
              this.#objects[property] = value;
            } else if ((value ?? false) === false) this.removeAttribute(attribute);
            else this.setAttribute(attribute, value === true ? '' : `${value}`);
          },
        });
        return kind === 'object' ? [] : attribute;
      }),
    );
  }

  constructor() {
    super();
    wear(this.renderRoot, styles);
    // What a page has set before the script came hides the properties of the class.
    for (const property of Object.keys(this)) {
      if (!(property in Object.getPrototypeOf(this))) continue;
      const value = Reflect.get(this, property);
      Reflect.deleteProperty(this, property);
      Reflect.set(this, property, value);
    }
  }

  connectedCallback(): void {
    for (const controller of this.#controllers) controller.hostConnected?.();
    if (this.#hasConnected) return;
    this.#hasConnected = true;
    this.requestUpdate();
  }

  disconnectedCallback(): void {
    for (const controller of this.#controllers) controller.hostDisconnected?.();
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (before !== now) this.requestUpdate();
  }

  /** A controller that comes late is told at once that the element is on the page. */
  addController(controller: Controller): void {
    this.#controllers.push(controller);
    if (this.#hasConnected && this.isConnected) controller.hostConnected?.();
  }

  /** Asks for a drawing, which comes when the code that runs now has ended. */
  requestUpdate(): void {
    if (this.#hasConnected) this.#update ??= this.#drawNext();
  }

  /** Settles once everything shows that has been set. */
  get updateComplete(): Promise<void> {
    return this.untilDrawn();
  }

  protected async untilDrawn(): Promise<void> {
    while (this.#update) await this.#update;
  }

  async #drawNext(): Promise<void> {
    const isFirst = !this.#hasUpdated;
    try {
      // What runs now may set more.
      await undefined;
      if (isFirst) await this.prepare();
      this.willUpdate();
    } finally {
      this.#update = undefined;
    }
    this.draw();
    this.#hasUpdated = true;
    for (const controller of this.#controllers) controller.hostUpdated?.();
    this.updated(isFirst);
  }

  /** What the first drawing has to wait for. */
  protected abstract prepare(): Promise<void>;

  /** Brings up to date what is drawn from. A change here is part of the drawing that follows. */
  protected abstract willUpdate(): void;

  protected draw(): void {
    render(this.render(), this.renderRoot, { host: this });
  }

  protected abstract render(): unknown;

  protected abstract updated(isFirst: boolean): void;
}
