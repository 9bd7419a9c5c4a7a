import type { Controller } from '../drawn-element.ts';
import type { Form } from '../form.ts';

/** The state that a page's style sheet may ask for, by how sending stands. */
export const customStates = { sending: 'submitting', waiting: 'waiting', received: 'submitted' };

/** Keeps the custom states of the element. */
export class CustomStates implements Controller {
  readonly #form: Form;
  /** Absent in Safari before 16.4. */
  readonly #internals: ElementInternals | undefined;

  constructor(form: Form) {
    this.#form = form;
    this.#internals = form.element.attachInternals?.();
    form.element.addController(this);
  }

  hostUpdated(): void {
    const { status } = this.#form.progress;
    for (const [when, name] of Object.entries(customStates)) {
      try {
        this.#internals?.states[when === status ? 'add' : 'delete'](name);
      } catch {
        // Older browsers take only names that begin with dashes. Nothing but a page's style sheet asks for them.
      }
    }
  }
}
