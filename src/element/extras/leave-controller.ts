import { issueText } from '../../locales/text-of.ts';
import { pathOf } from '../control-path.ts';
import type { Control } from '../fields/field-props.ts';
import type { Form } from '../form.ts';

/** Begins or ends listening for the end of a press, wherever it ends. */
function listen(change: typeof addEventListener, end: (event: Event) => void): void {
  for (const type of ['pointerup', 'pointercancel']) change(type, end, true);
}

/**
 * Checks a field once it has been left. A complaint moves what stands below it. So it waits until the press that took the
 * focus away has become a click: otherwise the button would slip from under the finger.
 */
export class LeaveController {
  readonly #form: Form;
  /** Settles once the finger or mouse button that went down last is up again. */
  #press: Promise<unknown> | undefined;

  constructor(form: Form) {
    this.#form = form;
    form.element.addEventListener('pointerdown', () => {
      this.#press = new Promise((resolve) => {
        const end = (event: Event) => {
          resolve(event);
          listen(removeEventListener, end);
        };
        listen(addEventListener, end);
      });
    });
    form.element.renderRoot.addEventListener('focusout', (event) => this.#leave(event.target as Control));
  }

  /** The reader has left a control. */
  async #leave(control: Control): Promise<void> {
    const { name, type } = control;
    // What is in a slot is the page's. Radios are passed through with the keyboard, and once chosen there is nothing to
    // complain about.
    if (!name || type === 'radio' || control.getRootNode() !== this.#form.element.renderRoot) return;
    await this.#press;
    setTimeout(() => this.#check(pathOf(control)));
  }

  #check(path: string): void {
    const { state, flow, messages } = this.#form;
    const before = state.issueAt(path);
    state.leave(path);
    const found = state.issueAt(path);
    const field = state.field(path);
    // Whoever has gone on or back meanwhile finds it there.
    const shows = state.stepOf(path) === flow.step;
    if (found && found !== before && field && shows) {
      this.#form.announceAt(path, issueText(messages, field, found));
    }
  }
}
