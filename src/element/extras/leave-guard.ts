import type { Controller } from '../drawn-element.ts';
import type { Form } from '../form.ts';

/**
 * Has the browser ask before a tab is closed that holds answers kept nowhere else. It listens only meanwhile: a page
 * with such a listener is not kept for the back button by some browsers.
 */
export class LeaveGuard implements Controller {
  readonly #form: Form;

  constructor(form: Form) {
    this.#form = form;
    form.element.addController(this);
  }

  hostConnected(): void {
    this.update();
  }

  hostUpdated(): void {
    this.update();
  }

  hostDisconnected(): void {
    this.update();
  }

  /** Looks again whether something would be lost. */
  update(): void {
    const { element, sending, state } = this.#form;
    const wouldLose = sending?.wouldLose ?? state.isTouched;
    const listen = element.isConnected && wouldLose ? addEventListener : removeEventListener;
    listen('beforeunload', this.#onBeforeUnload);
  }

  readonly #onBeforeUnload = (event: Event): void => event.preventDefault();
}
